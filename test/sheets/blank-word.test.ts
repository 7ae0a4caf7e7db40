/** The blank Word sheet as Word and LibreOffice see it: a control for each place, and every word in print. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { LANGUAGES, type Column, type Field, type Language, type Study } from '../../src/core/study/study.js';
import { writeSheetDocx } from '../../src/external/sheet-docx.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { throughOffice } from './routes.js';

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

/** The tags that the definition asks for: as the fields of the PDF, and one for each box of a group. */
function expectTags(study: Study): string[] {
  const tagsOf = (name: string, question: Field | Column): string[] => {
    if (!['one_of', 'yes_no', 'many_of'].includes(question.type)) return [name];
    const codes = question.choices.map(({ code }) => code);
    return [...codes, ...(question.codesAllowed.includes('NSP') ? ['NSP'] : [])].map(
      (code) => `${name}.${code}`,
    );
  };
  return study.fields.flatMap((field) =>
    field.table
      ? rowsOf(field).flatMap((row) =>
          (field.table?.columns ?? []).flatMap((column) =>
            tagsOf(`${field.key}.${row}.${column.key}`, column),
          ),
        )
      : tagsOf(field.key, field),
  );
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

describe.each(SHEETS)('the blank Word document of $id in $language', ({ study, language }) => {
  let blank: Uint8Array;
  let document: string;
  beforeAll(async () => {
    blank = await writeSheetDocx(study, language);
    document = strFromU8(unzipSync(blank)['word/document.xml'] ?? new Uint8Array());
  });

  test('has a control for each place, tagged as the contract says', () => {
    const tags = [...document.matchAll(/<w:tag w:val="([^"]*)"\/>/g)].map(([, tag]) => tag);
    expect([...tags].sort()).toEqual(expectTags(study).sort());
  });

  test('Word takes its names: short, numbered and unlike one another', () => {
    for (const pattern of [/<w:tag w:val="([^"]*)"/g, /<w:alias w:val="([^"]*)"/g, /<w:id w:val="(\d+)"/g]) {
      const names = [...document.matchAll(pattern)].map(([, name]) => name ?? '');
      expect(new Set(names).size).toBe(names.length);
      expect(names.filter((name) => name.length > 64)).toEqual([]);
    }
  });

  test('is the same each time, and says whose it is', async () => {
    expect(Buffer.compare(blank, await writeSheetDocx(study, language))).toBe(0);
    const custom = strFromU8(unzipSync(blank)['docProps/custom.xml'] ?? new Uint8Array());
    expect(custom).toContain(`>RECUEIL|${study.id}|${study.version}|${language}<`);
  });

  needs('soffice', 'pdftotext')(
    'opens in LibreOffice with every word',
    async () => {
      const pdf = await throughOffice('docx', 'pdf')(blank);
      const printed = await onFile(pdf, 'pdftotext', ['-raw', 'FILE', '-']);
      expect(lostWords(study, language, printed)).toEqual([]);
    },
    120_000,
  );
});
