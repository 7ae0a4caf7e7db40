/** What reading any file needs: the sheets that are known and the judge of what strategies saw. */
import { type Finding } from '../core/sheet/finding.js';
import { type ParseOptions } from '../core/sheet/parsed-answer.js';
import { type Candidate, type ReadAnswer, type SheetReading } from '../core/sheet/reading.js';
import { type XmlNode } from '../external/docx-document.js';
import { type GreyImage } from '../external/pdf-render.js';
import { type Language, type Study } from '../core/study/study.js';
import { type ReadableFile } from './reader-messages.js';
import { type KnownSheet, type KnownSheets } from './known-sheets.js';

export interface Judged {
  readonly answers: Readonly<Record<string, ReadAnswer>>;
  readonly findings: readonly Finding[];
}
export interface ReaderParts {
  readonly known: KnownSheets;
  readonly judge: (
    study: Study,
    language: Language,
    candidates: readonly Candidate[],
    options?: ParseOptions,
  ) => Judged;
  /** A page of the blank, drawn at SHEET_DPI; null when it cannot be. */
  readonly blankImage: (sheet: KnownSheet, page: number) => Promise<GreyImage | null>;
  /** The blank Word document's body; null when it cannot be made. */
  readonly blankWord: (sheet: KnownSheet) => Promise<XmlNode | null>;
}

export interface SheetSeen {
  readonly sheet: KnownSheet;
  readonly version: string;
  readonly language: Language;
  readonly candidates: readonly Candidate[];
  readonly findings: readonly Finding[];
}

/** One sheet's reading, numbered later within its file. */
export function concludeSheet(seen: SheetSeen, file: ReadableFile, parts: ReaderParts): SheetReading {
  const judged = parts.judge(
    seen.sheet.study,
    seen.language,
    seen.candidates,
    file.receivedOn === undefined ? {} : { today: file.receivedOn },
  );
  const blank: Finding[] =
    seen.candidates.length === 0 && !seen.findings.some((finding) => finding.code === 'image_only')
      ? [{ code: 'blank_sheet' }]
      : [];
  return {
    sheet: 1,
    study: seen.sheet.study.id,
    sheetVersion: seen.version,
    language: seen.language,
    answers: judged.answers,
    findings: [...seen.findings, ...blank, ...judged.findings],
  };
}
