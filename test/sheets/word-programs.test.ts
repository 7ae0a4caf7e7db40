/** Word documents and the programs around them: one with macros, none that could open an old format, and one left behind by a killed reader. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { wordFinding } from '../../src/core/sheet/finding.js';
import { judgeSheet } from '../../src/core/sheet/judge-sheet.js';
import { layOutSheet } from '../../src/core/sheet/lay-out-sheet.js';
import { findOffice } from '../../src/external/office-convert.js';
import { writeSheetDocx } from '../../src/external/sheet-docx.js';
import { measureText } from '../../src/external/sheet-fonts.js';
import { knowSheets } from '../../src/read/known-sheets.js';
import { readFile } from '../../src/read/read-file.js';
import { readWord } from '../../src/read/read-word.js';
import { type ReaderParts } from '../../src/read/reader-parts.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { fillInWord } from './word-routes.js';

const study = loadStudy('studies/daratumumab');

describe('a document with macros', () => {
  const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
  test.each([
    ['fiche.docm', 'application/vnd.ms-word.document.macroEnabled.main+xml', true],
    ['fiche.dotm', 'application/vnd.ms-word.template.macroEnabledTemplate.main+xml', true],
    ['fiche.dotx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml', false],
    ['fiche.docx', main, true],
  ])('%s is read as any other (%s)', async (name, type, hasMacro) => {
    const filled = await fillInWord(await writeSheetDocx(study, 'fr'), {
      texts: new Map([['centre.city', 'Valmont']]),
      ticks: new Set(['patient.sex=F']),
    });
    const plain = await readFile({ name: 'fiche.docx', bytes: filled }, [study]);
    const parts = unzipSync(filled);
    const types = strFromU8(parts['[Content_Types].xml'] ?? new Uint8Array());
    expect(types).toContain(main);
    const bytes = zipSync({
      ...parts,
      '[Content_Types].xml': strToU8(types.replace(main, type)),
      ...(hasMacro && { 'word/vbaProject.bin': Buffer.from('d0cf11e0a1b11ae1', 'hex') }),
    });
    const read = await readFile({ name, bytes }, [study]);
    expect(read[0]?.answers['centre.city']).toMatchObject({ value: 'Valmont', sure: true });
    expect(read[0]?.answers).toEqual(plain[0]?.answers);
  });
});

describe('where there is no LibreOffice', () => {
  const parts: ReaderParts = {
    known: knowSheets([study], layOutSheet, measureText),
    judge: judgeSheet,
    blankImage: () => Promise.resolve(null),
    blankWord: () => Promise.resolve(null),
    openOcr: () => Promise.reject(new Error('nothing to recognise')),
    findOffice: () => null,
  };
  test.each(['doc', 'rtf'] as const)('a %s is a finding that says so, in plain words', async (format) => {
    const [reading] = await readWord(
      { name: `fiche.${format}`, bytes: strToU8('{\\rtf1 a}') },
      format,
      parts,
    );
    expect(reading).toMatchObject({ study: null, answers: {} });
    const [words] = reading?.findings.map((finding) => wordFinding(finding, 'fr')) ?? [];
    expect(words).toContain(`fiche.${format}`);
    expect(words).toContain('n’est pas lu automatiquement ici');
  });
  test('a DOCX is read all the same', async () => {
    const bytes = await writeSheetDocx(study, 'fr');
    const [reading] = await readWord({ name: 'fiche.docx', bytes }, 'docx', parts);
    expect(reading?.study).toBe(study.id);
  });
});

/** Command lines of the processes that run in this folder. */
function listWithin(folder: string): string[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return /^\d+$/.test(pid) && line.includes(folder) ? [line] : [];
    } catch {
      return [];
    }
  });
}
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 50));
}

const office = findOffice();
(office === null || !existsSync('/proc/self/cmdline') ? describe.skip : describe)(
  'a reader that is killed',
  () => {
    test('while LibreOffice works for it leaves no folder and no program behind', async () => {
      const temporary = mkdtempSync(join(tmpdir(), 'recueil-killed-'));
      const code = `
      const { convertToDocx } = await import(${JSON.stringify(pathToFileURL('dist/external/office-convert.js').href)});
      await convertToDocx(${JSON.stringify(office)}, Buffer.from('{\\\\rtf1 a}'), 'rtf');`;
      const reader = spawn(process.execPath, ['--input-type=module', '-e', code], {
        env: { ...process.env, TMPDIR: temporary },
        stdio: 'ignore',
      });
      try {
        await until(() => listWithin(temporary).some((line) => line.includes('soffice')));
        expect(readdirSync(temporary)).toHaveLength(1);
        reader.kill('SIGKILL');
        await until(() => readdirSync(temporary).length === 0 && listWithin(temporary).length === 0);
      } finally {
        reader.kill('SIGKILL');
        rmSync(temporary, { recursive: true, force: true });
      }
    }, 30_000);
  },
);
