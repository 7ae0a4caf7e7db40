/**
 * Reads the Word sheet after it was printed to a PDF. Such a file has none of the marks of our own PDF and no fields, but its words and the
 * rules of its tables are there: the tables are put together again and read as those of a Word sheet whose controls were lost.
 */
import { SHEET_WORDS } from '../../core/sheet/blank/sheet-words.js';
import { type Finding } from '../../core/sheet/finding.js';
import { type Candidate, type DoubtCode, type SheetReading } from '../../core/sheet/reading.js';
import { type XmlNode } from '../../external/docx-document.js';
import { type PdfFile } from '../../external/pdf-document.js';
import { type PdfPixels } from '../../external/pdf-render.js';
import { isGarbage } from '../is-garbage.js';
import { type KnownSheet } from '../known-sheets.js';
import { bare } from '../match-label.js';
import { toTuple } from '../page-fit.js';
import { concludeSheet, type ReaderParts } from '../reader-parts.js';
import { type ReadableFile } from '../reader-messages.js';
import { readLabels } from '../strategies/label.js';
import { findLabelled, type LabelledWords } from '../strategies/label-rows.js';
import { allText, readPrivateSymbol } from '../word-text.js';
import { listLines, writeWords } from './cell-words.js';
import { cutCells } from './cut-cells.js';
import { findRules } from './find-rules.js';
import { isMarkedOver } from './marked-over.js';
import { rebuildTables, type PrintedPage, type RebuiltDocument } from './rebuild-tables.js';

const DPI = 144;
const MOST_PAGES = 40;
/** So many questions twice are no slip of reading. */
const FEWEST_AGAIN = 3;
/** As many questions with their numbers and words as no letter has. */
const FEWEST_LABELS = 8;

interface SeenPage extends PrintedPage {
  /** What its foot says; null without one. */
  readonly foot: { readonly version: string; readonly page: number } | null;
  readonly isOdd: boolean;
}

/** One for each sheet of the file; none when it holds none. `isDamaged`: by the file's own account. */
export async function readPrintedWord(
  { file, pdf, isDamaged }: { file: ReadableFile; pdf: PdfFile; isDamaged: boolean },
  pixels: PdfPixels,
  parts: ReaderParts,
): Promise<SheetReading[]> {
  const footers = parts.known.all.map(makeFooter);
  const texts = Array.from({ length: Math.min(MOST_PAGES, pixels.pageCount) }, (_, index) => ({
    number: index + 1,
    glyphs: pixels.glyphs(index + 1).map((one) => ({ ...one, text: readPrivateSymbol(one.text) })),
  })).filter(({ glyphs }) => glyphs.length > 0);
  const lines = new Map(
    texts.map(({ number, glyphs }) => [
      number,
      listLines(glyphs).map((line) => writeWords(line.glyphs, Number.POSITIVE_INFINITY)),
    ]),
  );
  // Before a page is drawn: no letter and no article has so many numbered lines.
  if ([...lines.values()].flat().filter((line) => /^\d{1,3}[.)]/.test(line)).length < FEWEST_LABELS)
    return [];
  const pages: SeenPage[] = [];
  for (const { number, glyphs } of texts) {
    const image = await pixels.render(number, DPI);
    const size = { width: image.width / image.scale, height: image.height / image.scale };
    const feet = (lines.get(number) ?? []).flatMap((line) =>
      footers.flatMap((footer) => footer.exec(line) ?? []),
    );
    pages.push({
      number,
      rows: cutCells(glyphs, findRules(image), size),
      foot: feet.length > 0 ? { version: feet[1] ?? '', page: Number(feet[2] ?? 0) } : null,
      isOdd: isMarkedOver(glyphs, image) || (pdf.pages[number - 1]?.marks.length ?? 0) > 0,
    });
  }
  const isFooter = (words: string) => footers.some((footer) => footer.test(words));
  const readings: SheetReading[] = [];
  for (const own of splitSheets(pages)) {
    const reading = await readOneSheet(own, { file, isDamaged, isFooter }, parts);
    if (reading) readings.push(reading);
  }
  return readings;
}

/** A sheet begins with its first page. */
function splitSheets(pages: readonly SeenPage[]): SeenPage[][] {
  const sheets: SeenPage[][] = [];
  for (const page of pages) {
    const last = sheets.at(-1);
    const isBegun = last?.some(({ foot }) => foot !== null) === true;
    if (!last || (isBegun && page.foot?.page === 1)) sheets.push([page]);
    else last.push(page);
  }
  return sheets;
}

async function readOneSheet(
  pages: readonly SeenPage[],
  {
    file,
    isDamaged,
    isFooter,
  }: { file: ReadableFile; isDamaged: boolean; isFooter: (words: string) => boolean },
  parts: ReaderParts,
): Promise<SheetReading | null> {
  const document = rebuildTables(pages, isFooter);
  const sheet = chooseSheet(document.body, parts);
  const blankBody = sheet && (await parts.blankWord(sheet));
  if (!blankBody) return null;
  const versions = pages.flatMap(({ foot }) => foot?.version ?? []);
  const version = versions[0] ?? sheet.study.version;
  const isKnownVersion = version === sheet.study.version;
  const findings: Finding[] = isKnownVersion ? [] : [{ code: 'unknown_version', detail: version }];
  if (isDamaged) findings.push({ code: 'damaged_file', detail: file.name });
  const blank = readBlank(blankBody, sheet);
  const read = isKnownVersion ? readLabels(document.body, sheet, blank) : { candidates: [], findings: [] };
  const printed = bare(allText(blankBody));
  findings.push(...read.findings.filter(({ detail }) => !printed.includes(bare(detail ?? ''))));
  const isMixed =
    versions.some((one) => one !== version) || countAgain(document.body, sheet, blank) >= FEWEST_AGAIN;
  const isOdd = pages.some((page) => page.isOdd);
  const doubt: DoubtCode | null = isDamaged
    ? 'damaged_file'
    : isMixed
      ? 'pages_mixed'
      : isOdd
        ? 'marked_beside'
        : null;
  const candidates = read.candidates.map((one) => placeOnPage(one, document, doubt));
  return concludeSheet({ sheet, version, language: sheet.language, candidates, findings }, file, parts);
}

/** Questions that stand there more than once: pages of another sheet are among these. */
function countAgain(body: XmlNode, sheet: KnownSheet, blank: LabelledWords): number {
  const paths = new Map<string, Set<string>>();
  for (const { name, path } of findLabelled(body, sheet, blank.labels).answers)
    paths.set(name, (paths.get(name) ?? new Set()).add(path));
  return [...paths.values()].filter((own) => own.size > 1).length;
}

/** What the sheet says at the foot of each page; its groups are the version and the page. */
function makeFooter({ study, language }: KnownSheet): RegExp {
  const [before = '', after = ''] = [study.shortTitle[language], SHEET_WORDS[language].version('\0')]
    .join(' · ')
    .split('\0')
    .map((words) => words.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`).replace(/\s+/gu, String.raw`\s+`));
  return new RegExp(String.raw`^\s*${before}(\S+)${after}\s+·.*·\s+page\s+(\d+)`, 'u');
}

/** The sheet most of whose questions are there. */
function chooseSheet(body: XmlNode, { known }: ReaderParts): KnownSheet | null {
  const counted = known.all.map((sheet) => ({ sheet, count: findLabelled(body, sheet).answers.length }));
  const [best] = counted.sort((one, other) => other.count - one.count);
  return best && best.count >= FEWEST_LABELS ? best.sheet : null;
}

const blanks = new WeakMap<XmlNode, LabelledWords>();
function readBlank(body: XmlNode, sheet: KnownSheet): LabelledWords {
  const blank = blanks.get(body) ?? findLabelled(body, sheet);
  blanks.set(body, blank);
  return blank;
}

function placeOnPage(candidate: Candidate, { places }: RebuiltDocument, code: DoubtCode | null): Candidate {
  const place = places.get(candidate.source.path ?? '');
  const { path: _path, ...source } = candidate.source;
  const split = place?.isSplit ? ('outside_box' as const) : code;
  const own = isGarbage(candidate.raw) ? ('unreadable_text' as const) : split;
  const doubt = candidate.doubt ?? (own === null ? undefined : { code: own });
  return {
    ...candidate,
    ...(doubt && { doubt }),
    source: place ? { ...source, page: place.page, rect: toTuple(place.rect) } : candidate.source,
  };
}
