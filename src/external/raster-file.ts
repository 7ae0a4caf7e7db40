/**
 * A file that is an image (scan, fax or photograph: JPEG, PNG, WebP, GIF, TIFF with its pages, HEIC) as pages, like a PDF's: each is
 * decoded when it is asked for, within limits. Everything here may throw on hostile bytes: it runs in the reader process.
 */
import sharp, { type Sharp, type SharpOptions } from 'sharp';
import { decodeHeic, isHeic } from './heic.js';
import { type PdfFile } from './pdf-document.js';
import { type ColourImage, type GreyImage, type PdfPixels } from './pdf-render.js';
import { RasterUnreadable } from './raster-refusal.js';
import { findTiffDensities } from './tiff-density.js';

export interface RasterFile {
  readonly file: PdfFile;
  readonly pixels: PdfPixels;
}

const MAX_PIXELS = 110_000_000;
const MAX_PAGES = 60;
/** Where the file does not say how large it is on paper, its longer side is A4's. In points. */
const LONG_SIDE = 842;
const PLAUSIBLE = { least: 400, most: 1300 };

// One file at a time, in a process whose memory is watched.
sharp.concurrency(1);
sharp.cache(false);

/** Upright, in points; `wide` and `high` are pixels of the upright image. */
interface Leaf {
  readonly width: number;
  readonly height: number;
  readonly wide: number;
  readonly high: number;
}

/** Throws RasterUnreadable. */
export async function openRaster(bytes: Uint8Array): Promise<RasterFile> {
  const source = isHeic(bytes) ? await decodeHeic(bytes) : null;
  const options: SharpOptions = {
    limitInputPixels: MAX_PIXELS,
    // What is missing at the end of a cut file would be read as blank.
    failOn: 'error',
    ...(source && { raw: { width: source.width, height: source.height, channels: 4 } }),
  };
  const open = (page: number): Sharp =>
    source ? sharp(source.rgba, options) : sharp(bytes, { ...options, page }).autoOrient();
  let leaves: Leaf[];
  try {
    leaves = await measure(bytes, options, source);
  } catch (error) {
    throw refuse(error);
  }
  const leafOf = (page: number): Leaf => {
    const leaf = leaves[page - 1];
    if (!leaf) throw new Error('no such page');
    return leaf;
  };
  /** Never finer than the file itself, but for what a fax leaves out between its lines. */
  const sized = (page: number, dpi: number): { image: Sharp; scale: number } => {
    const leaf = leafOf(page);
    const finest = Math.max(leaf.wide / leaf.width, leaf.high / leaf.height);
    const scale = Math.min(dpi / 72, finest);
    const [width, height] = [leaf.width * scale, leaf.height * scale].map((side) =>
      Math.max(1, Math.round(side)),
    );
    const image = open(page - 1)
      .flatten({ background: 'white' })
      .resize({ width, height, fit: 'fill', kernel: 'cubic' });
    return { image, scale };
  };
  const render = async (page: number, dpi: number): Promise<GreyImage> => {
    const { image, scale } = sized(page, dpi);
    const { data, info } = await image
      .toColourspace('b-w')
      .extractChannel(0)
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, pixels: new Uint8Array(data), scale };
  };
  const draw = async (page: number, dpi: number): Promise<ColourImage> => {
    const { image } = sized(page, dpi);
    const { data, info } = await image
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, rgb: new Uint8Array(data) };
  };
  return {
    file: {
      pages: leaves.map(({ width, height }) => ({
        width,
        height,
        widgets: [],
        marks: [],
        texts: () => Promise.resolve([]),
      })),
      custom: {},
      isXfa: false,
      truncated: false,
      embedded: () => Promise.resolve([]),
      close: () => Promise.resolve(),
    },
    pixels: {
      pageCount: leaves.length,
      states: () => new Map(),
      render: (page, dpi) => render(page, dpi).catch((error: unknown) => Promise.reject(refuse(error))),
      // A picture has no texts that could be left out.
      renderWithout: (page, dpi) =>
        render(page, dpi).catch((error: unknown) => Promise.reject(refuse(error))),
      draw: (page, dpi) => draw(page, dpi).catch((error: unknown) => Promise.reject(refuse(error))),
      makeUp: () => ({ objects: 1, imageShare: 1, hiddenText: false }),
      glyphs: () => [],
      close: () => undefined,
    },
  };
}

async function measure(
  bytes: Uint8Array,
  options: SharpOptions,
  source: { readonly width: number; readonly height: number } | null,
): Promise<Leaf[]> {
  if (source) return [sizeOf(source.width, source.height, null)];
  const first = await sharp(bytes, options).metadata();
  // The frames of an animation are no pages.
  const count = first.format === 'tiff' ? Math.min(first.pages ?? 1, MAX_PAGES) : 1;
  const densities = first.format === 'tiff' ? findTiffDensities(bytes, count) : [];
  const leaves: Leaf[] = [];
  for (let page = 0; page < count; page += 1) {
    const { autoOrient, density } = page === 0 ? first : await sharp(bytes, { ...options, page }).metadata();
    const said = densities[page] ?? (density ? { x: density, y: density } : null);
    leaves.push(sizeOf(autoOrient.width, autoOrient.height, said));
  }
  return leaves;
}

/** By the density that the file tells (which a fax has finer across than down), if that gives a sheet of paper. */
function sizeOf(
  wide: number,
  high: number,
  density: { readonly x: number; readonly y: number } | null,
): Leaf {
  if (density) {
    const [width, height] = [(wide * 72) / density.x, (high * 72) / density.y];
    const long = Math.max(width, height);
    if (long >= PLAUSIBLE.least && long <= PLAUSIBLE.most) return { width, height, wide, high };
    const stretch = density.x / density.y;
    const unit = LONG_SIDE / Math.max(wide, high * stretch);
    return { width: wide * unit, height: high * stretch * unit, wide, high };
  }
  const unit = LONG_SIDE / Math.max(wide, high);
  return { width: wide * unit, height: high * unit, wide, high };
}

function refuse(error: unknown): RasterUnreadable {
  if (error instanceof RasterUnreadable) return error;
  const words = error instanceof Error ? error.message : '';
  return new RasterUnreadable(/pixel limit|too large|exceeds/i.test(words) ? 'too_large' : 'damaged');
}
