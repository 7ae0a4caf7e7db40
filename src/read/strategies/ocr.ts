/**
 * Strategy `ocr`: what was typed in the places of a scanned page. Never sure: a person confirms it beside its crop. What does not look
 * like type is not proposed at all: its place is shown, for a person to read.
 */
import { type PageLayout, type Place } from '../../core/sheet/layout.js';
import { type Candidate } from '../../core/sheet/reading.js';
import { type Question, type ScalarType } from '../../core/study/study.js';
import { type Ocr, type RecognisedText } from '../../external/ocr.js';
import { type GreyImage } from '../../external/pdf-render.js';
import { setInType } from '../../external/type-specimen.js';
import { type KnownSheet } from '../known-sheets.js';
import { invertFit, mapRect, toTuple } from '../page-fit.js';
import { UNREADABLE } from '../place-text.js';
import { cropEntry } from '../scan/crop-entry.js';
import { type ScannedPage } from '../scan/scanned-page.js';
import { splitLines } from '../scan/split-lines.js';
import { likenessToType } from '../scan/tell-type.js';

/** Likeness from which a line is type: seen 0.74 to 0.95 of type that was read right, under 0.67 of handwriting and of type misread. */
const TYPE = 0.68;
/** Handwriting like print has single signs that pass: a sheet of which fewer entries do was not typed. */
const TYPED_SHEET = 0.5;
/** Read once more where the first reading is not this good. */
const GOOD = 0.82;
/** What the micro sign is taken for, where it stands for a unit that does not exist; mercury is measured in mm. */
const NO_UNIT = /(?<=[\d(/] ?)(?:j?u|jp|j|H|U)(?:g|a|mol)(?!\p{L})/u;
/** One letter changes little in the likeness of a line. */
const UNLIKELY = 0.04;
const DIGITS = '0123456789.,/-<>=%';
const MOST_ENTRIES = 400;

interface Line {
  readonly image: GreyImage;
  readonly close: GreyImage;
  readings: RecognisedText[];
  best: { text: string; likeness: number; rank: number; confidence: number };
}
interface Entry {
  readonly place: Place;
  readonly page: ScannedPage;
  readonly lines: readonly Line[];
}

export interface ScanToRead {
  readonly page: ScannedPage;
  readonly layout: PageLayout;
}

/** Of the pages of one sheet, since a sheet is typed or written by hand as a whole. */
export async function readScanTexts(
  sheet: KnownSheet,
  scans: readonly ScanToRead[],
  openOcr: () => Promise<Ocr>,
): Promise<Candidate[]> {
  const entries = scans
    .flatMap(({ page, layout }) => cropEntries(sheet, page, layout))
    .slice(0, MOST_ENTRIES);
  if (entries.length === 0) return [];
  const ocr = await openOcr();
  for (const { lines } of entries)
    for (const line of lines) line.readings.push(await ocr.recognise(line.image, ''));
  await compareAll(entries);
  for (const { place, lines } of entries) {
    if (!asksDigits(sheet, place)) continue;
    for (const line of lines)
      if (line.best.likeness < GOOD) line.readings.push(await ocr.recognise(line.image, DIGITS));
  }
  await compareAll(entries);
  const isTyped = shareTyped(entries) >= TYPED_SHEET;
  return entries.map((entry) => toCandidate(entry, isTyped));
}

function cropEntries(sheet: KnownSheet, page: ScannedPage, layout: PageLayout): Entry[] {
  return sheet.layout.places.flatMap((place): Entry[] => {
    if (place.page !== layout.page || place.kind === 'radio' || place.kind === 'check') return [];
    const crop = cropEntry(page.image, page.toSeen, page.blank, place.rect);
    if (!crop) return [];
    const lines = splitLines(crop).map(({ image, close }): Line => ({
      image,
      close,
      readings: [],
      best: { text: '', likeness: -1, rank: -Infinity, confidence: 0 },
    }));
    return [{ place, page, lines }];
  });
}

/** Each line takes the reading, or the variant of one, that looks most like what is seen. */
async function compareAll(entries: readonly Entry[]): Promise<void> {
  const lines = entries.flatMap((entry) => entry.lines);
  const variants = new Map(lines.map((line) => [line, listVariants(line.readings)]));
  const specimens = await setInType([...variants.values()].flat().map(({ text }) => text));
  for (const [line, all] of variants) {
    for (const { text, confidence } of all) {
      const likeness = likenessToType(line.close, specimens.get(text) ?? []);
      const rank = likeness - (NO_UNIT.test(text) ? UNLIKELY : 0);
      if (rank > line.best.rank || line.best.text === '') line.best = { text, likeness, rank, confidence };
    }
  }
}

/** The French data knows no micro sign, and joins what stands close: what it makes of them, put right. */
function listVariants(readings: readonly RecognisedText[]): RecognisedText[] {
  return readings.flatMap(({ text, confidence }) => {
    if (text.trim() === '') return [];
    // No unit begins with a letter u.
    const read = text.replace(/(?<!\p{L})u(?=(?:g|mol|L|l|kat)(?!\p{L}))/gu, 'µ');
    const micro = read
      .replace(/(?<!\p{L})(?:j?u|jp|j|p|H|U|M)(?=(?:g|a|mol)(?!\p{L}))/gu, 'µ')
      .replace(/µa/gu, 'µg');
    const spaced = micro.replace(/(?<=n[°º])(?=\d)/gu, ' ');
    return [...new Set([read, micro, spaced])].map((variant) => ({ text: variant, confidence }));
  });
}

function shareTyped(entries: readonly Entry[]): number {
  const lines = entries.flatMap((entry) => entry.lines);
  return lines.filter(({ best }) => best.likeness >= TYPE).length / Math.max(1, lines.length);
}

function toCandidate({ place, page, lines }: Entry, isTyped: boolean): Candidate {
  const back = invertFit(page.fit);
  const source = {
    strategy: 'ocr',
    page: page.filePage,
    rect: toTuple(back ? mapRect(back, place.rect) : place.rect),
  } as const;
  const typed = isTyped && lines.every(({ best }) => best.likeness >= TYPE);
  if (!typed)
    return { name: place.name, raw: UNREADABLE, confidence: 0, doubt: { code: 'handwritten' }, source };
  const confidence = Math.min(...lines.map(({ best }) => best.confidence * best.likeness));
  return {
    name: place.name,
    raw: lines.map(({ best }) => best.text).join('\n'),
    confidence: Math.round(100 * confidence) / 100,
    doubt: { code: 'from_ocr' },
    source,
  };
}

function asksDigits(sheet: KnownSheet, place: Place): boolean {
  const field = sheet.study.fields.find(({ key }) => key === place.key);
  const question: (Question & { readonly type: string }) | undefined =
    field?.table?.columns.find(({ key }) => key === place.column) ?? field;
  const numeric: readonly ScalarType[] = ['integer', 'decimal', 'year', 'date', 'month'];
  return numeric.some((type) => type === question?.type);
}
