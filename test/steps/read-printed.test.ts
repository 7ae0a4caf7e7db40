/** The Word sheet printed to a PDF: no controls, no fields, none of our own PDF's marks. Wrong and sure fails the test. */
import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { PDFDocument, rgb } from '@cantoo/pdf-lib';
import { layOutSheet } from '../../src/core/sheet/lay-out-sheet.js';
import { type SheetReading } from '../../src/core/sheet/reading.js';
import { writeSheetDocx } from '../../src/external/sheet-docx.js';
import { measureText } from '../../src/external/sheet-fonts.js';
import { loadStudy } from '../../src/studies/load-study.js';
import {
  fillAwkwardly,
  fillEverything,
  fillSparsely,
  flatten,
  score,
  type Filling,
} from '../sheets/filling.js';
import { readFile } from '../sheets/reader.js';
import { throughOffice, type NamedRoute } from '../sheets/routes.js';
import { editDocument, fillInWord, PRINTED_WORD_ROUTES } from '../sheets/word-routes.js';

const study = loadStudy('studies/daratumumab');
const layout = layOutSheet(study, 'fr', measureText);
const RECEIVED_ON = '2026-11-20';
const usable = PRINTED_WORD_ROUTES.filter(({ needs }) => needs.every((program) => existsSync(program)));
const describeOffice = existsSync('/usr/bin/soffice') ? describe : describe.skip;
const print = throughOffice('docx', 'pdf');

let blank: Uint8Array;
beforeAll(async () => {
  blank = await writeSheetDocx(study, 'fr');
});

async function readAny(bytes: Uint8Array): Promise<SheetReading> {
  const [reading, ...others] = await readFile({ name: 'fiche.pdf', bytes, receivedOn: RECEIVED_ON }, [study]);
  expect(others).toEqual([]);
  if (!reading) throw new Error('no reading');
  return reading;
}
async function read(bytes: Uint8Array): Promise<SheetReading> {
  const reading = await readAny(bytes);
  expect(reading).toMatchObject({ study: study.id, sheetVersion: study.version, language: 'fr' });
  return reading;
}

describe.each(usable)('$name', ({ route }: NamedRoute) => {
  const base = fillEverything(study, layout);
  let reading: SheetReading;
  beforeAll(async () => {
    reading = await read(await route(blank, base.filling));
  }, 60_000);

  test('every answer is read, and is right, with its place on the page', () => {
    expect(score(reading, base.expected)).toEqual({
      right: base.expected.size,
      unsure: [],
      missing: [],
      silent: [],
      doubted: [],
    });
    const sources = Object.values(reading.answers).map(({ source }) => source);
    expect(sources.filter(({ page, rect, strategy }) => !page || !rect || strategy !== 'label')).toEqual([]);
  });

  test('a change of one answer changes that answer and nothing else', async () => {
    const other = fillEverything(study, layout, { 'prior.drugs': 1 });
    const changed = await read(await route(blank, other.filling));
    expect(score(changed, other.expected)).toMatchObject({ silent: [], missing: [], doubted: [] });
    const [before, now] = [flatten(reading), flatten(changed)].map(
      (flat) => new Map([...flat].map(([name, { value, sure }]) => [name, JSON.stringify([value, sure])])),
    );
    const names = [...new Set([...(before?.keys() ?? []), ...(now?.keys() ?? [])])];
    const differing = names.filter((name) => before?.get(name) !== now?.get(name));
    expect(differing.length).toBeGreaterThan(0);
    expect(differing.filter((name) => name.replace(/=.*/, '') !== 'prior.drugs')).toEqual([]);
  }, 60_000);
});

describeOffice('printed by LibreOffice', () => {
  test.each([
    ['few answers', fillSparsely(study, layout)],
    ['answers written in a hurry', fillAwkwardly(study, layout)],
  ])('%s', async (_what, { filling, expected }) => {
    const told = score(await read(await print(await fillInWord(blank, filling))), expected);
    expect(told).toMatchObject({ missing: [], silent: [], doubted: [] });
    expect(told.right - told.unsure.length).toBeGreaterThanOrEqual(0.99 * expected.size);
  });

  test('an empty sheet says nothing, and is known to be empty', async () => {
    const reading = await read(await print(blank));
    expect([reading.answers, reading.findings]).toEqual([{}, [{ code: 'blank_sheet' }]]);
  });

  test('the English sheet', async () => {
    const english = await writeSheetDocx(study, 'en');
    const { filling, expected } = fillEverything(study, layOutSheet(study, 'en', measureText));
    const reading = await readAny(await print(await fillInWord(english, filling)));
    expect(reading).toMatchObject({ study: study.id, language: 'en' });
    expect(score(reading, expected)).toMatchObject({ unsure: [], missing: [], silent: [], doubted: [] });
  });

  test('boxes, numbers and names of questions within a text are the text’s', async () => {
    const filling: Filling = {
      texts: new Map([
        ['centre.phone', 'NF'],
        ['dara.dose', '< 5'],
        ['dara.schedule', 'Sexe'],
        ['patient.history', 'HTA ☐ douteux ; « Infection », 12. Année de naissance'],
        ['disease.autoantibodies.3.antibody', 'Infection'],
      ]),
      ticks: new Set(['patient.sex=NSP', 'prior.drugs.none=none', 'prior.drugs.ivig=ivig']),
    };
    const { answers, findings } = await read(await print(await fillInWord(blank, filling)));
    expect(Object.entries(answers).map(([key, { value, sure }]) => [key, value, sure])).toEqual([
      ['centre.phone', { missing: 'NF' }, true],
      ['patient.sex', { missing: 'NSP' }, true],
      ['patient.history', 'HTA ☐ douteux ; « Infection », 12. Année de naissance', true],
      ['disease.autoantibodies', [{ antibody: 'Infection' }], true],
      ['prior.drugs', ['none', 'ivig'], true],
      ['dara.dose', { value: 5, comparator: '<' }, true],
      ['dara.schedule', 'Sexe', true],
    ]);
    expect(findings.filter(({ code }) => code === 'unexpected_entry')).toEqual([]);
  });

  test('an answer that runs over to the next page is left to a person', async () => {
    const long = Array.from({ length: 900 }, (_, at) => `mot${at}`).join(' ');
    const filled = await fillInWord(blank, {
      texts: new Map([
        ['status.comments', long],
        ['patient.history', long],
      ]),
      ticks: new Set(['patient.sex=F']),
    });
    const splitting = editDocument(filled, (xml) => xml.replaceAll('<w:cantSplit/>', ''));
    const { answers } = await read(await print(splitting));
    expect(answers['patient.sex']).toMatchObject({ value: 'F', sure: true });
    for (const key of ['patient.history', 'status.comments'])
      expect([key, answers[key]?.sure === true && answers[key].value !== long]).toEqual([key, false]);
    expect(answers['patient.history']).toMatchObject({ sure: false });
  });

  test.each([
    ['a cross drawn over an empty box', true],
    ['a note laid over the page', false],
  ])('%s leaves all of it to a person', async (_what, isDrawn) => {
    const { filling, expected } = fillSparsely(study, layout);
    const document = await PDFDocument.load(await print(await fillInWord(blank, filling)));
    const [page] = document.getPages();
    if (!page) throw new Error('no page');
    if (isDrawn)
      // All over the column of boxes of the first page.
      for (let y = 60; y < 800; y += 3)
        page.drawLine({
          start: { x: 255, y },
          end: { x: 285, y: y + 3 },
          thickness: 1,
          color: rgb(0, 0, 0.6),
        });
    else
      page.node.addAnnot(
        document.context.register(
          document.context.obj({
            ...{ Type: 'Annot', Subtype: 'FreeText', Rect: [200, 400, 300, 420], DA: '/Helv 10 Tf 0 g' },
            Contents: document.context.obj('non : 12'),
          }),
        ),
      );
    const reading = await read(await document.save());
    const told = score(reading, expected);
    expect(told.silent).toEqual([]);
    expect(
      Object.entries(reading.answers)
        .filter(([, { sure }]) => sure)
        .map(([key]) => key),
    ).toEqual([]);
  });

  test('a sheet of another version is not read by this one’s questions', async () => {
    const filled = await fillInWord(blank, fillSparsely(study, layout).filling);
    const { unzipSync, zipSync, strFromU8, strToU8 } = await import('fflate');
    const parts = unzipSync(filled);
    const footer = Object.keys(parts).find((name) => name.includes('footer')) ?? '';
    const words = strFromU8(parts[footer] ?? new Uint8Array());
    parts[footer] = strToU8(words.replace(/version [^ ·]+/u, 'version 0.9'));
    const reading = await readAny(await print(zipSync(parts)));
    expect(reading).toMatchObject({ sheetVersion: '0.9', answers: {} });
    expect(reading.findings).toContainEqual({ code: 'unknown_version', detail: '0.9' });
  });

  async function join(...files: readonly Uint8Array[]): Promise<Uint8Array> {
    const joined = await PDFDocument.create();
    for (const bytes of files) {
      const source = await PDFDocument.load(bytes);
      for (const page of await joined.copyPages(source, source.getPageIndices())) joined.addPage(page);
    }
    return joined.save();
  }

  test('two sheets in one file are two', async () => {
    const cases = [fillSparsely(study, layout), fillEverything(study, layout)];
    const prints = await Promise.all(
      cases.map(async ({ filling }) => print(await fillInWord(blank, filling))),
    );
    const bytes = await join(...prints);
    const readings = await readFile({ name: 'deux.pdf', bytes, receivedOn: RECEIVED_ON }, [study]);
    expect(readings.map(({ sheet }) => sheet)).toEqual([1, 2]);
    for (const [index, { expected }] of cases.entries()) {
      const [reading] = readings.slice(index, index + 1);
      if (!reading) throw new Error('no reading');
      expect(score(reading, expected)).toMatchObject({ unsure: [], missing: [], silent: [], doubted: [] });
    }
  });

  test('pages of two sheets that nothing tells apart are left to a person', async () => {
    const withoutFoot = async (filling: Filling) => {
      const { unzipSync, zipSync, strFromU8, strToU8 } = await import('fflate');
      const parts = unzipSync(await fillInWord(blank, filling));
      const footer = Object.keys(parts).find((name) => name.includes('footer')) ?? '';
      parts[footer] = strToU8(
        strFromU8(parts[footer] ?? new Uint8Array()).replace(/<w:t[ >].*?<\/w:t>/gs, ''),
      );
      return print(zipSync(parts));
    };
    const bytes = await join(
      await withoutFoot({ texts: new Map([['centre.city', 'Valmont']]), ticks: new Set(['patient.sex=F']) }),
      await withoutFoot({ texts: new Map([['patient.weight', '61']]), ticks: new Set() }),
    );
    const reading = await read(bytes);
    expect(Object.keys(reading.answers)).toEqual(['centre.city', 'patient.sex', 'patient.weight']);
    expect(Object.values(reading.answers).filter(({ sure }) => sure)).toEqual([]);
  });

  test('a letter of words alone is no sheet', async () => {
    const { filling } = fillSparsely(study, layout);
    const letter = editDocument(await fillInWord(blank, filling), (xml) =>
      xml.replace(
        /<w:body>.*?(?=<w:sectPr)/s,
        '<w:body><w:p><w:r><w:t>12. Sexe : voir ci-joint</w:t></w:r></w:p>',
      ),
    );
    expect(await readAny(await print(letter))).toMatchObject({
      study: null,
      findings: [{ code: 'not_a_sheet' }],
    });
  });
});
