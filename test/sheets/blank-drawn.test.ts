/** The blank as drawn: each field on its own place and in its order, words apart, marks black and answers white. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib';
import { layOutSheet } from '../../src/core/sheet/lay-out-sheet.js';
import { type Place, type Rect } from '../../src/core/sheet/layout.js';
import { LANGUAGES } from '../../src/core/study/study.js';
import { openPixels } from '../../src/external/pdf-render.js';
import { measureText } from '../../src/external/sheet-fonts.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { loadStudy } from '../../src/studies/load-study.js';

const MM = 72 / 25.4;
/** What printers and copiers cannot reach, at worst. */
const UNPRINTED = 5 * MM;
const SHEETS = ['studies/daratumumab', 'test/studies/tiny']
  .map((folder) => loadStudy(folder))
  .flatMap((study) => LANGUAGES.map((language) => ({ id: study.id, study, language })));

const overlap = (one: Rect, other: Rect): boolean =>
  Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x) > 0.1 &&
  Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y) > 0.1;

describe.each(SHEETS)('the sheet of $id in $language', ({ study, language }) => {
  const layout = layOutSheet(study, language, measureText);
  const onPage = (page: number) => layout.places.filter((place) => place.page === page);
  const tell = (place: Place) => `${place.name}${place.code === undefined ? '' : `=${place.code}`}`;
  const labelBoxes = layout.pages.map((page) =>
    page.labels.map((label) => ({
      text: label.text,
      x: label.x,
      // From the height of a capital to the baseline.
      y: label.y - 0.66 * label.size,
      width: measureText(label.text, label.size, label.font),
      height: 0.66 * label.size,
    })),
  );

  test('no word lies on another, on a mark or off the paper', () => {
    const wrong: string[] = [];
    for (const [index, page] of layout.pages.entries()) {
      const boxes = labelBoxes[index] ?? [];
      // Four modules of a code of 29, at least, stay empty around it.
      const { rect } = page.mark;
      const zone = (rect.width / 29) * 4 - 0.5;
      const quiet = {
        x: rect.x - zone,
        y: rect.y - zone,
        width: rect.width + 2 * zone,
        height: rect.height + 2 * zone,
      };
      for (const [at, box] of boxes.entries()) {
        for (const other of boxes.slice(at + 1))
          if (overlap(box, other)) wrong.push(`“${box.text}” on “${other.text}”`);
        for (const mark of [...page.corners, quiet])
          if (overlap(box, mark)) wrong.push(`“${box.text}” on a mark`);
        if (box.x < UNPRINTED || box.x + box.width > page.width - UNPRINTED)
          wrong.push(`“${box.text}” off the paper`);
      }
      for (const corner of page.corners) if (overlap(corner, quiet)) wrong.push('a corner by the code');
    }
    expect(wrong).toEqual([]);
  });

  test('no word is smaller than 8 points', () => {
    const labels = layout.pages.flatMap((page) => page.labels);
    expect(labels.filter(({ size }) => size < 7.99)).toEqual([]);
  });

  describe('as drawn', () => {
    let blank: Uint8Array;
    beforeAll(async () => {
      blank = await writeSheetPdf(study, language);
    });

    test('each field lies within its place, in the same order', async () => {
      const document = await PDFDocument.load(blank);
      const seen = document.getPages().flatMap((page, index) =>
        (page.node.Annots()?.asArray() ?? []).map((ref) => {
          const widget = document.context.lookup(ref, PDFDict);
          const [left = 0, bottom = 0, right = 0, top = 0] =
            widget
              .lookup(PDFName.of('Rect'))
              ?.toString()
              .match(/-?[\d.]+/g)
              ?.map(Number) ?? [];
          return {
            name: nameOf(widget),
            page: index + 1,
            rect: { x: left, y: page.getHeight() - top, width: right - left, height: top - bottom },
          };
        }),
      );
      expect(seen.map(({ name, page }) => `${page} ${name}`)).toEqual(
        layout.places.map(({ name, page }) => `${page} ${name}`),
      );
      const outside = seen.filter(({ rect }, index) => {
        const place = layout.places[index]?.rect;
        return (
          !place ||
          rect.x < place.x ||
          rect.y < place.y - 0.01 ||
          rect.x + rect.width > place.x + place.width + 0.01 ||
          rect.y + rect.height > place.y + place.height + 0.01
        );
      });
      expect(outside).toEqual([]);
    });

    test('the squares are black, and the place for the answer is white', async () => {
      const pixels = await openPixels(blank);
      if (!pixels) throw new Error('cannot be drawn');
      for (const page of layout.pages) {
        const image = await pixels.render(page.page, 150);
        const at = (x: number, y: number) =>
          image.pixels[Math.round(y * image.scale) * image.width + Math.round(x * image.scale)] ?? 0;
        const centre = ({ x, y, width, height }: Rect) => at(x + width / 2, y + height / 2);
        expect(page.corners.filter((corner) => centre(corner) > 60)).toEqual([]);
        expect(
          onPage(page.page)
            .filter(({ rect }) => centre(rect) < 230)
            .map(tell),
        ).toEqual([]);
      }
      pixels.close();
    });
  });
});

/** The fully qualified name (ISO 32000-2, 12.7.4.2). */
function nameOf(widget: PDFDict): string {
  const own = widget.lookup(PDFName.of('T'));
  const name = own instanceof PDFString || own instanceof PDFHexString ? own.decodeText() : '';
  const parent = widget.lookup(PDFName.of('Parent'));
  const above = parent instanceof PDFDict ? nameOf(parent) : '';
  return [above, name].filter((part) => part !== '').join('.');
}
