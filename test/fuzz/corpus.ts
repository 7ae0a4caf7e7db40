/** The files that are damaged: filled sheets in each form that is read, with what must be read on them. */
import { PDFDocument } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { layOutSheet } from '../../src/core/sheet/lay-out-sheet.js';
import { type Study } from '../../src/core/study/study.js';
import { openPixels } from '../../src/external/pdf-render.js';
import { measureText } from '../../src/external/sheet-fonts.js';
import { writeSheetDocx } from '../../src/external/sheet-docx.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { fillEverything, type Expected } from '../sheets/filling.js';
import { canRun, FILLING_ROUTES, FLAT_ROUTES } from '../sheets/routes.js';
import { fillInWord } from '../sheets/word-routes.js';

export interface Specimen {
  readonly name: string;
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly expected: Expected;
  /** Without text: read by its pixels. */
  readonly isPicture: boolean;
}

const PDF_ROUTES = [
  'pdf-lib',
  'pdf.js',
  'pdftk',
  'pypdf',
  'pdf.js, then encrypted',
  'pdf.js, then packed',
  'pdf-lib, flattened by qpdf',
  'pdftk, flattened',
  'pdf-lib, printed by Ghostscript',
  'pdf-lib, printed by cairo',
];
const DPI = 150;

export async function makeCorpus(study: Study): Promise<Specimen[]> {
  const layout = layOutSheet(study, 'fr', measureText);
  const { filling, expected } = fillEverything(study, layout);
  const blank = await writeSheetPdf(study, 'fr');
  const specimens: Specimen[] = [];
  const add = (name: string, file: string, bytes: Uint8Array, isPicture = false) =>
    specimens.push({ name, file, bytes, expected, isPicture });
  for (const named of [...FILLING_ROUTES, ...FLAT_ROUTES])
    if (PDF_ROUTES.includes(named.name) && canRun(named))
      add(named.name, 'fiche.pdf', await named.route(blank, filling));
  add('Word', 'fiche.docx', await fillInWord(await writeSheetDocx(study, 'fr'), filling));
  const [first] = specimens;
  if (first) for (const [name, file, bytes] of await scan(first.bytes)) add(name, file, bytes, true);
  return specimens;
}

/** The sheet as a scanner gives it: its first page as a picture, in a PDF or by itself. */
async function scan(filled: Uint8Array): Promise<[name: string, file: string, bytes: Uint8Array][]> {
  const pixels = await openPixels(filled);
  if (!pixels) throw new Error('the sheet cannot be drawn');
  const { width, height, rgb } = await pixels.draw(1, DPI);
  pixels.close();
  const first = sharp(rgb, { raw: { width, height, channels: 3 } }).greyscale();
  const document = await PDFDocument.create({ updateMetadata: false });
  const image = await document.embedJpg(await first.clone().jpeg({ quality: 70 }).toBuffer());
  document.addPage([595.28, 841.89]).drawImage(image, { x: 0, y: 0, width: 595.28, height: 841.89 });
  const perMm = DPI / 25.4;
  const fax = first
    .clone()
    .threshold(160)
    .toColourspace('b-w')
    .tiff({ compression: 'ccittfax4', bitdepth: 1, xres: perMm, yres: perMm });
  const marked = first.clone().withMetadata({ density: DPI });
  return [
    ['scanned to PDF', 'fiche.pdf', await document.save({ addDefaultPage: false })],
    ['scanned to JPEG', 'fiche.jpg', await marked.clone().jpeg({ quality: 70 }).toBuffer()],
    ['scanned to PNG', 'fiche.png', await marked.png().toBuffer()],
    ['faxed to TIFF', 'fiche.tif', await fax.toBuffer()],
  ];
}
