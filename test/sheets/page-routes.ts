/** What printers and people do to the pages of a sheet: made smaller, turned, put in another order, sent with others. */
import { degrees, PDFDocument } from '@cantoo/pdf-lib';
import { fillWithPdfium, printWithPdfium } from './pdfium-viewer.js';
import { after, fillWithPdfJs, fillWithPdfLib, printWithCairo, through, type NamedRoute } from './routes.js';

const QPDF = '/usr/bin/qpdf';
const A4 = [595.28, 841.89] as const;

const printOnLetter = through('gs', [
  '-q', '-dNOPAUSE', '-dBATCH', '-dSAFER', '-sDEVICE=pdfwrite', '-dPreserveAnnots=false',
  '-sPAPERSIZE=letter', '-dFIXEDMEDIA', '-dPDFFitPage', '-sOutputFile=out.pdf', 'in.pdf',
]); // prettier-ignore

/** Flat pages, each drawn on a new sheet of paper. */
const place =
  (scale: number, dx: number, dy: number, turn: 0 | 90 | 180 | 270 = 0) =>
  async (bytes: Uint8Array): Promise<Uint8Array> => {
    const source = await PDFDocument.load(await printWithCairo(bytes));
    const to = await PDFDocument.create();
    const [width, height] = [A4[0] * scale, A4[1] * scale];
    for (const page of await to.embedPdf(source, source.getPageIndices())) {
      const paper = to.addPage(turn % 180 === 0 ? [...A4] : [A4[1], A4[0]]);
      // The picture turns about its lower left corner.
      const origins = { 0: [0, 0], 90: [height, 0], 180: [width, height], 270: [0, width] } as const;
      const [x, y] = origins[turn];
      paper.drawPage(page, { x: x + dx, y: y + dy, width, height, rotate: degrees(turn) });
    }
    return to.save();
  };

const turn = (angle: string) => through('qpdf', [`--rotate=${angle}`, 'in.pdf', 'out.pdf']);
const pick = (pages: string) => through('qpdf', ['in.pdf', '--pages', '.', pages, '--', 'out.pdf']);

/** A covering letter before the sheet and the conditions after it. */
export async function addStrangers(bytes: Uint8Array): Promise<Uint8Array> {
  const from = await PDFDocument.load(bytes);
  const to = await PDFDocument.create();
  to.addPage([...A4]).drawText('Cher confrère, voici la fiche de notre patient. Bien à vous.', {
    x: 50,
    y: 700,
    size: 11,
  });
  for (const page of await to.copyPages(from, from.getPageIndices())) to.addPage(page);
  to.addPage([...A4]).drawText('Conditions générales de vente. Article 1 : 12 mg, 03/2021, oui [x] non [ ]', {
    x: 50,
    y: 700,
    size: 11,
  });
  return to.save();
}

/** Every page of the sheet comes back, so that every answer does. */
export const PAGE_ROUTES: readonly NamedRoute[] = [
  { name: 'printed on Letter', route: after(fillWithPdfLib, printOnLetter), needs: ['/usr/bin/gs'] },
  {
    name: 'made smaller, 97 %',
    route: after(fillWithPdfLib, place(0.97, 9, 13)),
    needs: ['/usr/bin/pdftocairo'],
  },
  {
    name: 'made smaller, 90 %, in a corner',
    route: after(fillWithPdfJs, place(0.9, 2, 80)),
    needs: ['/usr/bin/pdftocairo'],
  },
  {
    name: 'drawn upside down',
    route: after(fillWithPdfLib, place(1, 0, 0, 180)),
    needs: ['/usr/bin/pdftocairo'],
  },
  {
    name: 'drawn on its side',
    route: after(fillWithPdfLib, place(0.97, 10, 10, 90)),
    needs: ['/usr/bin/pdftocairo'],
  },
  {
    name: 'printed by PDFium, turned by 180',
    route: after(after(fillWithPdfium, printWithPdfium), turn('180')),
    needs: [QPDF],
  },
  {
    name: 'printed by PDFium, turned by 270',
    route: after(after(fillWithPdfium, printWithPdfium), turn('270')),
    needs: [QPDF],
  },
  { name: 'fields kept, turned by 180', route: after(fillWithPdfLib, turn('180')), needs: [QPDF] },
  { name: 'fields kept, turned by 270', route: after(fillWithPdfJs, turn('270')), needs: [QPDF] },
  { name: 'fields kept, in reverse order', route: after(fillWithPdfJs, pick('z-1')), needs: [QPDF] },
  {
    name: 'printed, in reverse order',
    route: after(after(fillWithPdfium, printWithPdfium), pick('z-1')),
    needs: [QPDF],
  },
  {
    name: 'printed, with a letter and conditions',
    route: after(after(fillWithPdfLib, printWithCairo), addStrangers),
    needs: ['/usr/bin/pdftocairo'],
  },
  {
    name: 'fields lost from the tree, with a letter and conditions',
    route: after(fillWithPdfLib, addStrangers),
    needs: [],
  },
];
