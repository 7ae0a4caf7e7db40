/** What reading any file needs: the sheets that are known and the judge of what strategies saw. */
import { type Finding, type FindingCode } from '../core/sheet/finding.js';
import { type ParseOptions } from '../core/sheet/parsed-answer.js';
import { type Candidate, type ReadAnswer, type SheetReading } from '../core/sheet/reading.js';
import { type XmlNode } from '../external/docx-document.js';
import { type Ocr } from '../external/ocr.js';
import { type Language, type Study } from '../core/study/study.js';
import { type ReadableFile } from './reader-messages.js';
import { type BlankPage } from './blank-image.js';
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
  readonly blankImage: (sheet: KnownSheet, page: number) => Promise<BlankPage | null>;
  /** Called with each page that is an image, before it is looked at. */
  readonly onScan?: () => void;
  /** Started with the first entry that needs it, and kept. */
  readonly openOcr: () => Promise<Ocr>;
  /** Where LibreOffice is; null: this machine has none. As findOffice says unless given. */
  readonly findOffice?: () => string | null;
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

/** With these, nothing read does not mean nothing written. */
const NOT_BLANK: readonly FindingCode[] = ['page_not_placed', 'unexpected_entry', 'damaged_file'];

/** One sheet's reading, numbered later within its file. */
export function concludeSheet(seen: SheetSeen, file: ReadableFile, parts: ReaderParts): SheetReading {
  const judged = parts.judge(
    seen.sheet.study,
    seen.language,
    seen.version === seen.sheet.study.version ? seen.candidates : doubtAll(seen.candidates, seen.version),
    file.receivedOn === undefined ? {} : { today: file.receivedOn },
  );
  const blank: Finding[] =
    seen.candidates.length === 0 && !seen.findings.some(({ code }) => NOT_BLANK.includes(code))
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

/** A question may keep its name and change its unit or its choices from one version to the next. */
function doubtAll(candidates: readonly Candidate[], version: string): Candidate[] {
  const doubt = { code: 'other_version', detail: version } as const;
  return candidates.map((candidate) => (candidate.doubt ? candidate : { ...candidate, doubt }));
}
