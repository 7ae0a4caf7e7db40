/** Reads a Word document: whose sheet it is, then its controls, then its tables of labels. */
import { type Finding } from '../core/sheet/finding.js';
import { type SheetReading } from '../core/sheet/reading.js';
import { DocxUnreadable, openDocx, type DocxFile } from '../external/docx-document.js';
import { stoppedReading } from './file-reading.js';
import { parseClaim, type Claim } from './find-sheets.js';
import { type KnownSheet } from './known-sheets.js';
import { concludeSheet, type ReaderParts } from './reader-parts.js';
import { type ReadableFile } from './reader-messages.js';
import { readContentControls } from './strategies/content-control.js';

export function readDocx(file: ReadableFile, parts: ReaderParts): SheetReading[] {
  let docx: DocxFile;
  try {
    docx = openDocx(file.bytes);
  } catch (error) {
    if (!(error instanceof DocxUnreadable)) throw error;
    const codes = {
      password: 'password_protected',
      too_large: 'too_large',
      damaged: 'unreadable_file',
    } as const;
    return [stoppedReading(file.name, codes[error.refusal])];
  }
  const claim = parseClaim(docx.custom['RecueilSheet'] ?? '');
  if (claim && !parts.known.hasStudy(claim.study)) return [stoppedReading(claim.study, 'other_study')];
  const sheet = chooseSheet(docx, claim, parts);
  if (!sheet) return [stoppedReading(file.name, 'not_a_sheet')];
  const controls = readContentControls(docx.body, sheet);
  const findings: Finding[] = [];
  if (claim && claim.version !== sheet.study.version)
    findings.push({ code: 'unknown_version', detail: claim.version });
  return [
    concludeSheet(
      {
        sheet,
        version: claim?.version ?? sheet.study.version,
        language: claim?.language ?? sheet.language,
        candidates: controls.candidates,
        findings,
      },
      file,
      parts,
    ),
  ];
}

/** By the document's own word; else the sheet most of whose names are there. */
function chooseSheet(docx: DocxFile, claim: Claim | null, { known }: ReaderParts): KnownSheet | null {
  if (claim) {
    const exact = known.find(claim.study, claim.version, claim.language);
    return (
      exact ??
      known.all.find((sheet) => sheet.study.id === claim.study && sheet.language === claim.language) ??
      null
    );
  }
  let best: { sheet: KnownSheet; count: number } | null = null;
  for (const sheet of known.all) {
    const count = readContentControls(docx.body, sheet).names.size;
    if (count > (best?.count ?? 2)) best = { sheet, count };
  }
  return best?.sheet ?? null;
}
