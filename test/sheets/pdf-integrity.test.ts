/** A PDF's own checks: whole from every program that fills or prints the sheet, damaged by a single wrong bit where an answer may stand. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { PDFDocument } from '@cantoo/pdf-lib';
import { layOutSheet } from '../../src/core/sheet/lay-out-sheet.js';
import { isDamagedPdf } from '../../src/external/pdf-integrity.js';
import { measureText } from '../../src/external/sheet-fonts.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { readFile } from '../../src/read/read-file.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { makeRandom } from '../builders/cases.js';
import { fillEverything } from './filling.js';
import { canRun, FILLING_ROUTES, fillWithPdfLib, FLAT_ROUTES } from './routes.js';

const study = loadStudy('studies/daratumumab');
const { filling, expected } = fillEverything(study, layOutSheet(study, 'fr', measureText));
let blank: Uint8Array;
let filled: Uint8Array;
beforeAll(async () => {
  blank = await writeSheetPdf(study, 'fr');
  // With its objects and its table in the open.
  const document = await PDFDocument.load(await fillWithPdfLib(blank, filling));
  filled = await document.save({ useObjectStreams: false, updateFieldAppearances: false });
});

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const change = (bytes: Uint8Array, edit: (text: string) => string) =>
  new Uint8Array(Buffer.from(edit(latin1(bytes)), 'latin1'));

describe('a whole file', () => {
  test('is the blank', async () => {
    expect(await isDamagedPdf(blank, false)).toBe(false);
  });

  test.each([...FILLING_ROUTES, ...FLAT_ROUTES].filter(canRun))('comes from $name', async ({ route }) => {
    expect(await isDamagedPdf(await route(blank, filling), false)).toBe(false);
  });

  test('may have other bytes before its header and behind its end', async () => {
    const wrapped = Buffer.concat([
      Buffer.from('%!PS\n\n'),
      filled,
      Buffer.from('\r\n--frontière--\r\n\0\0'),
    ]);
    expect(await isDamagedPdf(wrapped, false)).toBe(false);
  });
});

describe('a damaged file', () => {
  const routes = [...FLAT_ROUTES, ...FILLING_ROUTES].filter(
    (route) => canRun(route) && !route.moves && !route.name.includes('encrypted'),
  );
  test.each(routes)('is one of $name with one bit wrong in a packed stream', async ({ route }) => {
    const bytes = await route(blank, filling);
    const text = latin1(bytes);
    const spans = [...text.matchAll(/\/FlateDecode[^]{0,200}?>>\s*stream\r?\n/g)].map(
      ({ 0: head, index }) => {
        const from = index + head.length;
        return { from, length: text.indexOf('endstream', from) - from - 8 };
      },
    );
    const random = makeRandom(11);
    for (let turn = 0; turn < 12; turn += 1) {
      const span = spans[Math.floor(random() * spans.length)];
      if (!span || span.length < 8) continue;
      const at = span.from + 2 + Math.floor(random() * (span.length - 2));
      const wrong = bytes.slice();
      wrong[at] = (wrong[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      expect([at, await isDamagedPdf(wrong, false)]).toEqual([at, true]);
    }
  });

  test.each<[string, (text: string) => string]>([
    ['has a table that points elsewhere', (text) => text.replace(/(\d{9})\d( \d{5} n)/, '$15$2')],
    ['has an object too many in its middle', (text) => text.replace('endobj', 'endobj 9 0 obj 5 endobj 7')],
    ['is cut within its last part', (text) => text.slice(0, text.lastIndexOf('startxref'))],
    ['was saved as text', (text) => text.replace(/\n/g, '\r\n')],
    ['has a key that is no name', (text) => text.replace('/Subtype /Widget', '(Subtype) /Widget')],
  ])('%s', async (_name, edit) => {
    const wrong = change(filled, edit);
    expect(wrong).not.toEqual(filled);
    expect(await isDamagedPdf(wrong, false)).toBe(true);
  });

  test('gives its answers to a person, none of them sure', async () => {
    const at = latin1(filled).search(/\d{10} \d{5} n/);
    const wrong = filled.slice();
    wrong[at] = '9'.charCodeAt(0);
    const [reading] = await readFile({ name: 'fiche.pdf', bytes: wrong }, [study]);
    const answers = Object.values(reading?.answers ?? {});
    expect(answers.length).toBeGreaterThan(0.9 * study.fields.length);
    expect(answers.filter(({ sure }) => sure)).toEqual([]);
    expect(answers[0]?.reason).toContain('fichier endommagé');
    expect(reading?.findings[0]).toEqual({ code: 'damaged_file', detail: 'fiche.pdf' });
    expect(expected.size).toBeGreaterThan(answers.length);
  });
});
