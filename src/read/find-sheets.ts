/**
 * Which page of a PDF is which page of which sheet: by the file's own word (Info), the names of the
 * fields and the QR code of each page. Order is never assumed; a page number met again begins another sheet.
 */
import { parsePageMark } from '../core/sheet/layout.js';
import { type Language } from '../core/study/study.js';
import { type PdfFile, type PdfPage } from '../external/pdf-document.js';
import { type PdfPixels } from '../external/pdf-render.js';
import { readQrCodes, type QrCode } from '../external/qr-code.js';
import { type KnownSheet, type KnownSheets } from './known-sheets.js';
import {
  distance,
  fitSimilarity,
  mapPoint,
  middle,
  SAME_PLACE,
  type PageFit,
  type Pair,
} from './page-fit.js';
import { type ReaderParts } from './reader-parts.js';
import { registerPage } from './register-page.js';
import { recogniseScan } from './scan/recognise-scan.js';
import { type SheetPage } from './sheet-page.js';

/** Of which sheet a page or a file says that it is. */
export interface Claim {
  readonly study: string;
  readonly version: string;
  readonly language: Language;
}
export interface FoundSheet {
  readonly claim: Claim;
  /** Whose fields are looked for. */
  readonly sheet: KnownSheet;
  /** False when the claimed version is not the one that is known: then there is no geometry. */
  readonly versionKnown: boolean;
  readonly pages: readonly SheetPage[];
  /** The file holds several sheets, and their pages do not stand one sheet after the other: which page is whose cannot be told. */
  readonly isMixed: boolean;
}
export interface SheetSearch {
  readonly sheets: readonly FoundSheet[];
  /** Claims of sheets that belong to no known study. */
  readonly strangers: readonly Claim[];
  /** Pages of the file, from 1, that are pictures and do not tell of what. */
  readonly pictures: readonly number[];
}

export const SHEET_DPI = 150;
/** A picture that covers so much of the page is the page. */
const SCAN_SHARE = 0.5;
const MAX_DRAWN_PAGES = 30;

export async function findSheets(
  file: PdfFile,
  { known, blankImage, onScan }: Pick<ReaderParts, 'known' | 'blankImage' | 'onScan'>,
  pixels: () => Promise<PdfPixels | null>,
): Promise<SheetSearch> {
  const fileClaim = parseClaim(file.custom['RecueilSheet'] ?? '');
  const named = file.pages.map((page) => voteByNames(page, known));
  const sheets: { key: string; found: FoundSheet; pages: SheetPage[] }[] = [];
  const strangers = new Map<string, Claim>();
  if (fileClaim && !known.hasStudy(fileClaim.study)) strangers.set(fileClaim.study, fileClaim);
  const pictures: number[] = [];
  let drawn = 0;
  for (const [index, page] of file.pages.entries()) {
    const vote = named[index] ?? null;
    const needsMark = vote === null || fileClaim === null || fileClaim.study !== vote.sheet.study.id;
    const drawing = needsMark && (drawn += 1) <= MAX_DRAWN_PAGES ? await pixels() : null;
    const isImage =
      drawing !== null && page.widgets.length === 0 && (await isPicture(page, drawing, index + 1));
    if (isImage) onScan?.();
    const scan = isImage
      ? await recogniseScan((dpi) => drawing.render(index + 1, dpi), known, blankImage)
      : null;
    const mark = isImage ? null : await readMark(drawing, index + 1);
    const claim = scan?.claim ?? mark?.claim ?? (vote ? fileClaim : null) ?? claimOfNames(vote);
    if (!claim) {
      if (isImage) pictures.push(index + 1);
      continue;
    }
    if (!known.hasStudy(claim.study)) {
      strangers.set(claim.study, claim);
      continue;
    }
    const exact = known.find(claim.study, claim.version, claim.language);
    const sheet = exact ?? known.all.find((one) => one.study.id === claim.study);
    if (!sheet) continue;
    const certain = exact !== null && (mark !== null || scan !== null || fileClaim !== null);
    const blankPage = scan?.claim.page ?? mark?.page ?? vote?.page ?? null;
    const layout = exact?.layout.pages.find((one) => one.page === blankPage);
    let fit: PageFit | null = null;
    if (certain && exact && blankPage !== null) fit = fitByNames(page, exact, blankPage);
    if (certain && layout && mark && !fit) fit = registerPage(mark.image, mark.code, layout);
    if (certain && scan?.flat) ({ fit } = scan.flat);
    const image = mark?.image ?? null;
    const sheetPage: SheetPage = { filePage: index + 1, page, blankPage, fit, image, scan };
    const key = [claim.study, claim.version, claim.language].join('|');
    const current = sheets.at(-1);
    const repeated = blankPage !== null && current?.pages.some((other) => other.blankPage === blankPage);
    if (current && current.key === key && !repeated) current.pages.push(sheetPage);
    else {
      const pages = [sheetPage];
      sheets.push({
        key,
        pages,
        found: { claim, sheet, versionKnown: exact !== null, pages, isMixed: false },
      });
    }
  }
  const found = sheets.map((one) => {
    const alike = sheets.filter(({ key }) => key === one.key);
    return {
      ...one.found,
      isMixed: alike.length > 1 && !alike.every(({ found: { pages } }) => isInOrder(pages)),
    };
  });
  return { sheets: found, strangers: [...strangers.values()], pictures };
}

/** From its first page on, one after the other; a sheet may lack its last ones. */
function isInOrder(pages: readonly SheetPage[]): boolean {
  return pages.every(({ blankPage }, index) => blankPage === index + 1);
}

/**
 * A picture that is the page, or words drawn as outlines; what a scanner's program laid under it unseen is not what it shows.
 */
async function isPicture(page: PdfPage, pixels: PdfPixels, number: number): Promise<boolean> {
  if (number > pixels.pageCount) return false;
  const { imageShare, hiddenText } = pixels.makeUp(number);
  if (imageShare > SCAN_SHARE || hiddenText) return true;
  return (await page.texts()).every(({ text }) => text.trim() === '');
}

/** `RECUEIL|study|version|language`, as written in the file's properties. */
export function parseClaim(text: string): Claim | null {
  const mark = parsePageMark(`${text.trim()}|1|1`);
  return mark && { study: mark.study, version: mark.version, language: mark.language };
}

interface Vote {
  readonly sheet: KnownSheet;
  readonly page: number;
}

/** The blank page most of whose fields stand on this page. Both languages have the same names. */
function voteByNames(page: PdfPage, known: KnownSheets): Vote | null {
  let best: (Vote & { count: number }) | null = null;
  for (const sheet of known.all) {
    const counts = new Map<number, number>();
    for (const widget of page.widgets) {
      const number = sheet.places.get(widget.name)?.[0]?.page;
      if (number !== undefined) counts.set(number, (counts.get(number) ?? 0) + 1);
    }
    for (const [number, count] of counts) {
      if (count > (best?.count ?? 0)) best = { sheet, page: number, count };
    }
  }
  return best;
}

/** Names alone do not tell the language or the version. */
function claimOfNames(vote: Vote | null): Claim | null {
  return (
    vote && { study: vote.sheet.study.id, version: vote.sheet.study.version, language: vote.sheet.language }
  );
}

/** How the page lies over the blank, told by the text fields of known name. */
function fitByNames(page: PdfPage, sheet: KnownSheet, blankPage: number): PageFit | null {
  const pairs: Pair[] = [];
  for (const widget of page.widgets) {
    const place = sheet.places.get(widget.name)?.[0];
    if (widget.kind !== 'text' || place?.page !== blankPage) continue;
    pairs.push({ seen: middle(widget.rect), blank: middle(place.rect) });
  }
  if (pairs.length < 3) return null;
  for (const fit of [SAME_PLACE, fitSimilarity(pairs)]) {
    const good = pairs.filter((pair) => fit && distance(mapPoint(fit, pair.seen), pair.blank) < 3);
    if (fit && good.length >= 0.7 * pairs.length) return fit;
  }
  return null;
}

async function readMark(pixels: PdfPixels | null, number: number) {
  if (!pixels || number > pixels.pageCount) return null;
  const image = await pixels.render(number, SHEET_DPI);
  for (const code of await readQrCodes(image)) {
    const mark = parsePageMark(code.text);
    if (!mark) continue;
    const claim: Claim = { study: mark.study, version: mark.version, language: mark.language };
    return { claim, page: mark.page, image, code: code satisfies QrCode };
  }
  return null;
}
