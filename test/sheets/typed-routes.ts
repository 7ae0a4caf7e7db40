/**
 * A sheet typed over without its fields: free-text annotations as several programs write them, and words and signs
 * that become part of the page while the form's own fields stay empty.
 */
import {
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFString,
  StandardFonts,
  type PDFDict,
  type PDFFont,
  type PDFPage,
} from '@cantoo/pdf-lib';
import { type Place, type SheetLayout } from '../../src/core/sheet/layout.js';
import { tickOf } from './filling.js';
import { type NamedRoute } from './routes.js';

interface Pen {
  readonly document: PDFDocument;
  readonly page: PDFPage;
  readonly place: Place;
  readonly helvetica: PDFFont;
  readonly dingbats: PDFFont;
  /** Lower left corner of the place, from the page's lower left. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
}
type Write = (pen: Pen, text: string) => void;

/** `write` sets a text or a tick sign in its place; ticks are given as ''. */
const typeOver =
  (layout: SheetLayout, write: Write, options: { readonly withoutForm?: true } = {}): NamedRoute['route'] =>
  async (blank, { texts, ticks }) => {
    const document = await PDFDocument.load(blank, { updateMetadata: false });
    if (options.withoutForm) document.getForm().flatten();
    const helvetica = await document.embedFont(StandardFonts.Helvetica);
    const dingbats = await document.embedFont(StandardFonts.ZapfDingbats);
    for (const place of layout.places) {
      const isBox = place.kind === 'radio' || place.kind === 'check';
      const text = isBox
        ? ticks.has(tickOf(place.name, place.code))
          ? ''
          : undefined
        : texts.get(place.name);
      if (text === undefined) continue;
      const page = document.getPage(place.page - 1);
      const { x, y, height } = place.rect;
      const size = place.column === undefined ? 10 : 8;
      write({ document, page, place, helvetica, dingbats, x, y: page.getHeight() - y - height, size }, text);
    }
    return document.save({ updateFieldAppearances: false });
  };

/** A free-text annotation, with what each program adds. */
const annotate =
  (sign: string, entries: (text: string, pen: Pen) => Record<string, unknown>, look: boolean): Write =>
  (pen, given) => {
    const text = given === '' ? sign : given;
    const { document, page, place, x, y, size } = pen;
    const isBox = given === '';
    const width = Math.max(size, pen.helvetica.widthOfTextAtSize(latin(text), size) + 4);
    const height = isBox ? place.rect.height : Math.max(size + 3, Math.min(place.rect.height, size + 6));
    const left = isBox ? x + place.rect.width / 2 - width / 2 : x + 3;
    const low = place.kind === 'multiline' ? y + place.rect.height - height : y + 1;
    const rect = [left, low, left + width, low + height];
    const annotation = document.context.obj({
      Type: 'Annot', Subtype: 'FreeText', F: 4, Rect: rect, DA: PDFString.of(`/Helv ${size} Tf 0 g`),
      ...entries(text, pen),
    } as Parameters<typeof document.context.obj>[0]) as unknown as PDFDict; // prettier-ignore
    if (look) annotation.set(PDFName.of('AP'), document.context.obj({ N: draw(pen, text, width, height) }));
    page.node.addAnnot(document.context.register(annotation));
  };

const latin = (text: string): string => text.replaceAll('’', "'");

function draw({ document, helvetica, size }: Pen, text: string, width: number, height: number) {
  const stream = document.context.stream(
    `BT /F ${size} Tf 0 g 2 ${height - size} Td ${helvetica.encodeText(text).toString()} Tj ET`,
    {
      Type: 'XObject',
      Subtype: 'Form',
      BBox: [0, 0, width, height],
      Resources: { Font: { F: helvetica.ref } },
    },
  );
  return document.context.register(stream);
}

const contents = (text: string) => ({ Contents: PDFHexString.fromText(text) });
const rich = (text: string) => ({
  RC: PDFString.of(
    `<?xml version="1.0"?><body xmlns="http://www.w3.org/1999/xhtml"><p dir="ltr"><span style="font-size:10pt">${escapeXml(text)}</span></p></body>`,
  ),
});
const escapeXml = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('(', '&#40;')
    .replaceAll(')', '&#41;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[^ -~]/gu, (sign) => `&#${sign.codePointAt(0) ?? 0};`);

/** Words become part of the page. */
const stamp =
  (sign: (pen: Pen) => void): Write =>
  (pen, text) => {
    const { page, place, helvetica, x, y, size } = pen;
    if (text === '') sign(pen);
    else if (place.kind === 'multiline')
      page.drawText(text, {
        x: x + 4,
        y: y + place.rect.height - 12,
        size: 9,
        font: helvetica,
        maxWidth: place.rect.width - 8,
        lineHeight: 10.5,
      });
    else
      page.drawText(text, { x: x + 4, y: y + (place.rect.height - size) / 2 + 1.5, size, font: helvetica });
  };
const signs: Readonly<Record<string, (pen: Pen) => void>> = {
  X: ({ page, place, helvetica, x, y }) => {
    const size = place.rect.width;
    page.drawText('X', { x: x + 0.17 * size, y: y + 0.16 * size, size: 0.95 * size, font: helvetica });
  },
  'an X a little beside the box': ({ page, place, helvetica, x, y }) => {
    const size = place.rect.width;
    page.drawText('X', { x: x + 0.45 * size, y: y + 0.3 * size, size: 0.95 * size, font: helvetica });
  },
  'a dingbat': ({ page, place, dingbats, x, y }) => {
    const size = place.rect.width;
    page.drawText('✔', { x: x + 0.1 * size, y: y + 0.15 * size, size: 0.95 * size, font: dingbats });
  },
  'a path': ({ page, place, x, y }) => {
    const { width, height } = place.rect;
    page.drawSvgPath(`M 0 ${height / 2} L ${width / 3} ${height - 2} L ${width - 1} 1`, {
      x: x + 0.5,
      y: y + height,
      borderWidth: 1.4,
    });
  },
};

export const listTypedRoutes = (layout: SheetLayout): readonly NamedRoute[] => [
  {
    name: 'free text, as Acrobat writes it',
    route: typeOver(
      layout,
      annotate('X', (text) => ({ ...contents(text), ...rich(text), IT: 'FreeTextTypewriter' }), true),
    ),
    needs: [],
  },
  {
    name: 'free text without appearance',
    route: typeOver(layout, annotate('x', contents, false)),
    needs: [],
  },
  { name: 'free text in rich text only', route: typeOver(layout, annotate('✗', rich, false)), needs: [] },
  {
    name: 'free text in its appearance only',
    route: typeOver(
      layout,
      annotate('X', () => ({}), true),
    ),
    needs: [],
  },
  {
    name: 'free text over a flattened form',
    route: typeOver(layout, annotate('X', contents, true), { withoutForm: true }),
    needs: [],
  },
  ...Object.entries(signs).map(([name, sign]) => ({
    name: `typed over the form, ${name} for a tick`,
    route: typeOver(layout, stamp(sign)),
    needs: [],
  })),
  {
    name: 'typed over a flattened form',
    route: typeOver(layout, stamp(signs['X'] ?? (() => undefined)), { withoutForm: true }),
    needs: [],
  },
];
