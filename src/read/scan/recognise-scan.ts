/**
 * Which page of which sheet a scanned page is, and how it lies: by its code, or, where that cannot be read, by trying every blank that is
 * known on the corners that are seen. Whichever way, the printed words have the last say.
 */
import { parsePageMark } from '../../core/sheet/layout.js';
import { type GreyImage } from '../../external/pdf-render.js';
import { readQrCodes, type QrCode } from '../../external/qr-code.js';
import { type Language } from '../../core/study/study.js';
import { type KnownSheet, type KnownSheets } from '../known-sheets.js';
import { invertFit, type PageFit } from '../page-fit.js';
import { evenLight } from './even-light.js';
import { findSquares, type Square } from './find-squares.js';
import { fitByCode, fitByCorners, type MarksFit } from './fit-marks.js';
import { drawFlat, laySheet, type ToSeen } from './lay-flat.js';
import { likenessOf, matchBlank, type BlankMatch } from './match-blank.js';

export interface ScanClaim {
  readonly study: string;
  readonly version: string;
  readonly language: Language;
  readonly page: number;
}
/** A scanned page that lies over its blank. */
export interface FlatScan {
  /** Evenly lit. */
  readonly image: GreyImage;
  readonly fit: PageFit;
  readonly toSeen: ToSeen;
  readonly match: BlankMatch;
}
export interface RecognisedScan {
  readonly claim: ScanClaim;
  /** The claim was read; otherwise the page only looks like that one, and its version is not known for sure. */
  readonly isRead: boolean;
  /** Null when it could not be laid over the blank, or the blank is not known. */
  readonly flat: FlatScan | null;
}
export type BlankImage = (sheet: KnownSheet, page: number) => Promise<GreyImage | null>;

/** Share of the printed blocks that must be seen where they should be. */
const FOUND = { withCode: 0.55, byLooks: 0.7 };
const COARSE_DPI = 36;
/** Whole pages: the right one is near 0.8, another page of the same sheet below 0.4. */
const LOOKS_ALIKE = 0.5;

/** Dots an inch of the page; finer where the sheet fills only a part of a photograph, or was not recognised. */
const DPI = { usual: 200, finest: 300 };
/** A sheet that is seen smaller than this is drawn again, larger. */
const SMALL = 0.85;

/** `draw` gives the page at so many dots an inch. Null when nothing tells that it is a page of a sheet. */
export async function recogniseScan(
  draw: (dpi: number) => Promise<GreyImage>,
  known: KnownSheets,
  blankImage: BlankImage,
): Promise<RecognisedScan | null> {
  const usual = await draw(DPI.usual);
  const seen = await recognise(usual, known, blankImage);
  if (seen?.flat) {
    const back = invertFit(seen.flat.fit);
    const size = back ? Math.sqrt(Math.abs(back.a * back.d - back.b * back.c)) : 1;
    if (size >= SMALL) return seen;
    const image = evenLight(await draw(Math.min(DPI.finest, DPI.usual / size)));
    return { ...seen, flat: { ...seen.flat, image } };
  }
  const finer = await draw(DPI.finest);
  return finer.width > usual.width ? ((await recognise(finer, known, blankImage)) ?? seen) : seen;
}

async function recognise(
  raw: GreyImage,
  known: KnownSheets,
  blankImage: BlankImage,
): Promise<RecognisedScan | null> {
  const image = evenLight(raw);
  const code = await findCode(raw, image);
  const squares = findSquares(image);
  if (!code) return recogniseByLooks(image, squares, known, blankImage);
  const { claim } = code;
  const sheet = known.find(claim.study, claim.version, claim.language);
  const layout = sheet?.layout.pages.find(({ page }) => page === claim.page);
  const blank = sheet && (await blankImage(sheet, claim.page));
  if (!layout || !blank) return { claim, isRead: true, flat: null };
  const starts = [fitByCode(code.code, squares, layout), ...fitByCorners(squares, layout)];
  for (const start of starts) {
    const flat = start && layFlat(image, start, blank, FOUND.withCode);
    if (flat) return { claim, isRead: true, flat };
  }
  return { claim, isRead: true, flat: null };
}

function layFlat(image: GreyImage, start: MarksFit, blank: GreyImage, least: number): FlatScan | null {
  const match = matchBlank(image, start, blank);
  if (!match || match.found < least) return null;
  const toSeen = laySheet(match.fit, match.bend);
  return toSeen && { image, fit: match.fit, toSeen, match };
}

async function recogniseByLooks(
  image: GreyImage,
  squares: readonly Square[],
  known: KnownSheets,
  blankImage: BlankImage,
): Promise<RecognisedScan | null> {
  const tries: { sheet: KnownSheet; page: number; start: MarksFit; blank: GreyImage; likeness: number }[] =
    [];
  for (const sheet of known.all) {
    for (const layout of sheet.layout.pages) {
      const fits = fitByCorners(squares, layout);
      const blank = fits.length > 0 ? await blankImage(sheet, layout.page) : null;
      if (!blank) continue;
      for (const start of fits)
        tries.push({
          sheet,
          page: layout.page,
          start,
          blank,
          likeness: likenessOf(image, start.fit, blank, COARSE_DPI),
        });
    }
  }
  tries.sort((one, other) => other.likeness - one.likeness);
  // The two languages of a page look alike from afar.
  const flats = tries
    .filter(({ likeness }) => likeness >= LOOKS_ALIKE)
    .slice(0, 3)
    .flatMap((one) => {
      const flat = layFlat(image, one.start, one.blank, FOUND.byLooks);
      return flat ? [{ ...one, flat }] : [];
    })
    .sort((one, other) => other.flat.match.found - one.flat.match.found);
  const [best] = flats;
  if (!best) return null;
  const { study, language } = best.sheet;
  return {
    claim: { study: study.id, version: study.version, language, page: best.page },
    isRead: false,
    flat: best.flat,
  };
}

/** As it came; evenly lit; twice as large, for what was scanned coarsely. */
async function findCode(raw: GreyImage, even: GreyImage): Promise<{ code: QrCode; claim: ScanClaim } | null> {
  const enlarge = () => {
    const rect = { x: 0, y: 0, width: even.width / even.scale, height: even.height / even.scale };
    const most = Math.sqrt(24_000_000 / (rect.width * rect.height));
    return drawFlat(even, (point) => point, rect, Math.min(even.scale * 2, most) * 72);
  };
  for (const look of [() => raw, () => even, enlarge]) {
    for (const code of await readQrCodes(look())) {
      const mark = parsePageMark(code.text);
      if (!mark) continue;
      const { study, version, language, page } = mark;
      return { code, claim: { study, version, language, page } };
    }
  }
  return null;
}
