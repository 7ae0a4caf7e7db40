/**
 * What other programs see in the blank sheet: names and states exactly as the study gives them, values that come
 * back from whoever filled them, and words that survive. Each check is by a program that is not ours.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { layOutSheet } from '../../src/core/sheet/lay-out-sheet.js';
import { LANGUAGES, type Column, type Field, type Language, type Study } from '../../src/core/study/study.js';
import { writeSheetDocx } from '../../src/external/sheet-docx.js';
import { measureText } from '../../src/external/sheet-fonts.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { fillEverything, tickOf } from './filling.js';
import { FILLING_ROUTES, FLAT_ROUTES, throughOffice } from './routes.js';

const run = promisify(execFile);
const STUDIES = ['studies/daratumumab', 'test/studies/tiny'].map((folder) => loadStudy(folder));
const SHEETS = STUDIES.flatMap((study) => LANGUAGES.map((language) => ({ id: study.id, study, language })));
const needs = (...programs: readonly string[]) =>
  programs.every((program) => existsSync(`/usr/bin/${program}`)) ? test : test.skip;

async function onFile(bytes: Uint8Array, command: string, args: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'recueil-blank-'));
  try {
    const path = join(folder, 'sheet.pdf');
    await writeFile(path, bytes);
    const { stdout } = await run(
      command,
      args.map((arg) => (arg === 'FILE' ? path : arg)),
      { maxBuffer: 20e6 },
    );
    return stdout;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface DumpedField {
  readonly type: string;
  readonly states: readonly string[];
  readonly value: string;
}
/** By fully qualified name, as pdftk tells. */
async function dumpFields(bytes: Uint8Array): Promise<Map<string, DumpedField>> {
  const dump = await onFile(bytes, 'pdftk', ['FILE', 'dump_data_fields_utf8']);
  const fields = dump
    .split('---\n')
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const all = (name: string) =>
        [...part.matchAll(new RegExp(`^${name}: (.*)$`, 'gm'))].map(([, value]) => value ?? '');
      return [
        all('FieldName')[0] ?? '',
        {
          type: all('FieldType')[0] ?? '',
          states: all('FieldStateOption').sort(),
          value: all('FieldValue')[0] ?? '',
        },
      ] as const;
    });
  const map = new Map(fields);
  expect(map.size).toBe(fields.length);
  return map;
}

/** Type and states by name, from the definition alone. */
function expectFields(study: Study): Map<string, Pick<DumpedField, 'type' | 'states'>> {
  const fields = new Map<string, Pick<DumpedField, 'type' | 'states'>>();
  const add = (name: string, question: Field | Column) => {
    const codes = [
      ...question.choices.map(({ code }) => code),
      ...(question.codesAllowed.includes('NSP') ? ['NSP'] : []),
    ];
    if (question.type === 'many_of')
      for (const code of codes) fields.set(`${name}.${code}`, { type: 'Button', states: ['Off', 'Yes'] });
    else if (question.type === 'one_of' || question.type === 'yes_no')
      fields.set(name, { type: 'Button', states: [...codes, 'Off'].sort() });
    else fields.set(name, { type: 'Text', states: [] });
  };
  for (const field of study.fields) {
    if (!field.table) add(field.key, field);
    for (const row of rowsOf(field))
      for (const column of field.table?.columns ?? []) add(`${field.key}.${row}.${column.key}`, column);
  }
  return fields;
}
function rowsOf({ table }: Field): string[] {
  if (!table) return [];
  return table.rows.kind === 'named'
    ? table.rows.rows.map(({ code }) => code)
    : Array.from({ length: table.rows.count }, (_, index) => String(index + 1));
}

/** The words of labels and choices that are not found in print, one by one: a label may be set on several lines. */
function lostWords(study: Study, language: Language, printed: string): string[] {
  const of = (question: Field | Column) => [question.label, ...question.choices.map(({ label }) => label)];
  const labels = study.fields
    .flatMap((field) => [...of(field), ...(field.table?.columns ?? []).flatMap(of)])
    .concat(study.sections.map(({ label }) => label))
    .map((label) => label[language]);
  const words = new Set(splitWords(printed));
  return labels.flatMap((label) => splitWords(label)).filter((word) => !words.has(word));
}
const splitWords = (text: string): string[] => text.normalize('NFKC').match(/[\p{L}\p{N}]+/gu) ?? [];

describe.each(SHEETS)('the blank PDF of $id in $language', ({ study, language }) => {
  let blank: Uint8Array;
  beforeAll(async () => {
    blank = await writeSheetPdf(study, language);
  });

  needs('pdftk')('has exactly the names and states of the study, nothing filled', async () => {
    const fields = await dumpFields(blank);
    const shapes = new Map([...fields].map(([name, { type, states }]) => [name, { type, states }]));
    expect(shapes).toEqual(expectFields(study));
    expect([...fields.values()].filter(({ value }) => value !== '' && value !== 'Off')).toEqual([]);
  });

  needs('qpdf')('is sound, and says whose it is', async () => {
    expect(await onFile(blank, 'qpdf', ['--check', 'FILE'])).toMatch(/No syntax or stream encoding errors/);
    const json = await onFile(blank, 'qpdf', ['--json=2', '--json-key=qpdf', 'FILE']);
    expect(json).toContain(`u:RECUEIL|${study.id}|${study.version}|${language}`);
    expect(json).toMatch(new RegExp(`"/Lang": "u:${language}`));
    expect(json).toMatch(/"\/DisplayDocTitle": true/);
    expect(json).not.toMatch(/"\/MaxLen"|"\/JavaScript"|"\/NeedAppearances": true/);
    // Each place says what it is to whoever does not see the page.
    const widgets = json.match(/"\/Subtype": "\/Widget"/g)?.length ?? 0;
    expect(json.match(/"\/TU": "u:\d+\. \S/g)?.length ?? 0).toBeGreaterThanOrEqual(widgets);
  });

  test('is the same each time', async () => {
    expect(Buffer.compare(blank, await writeSheetPdf(study, language))).toBe(0);
  });

  needs('pdftotext')('prints every label and choice, as text that can be searched', async () => {
    const printed = await onFile(blank, 'pdftotext', ['-raw', 'FILE', '-']);
    expect(lostWords(study, language, printed)).toEqual([]);
  });
});

const [study] = STUDIES;
if (!study) throw new Error('no study');
const layout = layOutSheet(study, 'fr', measureText);
const base = fillEverything(study, layout);

describe('filled by other programs', () => {
  const routes = FILLING_ROUTES.filter(({ name }) => ['pdftk', 'pypdf', 'pdf.js', 'pdf-lib'].includes(name));

  describe.each(routes)('$name', ({ route, needs: programs }) => {
    needs('pdftk', ...programs.map((path) => path.replace('/usr/bin/', '')))(
      'gives each value back under its name',
      async () => {
        const filled = await dumpFields(await route(await writeSheetPdf(study, 'fr'), base.filling));
        const wrong: string[] = [];
        for (const [name, { type, value }] of filled) {
          const text = base.filling.texts.get(name);
          const right =
            type === 'Text'
              ? value === (text ?? '')
              : [...base.filling.ticks].includes(tickOf(name, value)) ||
                (value === 'Yes' && base.filling.ticks.has(tickOf(name, name.split('.').at(-1)))) ||
                ((value === '' || value === 'Off') && !hasTick(name));
          if (!right) wrong.push(name);
        }
        expect(wrong).toEqual([]);
        expect(filled.size).toBe(expectFields(study).size);
      },
    );
  });

  needs('pdftk', 'pdftotext')('accents, the euro and the micro sign survive flattening', async () => {
    const flat = FLAT_ROUTES.find(({ name }) => name === 'pdftk, flattened');
    if (!flat) throw new Error('no such route');
    const text = await onFile(await flat.route(await writeSheetPdf(study, 'fr'), base.filling), 'pdftotext', [
      'FILE',
      '-',
    ]);
    for (const written of ['Œuvre d’été', 'Café à Noël', '12 €, 5 µg']) expect(text).toContain(written);
  });
});

/** `name=code` for a box, the box's own name for one of many. */
function hasTick(name: string): boolean {
  return [...base.filling.ticks].some((tick) => tick.startsWith(`${name}=`));
}

describe.each(SHEETS)('the blank Word document of $id in $language', ({ study: one, language }) => {
  let blank: Uint8Array;
  let document: string;
  beforeAll(async () => {
    blank = await writeSheetDocx(one, language);
    document = strFromU8(unzipSync(blank)['word/document.xml'] ?? new Uint8Array());
  });

  test('has a control for each place, tagged as the contract says', () => {
    const tags = [...document.matchAll(/<w:tag w:val="([^"]*)"\/>/g)].map(([, tag]) => tag);
    const expected = [...expectFields(one)].flatMap(([name, { type, states }]) =>
      type === 'Text' || states.includes('Yes')
        ? [name]
        : states.filter((state) => state !== 'Off').map((state) => `${name}.${state}`),
    );
    expect([...tags].sort()).toEqual(expected.sort());
  });

  test('Word takes its names: short, numbered and unlike one another', () => {
    for (const pattern of [/<w:tag w:val="([^"]*)"/g, /<w:alias w:val="([^"]*)"/g, /<w:id w:val="(\d+)"/g]) {
      const names = [...document.matchAll(pattern)].map(([, name]) => name ?? '');
      expect(new Set(names).size).toBe(names.length);
      expect(names.filter((name) => name.length > 64)).toEqual([]);
    }
  });

  test('is the same each time, and says whose it is', async () => {
    expect(Buffer.compare(blank, await writeSheetDocx(one, language))).toBe(0);
    const custom = strFromU8(unzipSync(blank)['docProps/custom.xml'] ?? new Uint8Array());
    expect(custom).toContain(`>RECUEIL|${one.id}|${one.version}|${language}<`);
  });

  needs('soffice', 'pdftotext')(
    'opens in LibreOffice with every word',
    async () => {
      const pdf = await throughOffice('docx', 'pdf')(blank);
      const printed = await onFile(pdf, 'pdftotext', ['-raw', 'FILE', '-']);
      expect(lostWords(one, language, printed)).toEqual([]);
    },
    120_000,
  );
});
