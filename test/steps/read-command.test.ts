/** `recueil read`: the contract's lines, exit codes, and nothing else on standard output. Needs `npm run build`. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { runReadCommand } from '../../src/read/read-command.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { fillWithPdfLib } from '../sheets/routes.js';

const study = loadStudy('studies/daratumumab');
let folder: string;
let sheet: string;
let letter: string;
let archive: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recueil-read-'));
  const filling = {
    texts: new Map([
      ['centre.city', 'Valmont'],
      ['followup.visits.m0.igg', '< 5'],
      ['dara.first_date', 'mars 2021'],
    ]),
    ticks: new Set(['prior.drugs.rituximab=rituximab']),
  };
  const bytes = await fillWithPdfLib(await writeSheetPdf(study, 'fr'), filling);
  [sheet, letter, archive] = ['fiche.pdf', 'lettre.txt', 'fiches.zip'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await writeFile(sheet, bytes);
  await writeFile(letter, 'Bonjour');
  await writeFile(archive, zipSync({ 'a.pdf': bytes, 'b.pdf': bytes }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(...files: string[]) {
  let [out, err] = ['', ''];
  const code = await runReadCommand(
    files,
    { json: true, studies: [study] },
    (text) => (out += text),
    (text) => (err += text),
  );
  const lines = out.split('\n').filter(Boolean);
  return { code, err, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

test('a sheet gives one line, with each value and its source', async () => {
  const { code, lines } = await run(sheet);
  expect(code).toBe(0);
  expect(lines).toHaveLength(1);
  const [line] = lines;
  expect(Object.keys(line ?? {})).toEqual([
    'file',
    'sheet',
    'study',
    'sheetVersion',
    'language',
    'answers',
    'findings',
  ]);
  expect(line).toMatchObject({
    file: sheet,
    sheet: 1,
    study: study.id,
    sheetVersion: study.version,
    language: 'fr',
  });
  const rect = expect.arrayContaining([expect.any(Number)]) as unknown;
  expect(line?.['answers']).toEqual({
    'centre.city': {
      value: 'Valmont',
      raw: 'Valmont',
      confidence: 1,
      sure: true,
      source: { strategy: 'acroform', page: 1, rect },
    },
    'dara.first_date': expect.objectContaining({ value: '2021-03', sure: true }) as unknown,
    'prior.drugs': expect.objectContaining({
      value: ['rituximab'],
      sure: true,
      cells: { rituximab: expect.objectContaining({ value: true, sure: true }) as unknown },
    }) as unknown,
    'followup.visits': expect.objectContaining({
      value: [{ row: 'm0', igg: { value: 5, comparator: '<' } }],
      cells: { 'm0.igg': expect.objectContaining({ raw: '< 5', sure: true }) as unknown },
    }) as unknown,
  });
  expect(line?.['findings']).toContainEqual(
    expect.objectContaining({ code: 'partial_date', key: 'dara.first_date' }),
  );
});

test('an archive gives one line for each sheet', async () => {
  const { code, lines } = await run(archive);
  expect(code).toBe(0);
  expect(lines.map(({ sheet: number }) => number)).toEqual([1, 2]);
});

test('a file without a sheet gives a line that says so, and exit code 1', async () => {
  const { code, lines } = await run(sheet, letter);
  expect(code).toBe(1);
  expect(lines[1]).toMatchObject({ file: letter, sheet: 1, study: null, answers: {} });
  expect(lines[1]?.['findings']).toMatchObject([{ code: 'not_a_sheet' }]);
});

test('a file that is not there is a wrong use', async () => {
  const { code, lines, err } = await run(join(folder, 'rien.pdf'));
  expect(code).toBe(2);
  expect(lines).toEqual([]);
  expect(err).toContain('rien.pdf');
});
