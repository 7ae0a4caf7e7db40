/** Every way in which a filled Word sheet comes back: all fields, then one changed. Wrong and sure fails the test. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { layOutSheet } from '../../src/core/sheet/lay-out-sheet.js';
import { type SheetReading } from '../../src/core/sheet/reading.js';
import { writeSheetDocx } from '../../src/external/sheet-docx.js';
import { measureText } from '../../src/external/sheet-fonts.js';
import { readFile } from '../sheets/reader.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { fillEverything, flatten, score, type Filling } from '../sheets/filling.js';
import { throughOffice } from '../sheets/routes.js';
import { editDocument, fillInWord, usable } from '../sheets/word-routes.js';

const study = loadStudy('studies/daratumumab');
const studies = [study];
const layout = layOutSheet(study, 'fr', measureText);
const CHANGED = [
  'centre.city',
  'patient.history',
  'dara.dose',
  'dara.first_date',
  'disease.plasma_cell',
  'prior.drugs',
  'followup.visits.m0.igg',
];

let blank: Uint8Array;
beforeAll(async () => {
  blank = await writeSheetDocx(study, 'fr');
});

async function read(bytes: Uint8Array): Promise<SheetReading> {
  const readings = await readFile({ name: 'fiche.docx', bytes }, studies);
  expect(readings).toHaveLength(1);
  const [reading] = readings;
  if (!reading) throw new Error('no reading');
  expect(reading).toMatchObject({ study: study.id, sheetVersion: study.version, language: 'fr' });
  return reading;
}

describe.each(usable)('filled by $name', ({ route, needs }) => {
  const base = fillEverything(study, layout);
  let reading: SheetReading;
  beforeAll(async () => {
    reading = await read(await route(blank, base.filling));
  });

  test('every answer is read, and is right', () => {
    expect(score(reading, base.expected)).toEqual({
      right: base.expected.size,
      unsure: [],
      missing: [],
      silent: [],
      doubted: [],
    });
  });

  // LibreOffice takes seconds for each file.
  test.each(needs.length > 0 ? CHANGED.slice(-1) : CHANGED.slice(-3))(
    'a change of %s changes that answer and nothing else',
    async (key) => {
      const other = fillEverything(study, layout, { [key]: 1 });
      const changed = await read(await route(blank, other.filling));
      expect(score(changed, other.expected)).toMatchObject({ silent: [], missing: [], doubted: [] });
      const [before, now] = [flatten(reading), flatten(changed)];
      const names = [...new Set([...before.keys(), ...now.keys()])];
      const differing = names.filter(
        (name) => JSON.stringify(before.get(name)) !== JSON.stringify(now.get(name)),
      );
      expect(differing.length).toBeGreaterThan(0);
      expect(differing.filter((name) => name.replace(/=.*/, '') !== key)).toEqual([]);
    },
  );
});

/** Few answers, and such as trip a reader up: codes, words of the sheet itself, boxes and crosses within a text. */
const AWKWARD: Filling = {
  texts: new Map([
    ['centre.phone', 'NF'],
    ['dara.dose', '< 5'],
    ['dara.first_date', '03/2020'],
    ['dara.last_date', '12 mars 2021'],
    ['dara.schedule', 'Sexe'],
    ['patient.age', 'X'],
    ['patient.history', 'HTA ☐ douteux ; « Infection », 12. Année de naissance'],
    ['disease.autoantibodies.3.antibody', 'Infection'],
    ['status.comments', 'é'.repeat(3000)],
  ]),
  ticks: new Set(['patient.sex=NSP', 'prior.drugs.none=none', 'prior.drugs.ivig=ivig']),
};
test.each(usable.filter(({ needs, extension }) => needs.length === 0 || extension === 'odt'))(
  'an awkward sheet filled by $name is read as it was meant',
  async ({ route }) => {
    const { answers, findings } = await read(await route(blank, AWKWARD));
    const told = Object.entries(answers).map(([key, { value, sure }]) => [key, value, sure]);
    expect(told).toEqual([
      ['centre.phone', { missing: 'NF' }, true],
      ['patient.sex', { missing: 'NSP' }, true],
      ['patient.age', null, false],
      ['patient.history', 'HTA ☐ douteux ; « Infection », 12. Année de naissance', true],
      ['disease.autoantibodies', [{ antibody: 'Infection' }], true],
      ['prior.drugs', ['none', 'ivig'], true],
      ['dara.first_date', '2020-03', true],
      ['dara.last_date', '2021-03-12', true],
      ['dara.dose', { value: 5, comparator: '<' }, true],
      ['dara.schedule', 'Sexe', true],
      ['status.comments', 'é'.repeat(3000), true],
    ]);
    expect(findings.filter(({ code }) => code === 'unexpected_entry')).toEqual([]);
    expect(answers['patient.sex']?.source.path).toMatch(/^body\/tbl\[\d+\]\/tr\[\d+\]\/tc\[2\]/);
  },
);

describe('an empty Word sheet says nothing', () => {
  test('as it was sent', async () => {
    const reading = await read(blank);
    expect([reading.answers, reading.findings]).toEqual([{}, [{ code: 'blank_sheet' }]]);
  });
  test('opened and saved by LibreOffice', async () => {
    const reading = await read(await throughOffice('docx', 'docx')(blank));
    expect([reading.answers, reading.findings]).toEqual([{}, [{ code: 'blank_sheet' }]]);
  });
  test('without its controls', async () => {
    const [{ route } = { route: fillInWord }] = usable.filter(({ name }) =>
      name.includes('controls dropped'),
    );
    const reading = await read(await route(blank, { texts: new Map(), ticks: new Set() }));
    expect(reading.answers).toEqual({});
  });
});

test('words written over the invitation of a control that still says it is empty are left to a person', async () => {
  const filled = await fillInWord(blank, { texts: new Map([['centre.city', 'Valmont']]), ticks: new Set() });
  const bytes = editDocument(filled, (xml) =>
    xml.replace('<w:tag w:val="centre.city"/>', '<w:tag w:val="centre.city"/><w:showingPlcHdr/>'),
  );
  expect((await read(bytes)).answers['centre.city']).toMatchObject({ raw: 'Valmont', sure: false });
});

test('a line added to a table of answers whose controls are lost leaves it to a person', async () => {
  const base = fillEverything(study, layout);
  const [{ route } = { route: fillInWord }] = usable.filter(({ name }) => name.includes('controls dropped'));
  const bytes = editDocument(await route(blank, base.filling), (xml) => {
    const at = xml.lastIndexOf('</w:tr></w:tbl>');
    const line = xml.slice(xml.lastIndexOf('<w:tr>', at), at + '</w:tr>'.length);
    return `${xml.slice(0, at + '</w:tr>'.length)}${line}${xml.slice(at + '</w:tr>'.length)}`;
  });
  expect(score(await read(bytes), base.expected).silent).toEqual([]);
});
