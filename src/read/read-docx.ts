/** Reads a Word document: whose sheet it is, then its controls, then, for what lost them, its tables of labels. */
import { type Finding } from '../core/sheet/finding.js';
import { type SheetReading } from '../core/sheet/reading.js';
import { type Field } from '../core/study/study.js';
import { DocxUnreadable, openDocx, type DocxFile } from '../external/docx-document.js';
import { stoppedReading } from './file-reading.js';
import { parseClaim, type Claim } from './find-sheets.js';
import { type KnownSheet } from './known-sheets.js';
import { concludeSheet, type ReaderParts } from './reader-parts.js';
import { type ReadableFile } from './reader-messages.js';
import { listControlTexts, readContentControls } from './strategies/content-control.js';
import { findLabelled, readLabels } from './strategies/label.js';

export async function readDocx(file: ReadableFile, parts: ReaderParts): Promise<SheetReading[]> {
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
  const isKnownVersion = !claim || claim.version === sheet.study.version;
  const findings: Finding[] = isKnownVersion ? [] : [{ code: 'unknown_version', detail: claim.version }];
  const blank = await parts.blankWord(sheet);
  const invitations = blank ? listControlTexts(blank) : new Map<string, string>();
  const controls = readContentControls(docx.body, sheet, invitations);
  const candidates = [...controls.candidates];
  if (blank && isKnownVersion) {
    const done = (field: Field) => hasAllControls(field, invitations, controls.names);
    candidates.push(...readLabels(docx.body, sheet, findLabelled(blank, sheet), done));
  }
  const version = claim?.version ?? sheet.study.version;
  const language = claim?.language ?? sheet.language;
  return [concludeSheet({ sheet, version, language, candidates, findings }, file, parts)];
}

function hasAllControls(
  { key }: Field,
  expected: ReadonlyMap<string, string>,
  names: ReadonlySet<string>,
): boolean {
  return [...expected.keys()].every((tag) => (tag !== key && !tag.startsWith(`${key}.`)) || names.has(tag));
}

/** By the document's own word; else the sheet most of whose names, or of whose questions, are there. */
function chooseSheet(docx: DocxFile, claim: Claim | null, { known }: ReaderParts): KnownSheet | null {
  if (claim) {
    const exact = known.find(claim.study, claim.version, claim.language);
    const close = ({ study, language }: KnownSheet) =>
      study.id === claim.study && language === claim.language;
    return exact ?? known.all.find(close) ?? null;
  }
  let best: { sheet: KnownSheet; count: number } | null = null;
  for (const sheet of known.all) {
    const count = readContentControls(docx.body, sheet).names.size + findLabelled(docx.body, sheet).length;
    if (count > (best?.count ?? 4)) best = { sheet, count };
  }
  return best?.sheet ?? null;
}
