/** A sheet photographed askew, far more than a scanner does: it is read as one that lies straight, and nothing that is wrong is sure. */
import { existsSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { layOutSheet } from '../../src/core/sheet/lay-out-sheet.js';
import { measureText } from '../../src/external/sheet-fonts.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { cellOf, fillEverything, flatten } from '../sheets/filling.js';
import { readFile } from '../sheets/reader.js';
import { fillWithPdfLib } from '../sheets/routes.js';
import { scanPages } from '../sheets/scan-routes.js';

const study = loadStudy('studies/daratumumab');
const layout = layOutSheet(study, 'fr', measureText);
const boxes = layout.places.filter(({ kind, page }) => page === 2 && kind === 'radio').map(cellOf);
const canScan = existsSync('/usr/bin/pdftoppm') && existsSync('/usr/bin/convert');
const away = ['-distort', 'Perspective', '0,0 90,110  1653,0 1560,160  1653,2338 1620,2260  0,2338 40,2200'];

(canScan ? test : test.skip).each([
  [20, []],
  [-30, []],
  [45, []],
  [20, away],
  [-30, away],
  [45, away],
] as const)(
  'turned by %s°',
  async (degrees, lean) => {
    const { filling, expected } = fillEverything(study, layout);
    const filled = await fillWithPdfLib(await writeSheetPdf(study, 'fr'), filling);
    const grey = ['-virtual-pixel', 'Background', '-background', '#8a8378'];
    const damage = () => [...grey, ...lean, '-rotate', String(degrees), '+repage', '-blur', '0x0.6'];
    const [, bytes] = await scanPages(filled, { dpi: 200, quality: 80, pages: 2, damage }, 'jpg');
    const [reading] = await readFile({ name: 'IMG_1.jpg', bytes: bytes ?? new Uint8Array() }, [study]);
    if (!reading) throw new Error('no reading');
    const read = [...flatten(reading)];
    const isRight = ([name, { value }]: (typeof read)[number]) =>
      JSON.stringify(value) === JSON.stringify(expected.get(name));
    expect(read.filter((one) => one[1].sure && !isRight(one))).toEqual([]);
    const radios = new Set(boxes.filter((name) => expected.has(name)));
    const right = read.filter((one) => radios.has(one[0]) && isRight(one));
    expect([radios.size > 3, right.length]).toEqual([true, radios.size]);
  },
  60_000,
);
