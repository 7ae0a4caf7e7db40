/** The command as other people's scripts use it: real processes, JSON alone on standard output, exit codes as promised. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import { loadStudy } from '../../src/studies/load-study.js';
import { complete } from '../../scripts/demo/fillings.mjs';
import { writeMail } from '../builders/mail.js';
import { toFilling } from '../builders/answers.js';
import { openService, type Service } from '../journey/service.js';
import { fillWithPdfLib } from '../sheets/routes.js';

const CLI = resolve('dist/cli.js');
const study = loadStudy('studies/daratumumab');

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}
let folder: string;
function recueil(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((done) => {
    // Nothing of the caller's settings, and a folder without .env.
    const options = { cwd: folder, env: { PATH: process.env.PATH, ...env }, maxBuffer: 50_000_000 };
    execFile(process.execPath, [CLI, ...args], options, (error, out, err) => {
      done({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recueil-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('recueil sheet', () => {
  test.each([
    ['pdf', 'fr', '%PDF'],
    ['pdf', 'en', '%PDF'],
    ['docx', 'fr', 'PK'],
    ['docx', 'en', 'PK'],
  ])('writes a %s in %s, without any variable', async (format, language, head) => {
    const file = join(folder, `blank-${language}.${format}`);
    const ended = await recueil(['sheet', '--format', format, '--lang', language, '-o', file]);
    expect(ended).toEqual({ code: 0, out: '', err: '' });
    expect((await readFile(file)).subarray(0, head.length).toString()).toBe(head);
  });

  test('is not stopped by a mistake in a setting that it does not need', async () => {
    const broken = { IMAP_URL: 'nonsense', PORT: 'many' };
    expect((await recueil(['sheet', '-o', join(folder, 'x.pdf')], broken)).code).toBe(0);
  });

  test('wrong use', async () => {
    expect((await recueil(['sheet'])).code).toBe(2);
    expect((await recueil(['sheet', '--format', 'odt', '-o', 'x'])).code).toBe(2);
    expect((await recueil(['write'])).code).toBe(2);
    expect((await recueil(['--help'])).code).toBe(0);
    expect(await recueil(['--version'])).toMatchObject({ code: 0, out: '0.1.0\n' });
  });

  test('a study that is not there is told as a mistake of configuration', async () => {
    const { code, err } = await recueil(['sheet', '-o', 'x.pdf'], { STUDY: 'studies/none' });
    expect(code).toBe(3);
    expect(err).toContain('study.yaml');
  });
});

describe('recueil read', () => {
  test('one JSON line a sheet, and only that, on standard output', async () => {
    const blank = new Uint8Array(await readFile(join(folder, 'blank-fr.pdf')));
    const one = await fillWithPdfLib(blank, toFilling(study, complete));
    const two = await fillWithPdfLib(blank, toFilling(study, { ...complete, 'patient.code': 'VAL-08' }));
    await writeFile(join(folder, 'two.zip'), zipSync({ 'a.pdf': one, 'b.pdf': two }));
    await writeFile(join(folder, 'letter.txt'), 'Bonjour');
    const { code, out } = await recueil(['read', 'two.zip', 'letter.txt', '--json']);
    expect(code).toBe(1);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown> & { answers: Record<string, unknown> });
    expect(
      lines.map((line) => [
        line['file'],
        line['sheet'],
        line['study'],
        line['sheetVersion'],
        line['language'],
      ]),
    ).toEqual([
      ['two.zip', 1, 'daratumumab', '1', 'fr'],
      ['two.zip', 2, 'daratumumab', '1', 'fr'],
      ['letter.txt', 1, null, null, null],
    ]);
    for (const line of lines)
      expect(Object.keys(line)).toEqual([
        'file',
        'sheet',
        'study',
        'sheetVersion',
        'language',
        'answers',
        'findings',
      ]);
    expect(
      lines.map(({ answers }) => (answers['patient.code'] as { value: string } | undefined)?.value),
    ).toEqual(['VAL-07', 'VAL-08', undefined]);
    expect(lines[0]?.answers['dara.dose']).toMatchObject({
      value: 16,
      raw: '16',
      sure: true,
      source: { strategy: 'acroform', page: 3 },
    });
    expect(lines[2]?.['findings']).not.toEqual([]);
  });

  test('a file that is not there', async () => {
    const { code, out, err } = await recueil(['read', 'nothing.pdf', '--json']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('nothing.pdf');
  });
});

describe('beside a service', () => {
  let service: Service;
  beforeAll(async () => {
    service = await openService();
    await service.start();
    const blank = new Uint8Array(await readFile(join(folder, 'blank-fr.pdf')));
    const bytes = await fillWithPdfLib(blank, toFilling(study, complete));
    await service.dovecot.deliver(await writeMail({ files: [{ name: 'fiche.pdf', bytes }] }));
    await service.settled(1);
  });
  afterAll(() => service.stop());

  test('recueil cases --json gives the contract’s members', async () => {
    const { code, out } = await recueil(['cases', '--json'], service.env);
    expect(code).toBe(0);
    const cases = JSON.parse(out) as Record<string, unknown>[];
    expect(cases.map((one) => Object.keys(one))).toEqual([
      ['reference', 'state', 'answers', 'unsure', 'missing', 'findings'],
    ]);
    expect(cases[0]).toMatchObject({
      reference: 'DARA-0001',
      state: 'draft',
      unsure: [],
      missing: [],
      answers: { 'patient.code': 'VAL-07', 'dara.first_date': '2021-01-12', 'patient.weight': 61.5 },
    });
    expect((await recueil(['cases', '--state', 'confirmed', '--json'], service.env)).out).toBe('[]\n');
    expect((await recueil(['cases', '--state', 'lost'], service.env)).code).toBe(2);
  });

  test('recueil migrate may be called again and again', async () => {
    for (const _turn of [1, 2]) expect((await recueil(['migrate'], service.env)).code).toBe(0);
  });

  test('recueil doctor finds everything in order', async () => {
    const { code, out } = await recueil(['doctor'], service.env);
    expect(out.split('\n').filter((line) => line !== '' && !line.endsWith(' ok'))).toEqual([]);
    expect(code).toBe(0);
  });

  test('recueil doctor says what is wrong', async () => {
    const url = new URL(service.dovecot.imapUrl());
    url.password = 'wrong';
    const refused = await recueil(['doctor'], { ...service.env, IMAP_URL: url.href });
    expect(refused.code).toBe(3);
    expect(refused.out).toMatch(/^mailbox .*INBOX/m);
    const missing = await recueil(['doctor'], { ...service.env, IMAP_FOLDER: 'Indésirables' });
    expect(missing.code).toBe(3);
    expect(missing.out).toMatch(
      /^mailbox +Indésirables: the folder does not exist in the mailbox\nmailbox +folders there: INBOX/m,
    );
    const away = await recueil(['doctor'], { ...service.env, SMTP_URL: 'smtp://127.0.0.1:9' });
    expect(away.code).toBe(4);
    expect(away.out).toMatch(/^smtp +the mail server is out of reach/m);
    const bad = await recueil(['doctor'], { ...service.env, PORT: 'many' });
    expect([bad.code, bad.out.includes('PORT')]).toEqual([3, true]);
  });
});

test('without a database, cases says so and makes none', async () => {
  const dataDir = join(folder, 'empty');
  const { code, out, err } = await recueil(['cases', '--json'], { DATA_DIR: dataDir });
  expect([code, out]).toEqual([4, '']);
  expect(err).toContain('no database');
  expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
});

test('the service refuses to start on a mistake, with one line that names it', async () => {
  const started = await new Promise<Ended>((done) => {
    const options = { cwd: folder, env: { PATH: process.env.PATH, PORT: 'many' } };
    execFile(process.execPath, [resolve('dist/main.js')], options, (error, out, err) => {
      done({ code: Number(error?.code), out, err });
    });
  });
  expect(started.code).toBe(3);
  expect(started.err.trim().split('\n')).toHaveLength(1);
  expect(started.err).toContain('PORT');
});
