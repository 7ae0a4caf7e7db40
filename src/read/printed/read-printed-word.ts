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
/** As many questions with their numbers and words as no letter has. */
const FEWEST_LABELS = 8;

/** Null when it is none. `isDamaged`: by the file's own account. */
export async function readPrintedWord(
  { file, pdf, isDamaged }: { file: ReadableFile; pdf: PdfFile; isDamaged: boolean },
  pixels: PdfPixels,
  parts: ReaderParts,
): Promise<SheetReading | null> {
  const pages: PrintedPage[] = [];
  const claims: string[] = [];
  const footers = parts.known.all.map(makeFooter);
  let isOdd = false;
  for (let number = 1; number <= Math.min(MOST_PAGES, pixels.pageCount); number += 1) {
    const glyphs = pixels.glyphs(number).map((glyph) => ({ ...glyph, text: readPrivateSymbol(glyph.text) }));
    if (glyphs.length === 0) continue;
    const image = await pixels.render(number, DPI);
    const size = { width: image.width / image.scale, height: image.height / image.scale };
    pages.push({ number, rows: cutCells(glyphs, findRules(image), size) });
    isOdd ||= isMarkedOver(glyphs, image) || (pdf.pages[number - 1]?.marks.length ?? 0) > 0;
    for (const { glyphs: line } of listLines(glyphs)) {
      const words = writeWords(line, Number.POSITIVE_INFINITY);
      for (const footer of footers) claims.push(...(footer.exec(words)?.slice(1, 2) ?? []));
    }
  }
  const isFooter = (words: string) => footers.some((footer) => footer.test(words));
  const document = rebuildTables(pages, isFooter);
  const sheet = chooseSheet(document.body, parts);
  const blankBody = sheet && (await parts.blankWord(sheet));
  if (!blankBody) return null;
  const version = claims[0] ?? sheet.study.version;
  const isKnownVersion = version === sheet.study.version;
  const findings: Finding[] = isKnownVersion ? [] : [{ code: 'unknown_version', detail: version }];
  if (isDamaged) findings.push({ code: 'damaged_file', detail: file.name });
  const read = isKnownVersion
    ? readLabels(document.body, sheet, readBlank(blankBody, sheet))
    : { candidates: [], findings: [] };
  const printed = bare(allText(blankBody));
  findings.push(...read.findings.filter(({ detail }) => !printed.includes(bare(detail ?? ''))));
  const doubt: DoubtCode | null = isDamaged
    ? 'damaged_file'
    : claims.some((one) => one !== version)
      ? 'pages_mixed'
      : isOdd
        ? 'marked_beside'
        : null;
  const candidates = read.candidates.map((one) => placeOnPage(one, document, doubt));
  return concludeSheet({ sheet, version, language: sheet.language, candidates, findings }, file, parts);
}

/** What the sheet says at the foot of each page; its group is the version. */
function makeFooter({ study, language }: KnownSheet): RegExp {
  const [before = '', after = ''] = [study.shortTitle[language], SHEET_WORDS[language].version('\0')]
    .join(' · ')
    .split('\0')
    .map((words) => words.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`).replace(/\s+/gu, String.raw`\s+`));
  return new RegExp(String.raw`^\s*${before}(\S+)${after}\s+·`, 'u');
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
