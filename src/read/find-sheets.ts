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
import { registerPage } from './register-page.js';
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
}
export interface SheetSearch {
  readonly sheets: readonly FoundSheet[];
  /** Claims of sheets that belong to no known study. */
  readonly strangers: readonly Claim[];
}

export const SHEET_DPI = 150;
const MAX_DRAWN_PAGES = 30;

export async function findSheets(
  file: PdfFile,
  known: KnownSheets,
  pixels: () => Promise<PdfPixels | null>,
): Promise<SheetSearch> {
  const fileClaim = parseClaim(file.custom['RecueilSheet'] ?? '');
  const named = file.pages.map((page) => voteByNames(page, known));
  const sheets: { key: string; found: FoundSheet; pages: SheetPage[] }[] = [];
  const strangers = new Map<string, Claim>();
  if (fileClaim && !known.hasStudy(fileClaim.study)) strangers.set(fileClaim.study, fileClaim);
  let drawn = 0;
  for (const [index, page] of file.pages.entries()) {
    const vote = named[index] ?? null;
    const needsMark = vote === null || fileClaim === null || fileClaim.study !== vote.sheet.study.id;
    const mark =
      needsMark && (drawn += 1) <= MAX_DRAWN_PAGES ? await readMark(await pixels(), index + 1) : null;
    const claim = mark?.claim ?? (vote ? fileClaim : null) ?? claimOfNames(vote);
    if (!claim) continue;
    if (!known.hasStudy(claim.study)) {
      strangers.set(claim.study, claim);
      continue;
    }
    const exact = known.find(claim.study, claim.version, claim.language);
    const sheet = exact ?? known.all.find((one) => one.study.id === claim.study);
    if (!sheet) continue;
    const certain = exact !== null && (mark !== null || fileClaim !== null);
    const blankPage = mark?.page ?? vote?.page ?? null;
    const layout = exact?.layout.pages.find((one) => one.page === blankPage);
    let fit: PageFit | null = null;
    if (certain && exact && blankPage !== null) fit = fitByNames(page, exact, blankPage);
    if (certain && layout && mark && !fit) fit = registerPage(mark.image, mark.code, layout);
    const image = mark?.image ?? null;
    const sheetPage: SheetPage = { filePage: index + 1, page, blankPage, fit, image };
    const key = [claim.study, claim.version, claim.language].join('|');
    const current = sheets.at(-1);
    const repeated = blankPage !== null && current?.pages.some((other) => other.blankPage === blankPage);
    if (current && current.key === key && !repeated) current.pages.push(sheetPage);
    else {
      const pages = [sheetPage];
      sheets.push({ key, pages, found: { claim, sheet, versionKnown: exact !== null, pages } });
    }
  }
  return { sheets: sheets.map(({ found }) => found), strangers: [...strangers.values()] };
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
  const image = pixels.render(number, SHEET_DPI);
  for (const code of await readQrCodes(image)) {
    const mark = parsePageMark(code.text);
    if (!mark) continue;
    const claim: Claim = { study: mark.study, version: mark.version, language: mark.language };
    return { claim, page: mark.page, image, code: code satisfies QrCode };
  }
  return null;
}
