/** Reads a Word document: whose sheet it is, then its controls, then, for what lost them, its tables of labels. */
import { type Finding } from '../core/sheet/finding.js';
import { type SheetReading } from '../core/sheet/reading.js';
import { DocxUnreadable, type DocxFile, type XmlNode } from '../external/docx-document.js';
import { stoppedReading } from './file-reading.js';
import { parseClaim, type Claim } from './find-sheets.js';
import { type KnownSheet } from './known-sheets.js';
import { concludeSheet, type ReaderParts } from './reader-parts.js';
import { openWord, type WordFormat } from './open-word.js';
import { type ReadableFile } from './reader-messages.js';
import { listControlTexts, readContentControls } from './strategies/content-control.js';
import { readLabels } from './strategies/label.js';
import { findLabelled, type LabelledWords } from './strategies/label-rows.js';
import { allText } from './word-text.js';

export async function readWord(
  file: ReadableFile,
  format: WordFormat,
  parts: ReaderParts,
): Promise<SheetReading[]> {
  let docx: DocxFile | null;
  try {
    docx = await openWord(file.bytes, format, parts.findOffice);
  } catch (error) {
    if (!(error instanceof DocxUnreadable)) throw error;
    const codes = {
      password: 'password_protected',
      too_large: 'too_large',
      damaged: 'unreadable_file',
    } as const;
    return [stoppedReading(file.name, codes[error.refusal])];
  }
  if (!docx) return [stoppedReading(file.name, 'unsupported_format')];
  const claim = parseClaim(docx.custom['RecueilSheet'] ?? '');
  if (claim && !parts.known.hasStudy(claim.study)) return [stoppedReading(claim.study, 'other_study')];
  const sheet = chooseSheet(docx, claim, parts);
  if (!sheet) return [stoppedReading(file.name, 'not_a_sheet')];
  const isKnownVersion = !claim || claim.version === sheet.study.version;
  const findings: Finding[] = isKnownVersion ? [] : [{ code: 'unknown_version', detail: claim.version }];
  const body = await parts.blankWord(sheet);
  const blank = body && readBlank(body, sheet);
  const controls = readContentControls(docx.body, sheet, blank?.invitations);
  const labels =
    blank && isKnownVersion ? readLabels(docx.body, sheet, blank.words) : { candidates: [], findings: [] };
  const candidates = [...controls.candidates, ...labels.candidates];
  findings.push(...labels.findings, ...tellAside(docx));
  const version = claim?.version ?? sheet.study.version;
  const language = claim?.language ?? sheet.language;
  return [concludeSheet({ sheet, version, language, candidates, findings }, file, parts)];
}

interface Blank {
  /** What each control says while it is empty, by tag. */
  readonly invitations: ReadonlyMap<string, string>;
  readonly words: LabelledWords;
}
const blanks = new WeakMap<XmlNode, Blank>();
function readBlank(body: XmlNode, sheet: KnownSheet): Blank {
  const blank = blanks.get(body) ?? {
    invitations: listControlTexts(body),
    words: findLabelled(body, sheet),
  };
  blanks.set(body, blank);
  return blank;
}

/** Comments and notes: for a person to read, never an answer. A footer is the sheet's own. */
function tellAside({ comments, parts }: DocxFile): Finding[] {
  const notes = parts.filter(({ name }) => !name.includes('footer')).map(({ root }) => allText(root));
  return [...comments, ...notes]
    .map((words) => words.trim())
    .filter((words) => words !== '')
    .map((detail) => ({ code: 'unexpected_entry', detail }));
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
    const count =
      readContentControls(docx.body, sheet).names.size + findLabelled(docx.body, sheet).answers.length;
    if (count > (best?.count ?? 4)) best = { sheet, count };
  }
  return best?.sheet ?? null;
}
