/** The settings: defaults, each form refused in one clear line, secrets in files, and .env.example in step with the program. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig, requireMail } from '../../src/config/config.js';
import { parseDotEnv } from '../../src/config/dot-env.js';
import { DEFAULTS, variables } from '../../src/config/variables.js';

const folder = mkdtempSync(join(tmpdir(), 'recueil-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function write(text: string): string {
  const file = join(folder, `file-${(files += 1)}`);
  writeFileSync(file, text);
  return file;
}

function linesOf(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
  return [];
}

describe('readConfig', () => {
  it('needs no variable at all', () => {
    const config = readConfig({}, { base: folder });
    expect(config).toMatchObject({
      databaseUrl: undefined,
      dataDir: join(folder, 'data'),
      keyFile: join(folder, 'data', 'key'),
      imapFolders: ['INBOX'],
      mailboxSince: 'all',
      mailboxAfter: 'keyword',
      mailInsecure: false,
      port: 3000,
      role: 'all',
      timeZone: 'Europe/Paris',
      logLevel: 'info',
      oauth: undefined,
    });
    expect(config.studyFolder.endsWith(join('studies', 'daratumumab'))).toBe(true);
    expect(config.studyFolder.startsWith(folder)).toBe(false);
  });

  it('reads every form', () => {
    const env = {
      DATABASE_URL: 'postgresql://recueil:p@db.valmont.test/recueil',
      DATA_DIR: '/srv/recueil',
      IMAP_URL: 'imaps://recueil%40etude-dara.test:p%2Fw@imap.etude-dara.test:993/',
      IMAP_FOLDER: 'INBOX, Courrier indésirable',
      MAILBOX_SINCE: '2026-02-28',
      MAILBOX_AFTER: 'move:Traités',
      MAIL_FROM: 'Recueil DARA <recueil@etude-dara.test>',
      MAIL_MAX_BYTES: '1000000',
      MAIL_INSECURE: 'yes',
      OAUTH_TOKEN_URL: 'https://login.valmont.test/token',
      OAUTH_CLIENT_ID: 'recueil',
      OAUTH_CLIENT_SECRET: 's',
      PUBLIC_URL: 'https://recueil.etude-dara.test/',
      PORT: '0',
      ROLE: 'worker',
      TZ: 'Indian/Reunion',
      CLAMD_URL: 'unix:///run/clamd.sock',
    };
    expect(readConfig(env, { base: folder })).toMatchObject({
      imapUrl: env.IMAP_URL,
      imapFolders: ['INBOX', 'Courrier indésirable'],
      mailboxSince: new Date('2026-02-28T00:00:00Z'),
      mailboxAfter: { move: 'Traités' },
      mailFrom: env.MAIL_FROM,
      mailMaxBytes: 1_000_000,
      mailInsecure: true,
      oauth: { clientId: 'recueil', clientSecret: 's', refreshToken: undefined },
      publicUrl: 'https://recueil.etude-dara.test',
      port: 0,
      role: 'worker',
      keyFile: '/srv/recueil/key',
      timeZone: 'Indian/Reunion',
    });
  });

  it.each([
    ['DATABASE_URL', 'mysql://db.valmont.test/recueil'],
    ['DATABASE_URL', 'recueil'],
    ['IMAP_URL', 'https://imap.etude-dara.test'],
    ['IMAP_URL', 'imap.etude-dara.test'],
    ['IMAP_URL', 'imaps://u:pa/ss@imap.etude-dara.test'],
    ['IMAP_URL', 'imaps://u:100%@imap.etude-dara.test'],
    ['IMAP_URL', 'imaps://imap.etude-dara.test/?tls=no'],
    ['IMAP_FOLDER', 'INBOX,,Spam'],
    ['MAILBOX_SINCE', 'yesterday'],
    ['MAILBOX_SINCE', '2026-02-30'],
    ['MAILBOX_SINCE', '28/02/2026'],
    ['MAILBOX_AFTER', 'delete'],
    ['MAILBOX_AFTER', 'move:'],
    ['SMTP_URL', 'imap://smtp.etude-dara.test'],
    ['MAIL_FROM', 'recueil'],
    ['MAIL_FROM', 'Recueil <recueil@etude-dara.test>, b@etude-dara.test'],
    ['MAIL_MAX_BYTES', '25MB'],
    ['MAIL_MAX_BYTES', '1'],
    ['MAIL_INSECURE', 'true'],
    ['OAUTH_TOKEN_URL', 'http://login.valmont.test/token'],
    ['LEAD_EMAIL', 'Responsable <responsable@etude-dara.test>'],
    ['PUBLIC_URL', 'recueil.etude-dara.test'],
    ['PORT', '70000'],
    ['PORT', '3000.5'],
    ['ROLE', 'server'],
    ['TZ', 'Paris'],
    ['CLAMD_URL', 'http://127.0.0.1:3310'],
    ['LOG_LEVEL', 'verbose'],
  ])('refuses %s=%s in one line that names it and not its value', (name, value) => {
    const lines = linesOf(() => readConfig({ [name]: value })).filter((line) => line.startsWith(`${name} `));
    expect(lines).toHaveLength(1);
    if (value.length > 8) expect(lines[0]).not.toContain(value);
  });

  it('says all mistakes at once', () => {
    const lines = linesOf(() => readConfig({ PORT: 'x', ROLE: 'y', TZ: 'z' }));
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['PORT', 'ROLE', 'TZ']);
  });

  it('refuses half of an OAuth setting, and an administrator of no database', () => {
    expect(linesOf(() => readConfig({ OAUTH_CLIENT_ID: 'recueil' }))).toEqual([
      expect.stringMatching(/go together/),
    ]);
    expect(linesOf(() => readConfig({ DATABASE_ADMIN_URL: 'postgres://a@db.test/x' }))).toEqual([
      'DATABASE_ADMIN_URL is set without DATABASE_URL',
    ]);
  });

  it('takes what is empty for not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '', IMAP_URL: '' })).toMatchObject({
      port: 3000,
      imapUrl: undefined,
    });
  });

  it("does not look at the process's other variables", () => {
    expect(readConfig({ PATH: '/bin', IMAP_URl: 'x', RECUEIL: '1' }).role).toBe('all');
  });
});

describe('.env', () => {
  it('is read, and yields to the process', () => {
    const file = write(
      '# settings\nexport PORT=4000 # web\nROLE=\'web\'\nMAIL_FROM="A <a@valmont.test>"\n\nTZ=\n',
    );
    expect(readConfig({ PORT: '5000' }, { file })).toMatchObject({
      port: 5000,
      role: 'web',
      mailFrom: 'A <a@valmont.test>',
      timeZone: 'Europe/Paris',
    });
  });

  it.each([
    ['an unknown name', 'IMAP_ULR=imaps://a.test', /IMAP_ULR is not a setting/],
    ['a file for what is no secret', 'PORT_FILE=/x', /PORT_FILE is not a setting/],
    ['a line without =', 'PORT', /line 1: not of the form NAME=value/],
    ['an open quote', 'ROLE="web', /line 1: not of the form/],
    ['a name given twice', 'PORT=1\nPORT=2', /line 2: PORT is given twice/],
  ])('stops at %s', (_, text, words) => {
    expect(linesOf(() => readConfig({}, { file: write(text) }))).toEqual([expect.stringMatching(words)]);
  });

  it('may be missing', () => {
    expect(readConfig({}, { file: join(folder, 'nowhere') }).port).toBe(3000);
  });

  it('keeps # and quotes inside values', () => {
    const { values } = parseDotEnv('A=pass#word\nB="a\\"b # c"\nC=\'$x\'\nD= # nothing\nE=a=b', '.env');
    expect([...values.values()]).toEqual(['pass#word', 'a"b # c', '$x', '', 'a=b']);
  });
});

describe('secrets in files', () => {
  it('are read without the newline at their end', () => {
    const env = { IMAP_URL_FILE: write('imaps://u:p@imap.etude-dara.test\n') };
    expect(readConfig(env).imapUrl).toBe('imaps://u:p@imap.etude-dara.test');
  });

  it.each([
    [
      'missing',
      { IMAP_URL_FILE: '/nowhere/at/all' },
      /IMAP_URL_FILE names a file that cannot be read \(ENOENT\)/,
    ],
    ['given twice', { IMAP_URL_FILE: '/x', IMAP_URL: 'imaps://a.test' }, /both set/],
    ['no secret', { SMTP_URL_FILE: write('\n') }, /SMTP_URL_FILE names an empty file/],
  ])('are refused when %s', (_, env, words) => {
    expect(linesOf(() => readConfig(env))).toEqual([expect.stringMatching(words)]);
  });

  it('of the process win over the text in .env', () => {
    const file = write('IMAP_URL=imaps://old.test');
    expect(readConfig({ IMAP_URL_FILE: write('imaps://new.test') }, { file }).imapUrl).toBe(
      'imaps://new.test',
    );
  });
});

describe('requireMail', () => {
  it('names each missing setting', () => {
    const lines = linesOf(() => requireMail(readConfig({})));
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['SMTP_URL', 'MAIL_FROM']);
  });
});

describe('.env.example', () => {
  const text = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
  const listed = [...text.matchAll(/^# ([A-Z][A-Z_]*)=(.*)$/gm)].map(([, name, value]) => ({
    name: name!,
    value: value!,
  }));

  it('lists every variable once, and nothing else', () => {
    expect(listed.map(({ name }) => name).sort()).toEqual(Object.keys(variables(folder)).sort());
  });

  it('has one line of words before each', () => {
    const lines = text.split('\n');
    for (const { name } of listed) {
      const at = lines.findIndex((line) => line.startsWith(`# ${name}=`));
      expect(lines[at - 1]).toMatch(/^# .*[a-zà-ÿ].*[.)]$/);
      expect(lines[at - 1]).not.toMatch(/^# [A-Z_]+=/);
    }
  });

  it('shows the defaults where there are any', () => {
    for (const [name, value] of Object.entries(DEFAULTS)) expect(listed).toContainEqual({ name, value });
  });

  it('is accepted with every line made active', () => {
    const file = write(text.replace(/^# ([A-Z][A-Z_]*=)/gm, '$1'));
    expect(linesOf(() => readConfig({}, { file }))).toEqual([]);
  });
});
