/** The ways in which a filled sheet is printed and comes back as an image: scanners, copiers, fax machines and telephones. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PDFDocument } from '@cantoo/pdf-lib';
import { fillWithPdfLib, type NamedRoute, type Route } from './routes.js';

const run = promisify(execFile);

export interface Scanning {
  readonly dpi: number;
  readonly colour?: 'grey' | 'colour' | 'mono';
  /** What happens to each page's image: arguments of ImageMagick's convert, given the page's number. */
  readonly damage?: (page: number) => readonly string[];
  /** So many pages from the first; all of them unless said otherwise. */
  readonly pages?: number;
  /** JPEG's quality; without it nothing is lost. */
  readonly quality?: number;
}

async function within<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'recueil-scan-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Each page as an image of the given type, damaged; by poppler and ImageMagick. */
export async function scanPages(
  pdf: Uint8Array,
  { dpi, colour = 'grey', damage, quality, pages: last }: Scanning,
  extension: 'png' | 'jpg' | 'tif',
): Promise<Uint8Array[]> {
  return within(async (folder) => {
    await writeFile(join(folder, 'in.pdf'), pdf);
    const mode = { grey: ['-gray'], colour: [], mono: ['-mono'] }[colour];
    const only = last === undefined ? [] : ['-l', String(last)];
    await run('pdftoppm', ['-r', String(dpi), ...only, ...mode, 'in.pdf', 'page'], { cwd: folder });
    const pages = (await readdir(folder)).filter((name) => name.startsWith('page-')).sort();
    const images: Uint8Array[] = [];
    for (const [index, name] of pages.entries()) {
      const out = `out-${index + 1}.${extension}`;
      const loss = quality === undefined ? [] : ['-quality', String(quality)];
      const paper = ['-units', 'PixelsPerInch', '-density', String(dpi)];
      await run('convert', [name, ...paper, ...(damage?.(index + 1) ?? []), ...loss, out], { cwd: folder });
      images.push(new Uint8Array(await readFile(join(folder, out))));
    }
    return images;
  });
}

/** The images as the pages of one PDF, as scanners send them. */
export async function bindPages(
  images: readonly Uint8Array[],
  dpi: number,
  extension: string,
): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (const image of images) {
    const picture = extension === 'jpg' ? await document.embedJpg(image) : await document.embedPng(image);
    const [width, height] = [(picture.width * 72) / dpi, (picture.height * 72) / dpi];
    document.addPage([width, height]).drawImage(picture, { x: 0, y: 0, width, height });
  }
  return document.save();
}

export const scanned =
  (scanning: Scanning): Route =>
  async (blank, filling) => {
    const extension = scanning.quality === undefined ? 'png' : 'jpg';
    const images = await scanPages(await fillWithPdfLib(blank, filling), scanning, extension);
    return bindPages(images, scanning.dpi, extension);
  };

/** A fax machine's own resolution and code (ITU-T T.4, T.6), by Ghostscript; as TIFF, or as the PDF that a gateway makes of it. */
const faxed =
  (resolution: '204x98' | '204x196', pack: 'tif' | 'pdf'): Route =>
  async (blank, filling) => {
    const filled = await fillWithPdfLib(blank, filling);
    return within(async (folder) => {
      await writeFile(join(folder, 'in.pdf'), filled);
      const args = ['-q', '-dNOPAUSE', '-dBATCH', '-dSAFER', '-sDEVICE=tiffg4', `-r${resolution}`];
      await run('gs', [...args, '-sPAPERSIZE=a4', '-sOutputFile=out.tif', 'in.pdf'], { cwd: folder });
      if (pack === 'pdf') await run('tiff2pdf', ['-o', 'out.pdf', 'out.tif'], { cwd: folder });
      return new Uint8Array(await readFile(join(folder, `out.${pack}`)));
    });
  };

const noise = ['-attenuate', '0.25', '+noise', 'Gaussian'];
const soft = ['-blur', '0x0.8'];
const skew = (degrees: number): string[] => ['-background', 'white', '-rotate', String(degrees), '+repage'];

/** Held in the hand over a desk: the far end narrower, a shadow over one side, a lens that is not quite sharp. */
const photographed = (page: number): string[] => {
  const lean = page % 2 === 0 ? 1 : -1;
  const corners = [
    `0,0 ${6 + lean * 2}%,5%`,
    `100%,0 ${93 + lean}%,8%`,
    `100%,100% 97%,96%`,
    `0,100% 2%,${94 + lean}%`,
  ];
  return [
    '(', '-clone', '0', ')', '-delete', '0',
    '-virtual-pixel', 'Background', '-background', '#8a8378',
    '-distort', 'Perspective', percent(corners.join('  ')),
    '-blur', '0x0.7',
    '(', '+clone', '-sparse-color', 'Barycentric', percent('0,0 gray98 100%,30% gray62 20%,100% gray90'), ')',
    '-compose', 'Multiply', '-composite',
    ...noise,
  ]; // prettier-ignore
};

/** ImageMagick takes pixels: pages at 200 dpi are 1654 by 2339. */
function percent(text: string): string {
  return text.replace(/(\d+(?:\.\d+)?)%?,(\d+(?:\.\d+)?)%?/g, (_whole, x: string, y: string) =>
    [Number(x) * 16.54, Number(y) * 23.39].map((value) => value.toFixed(1)).join(','),
  );
}

const NEEDS = ['/usr/bin/pdftoppm', '/usr/bin/convert'];
const FAX_NEEDS = ['/usr/bin/gs', '/usr/bin/tiff2pdf'];

/** Each with how well it must be read: scans of typed sheets at 200 dpi and more, and what is coarser or bent. */
export interface ScanRoute extends NamedRoute {
  readonly grade: 'scan' | 'coarse';
  readonly extension: 'pdf' | 'tif';
}
const scan = (name: string, scanning: Scanning, grade: ScanRoute['grade'] = 'scan'): ScanRoute => ({
  name,
  route: scanned(scanning),
  needs: NEEDS,
  grade,
  extension: 'pdf',
});

export const SCAN_ROUTES: readonly ScanRoute[] = [
  scan('scan 300 dpi, grey', { dpi: 300, damage: () => [...soft, ...noise], quality: 80 }),
  scan('scan 200 dpi, colour', {
    dpi: 200,
    colour: 'colour',
    damage: () => [...soft, ...noise],
    quality: 80,
  }),
  scan('scan 200 dpi, black and white', { dpi: 200, colour: 'mono' }),
  scan('scan 200 dpi, JPEG 40', { dpi: 200, damage: () => soft, quality: 40 }),
  scan('scan 200 dpi, askew by 3°', {
    dpi: 200,
    damage: (page) => [...skew(page % 2 === 0 ? 3 : -3), ...noise],
    quality: 75,
  }),
  scan('scan 200 dpi, on its side and upside down', {
    dpi: 200,
    damage: (page) => skew([90, 180, 270, 0][page - 1] ?? 0),
    quality: 75,
  }),
  scan('scan 150 dpi, grey', { dpi: 150, damage: () => [...soft, ...noise], quality: 75 }, 'coarse'),
  scan('scan 100 dpi, grey', { dpi: 100, damage: () => ['-blur', '0x0.5'], quality: 75 }, 'coarse'),
  scan('photograph', { dpi: 200, colour: 'colour', damage: photographed, quality: 75 }, 'coarse'),
  {
    name: 'fax 204 × 196, PDF',
    route: faxed('204x196', 'pdf'),
    needs: FAX_NEEDS,
    grade: 'coarse',
    extension: 'pdf',
  },
  {
    name: 'fax 204 × 196, TIFF',
    route: faxed('204x196', 'tif'),
    needs: FAX_NEEDS,
    grade: 'coarse',
    extension: 'tif',
  },
  {
    name: 'fax 204 × 98, TIFF',
    route: faxed('204x98', 'tif'),
    needs: FAX_NEEDS,
    grade: 'coarse',
    extension: 'tif',
  },
];
