/**
 * The call for cases, on a clock that is moved: a list brought in by the command and by the console, letters at a polite pace with the blank
 * sheets, and what becomes of each: a sheet, “no cases”, STOP, a bounce, silence and the second call to the silent only.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { complete } from '../../scripts/demo/fillings.mjs';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { Sweep } from '../../src/jobs/sweep.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { makeAccount, type Account } from '../builders/accounts.js';
import { toFilling } from '../builders/answers.js';
import { writeMail } from '../builders/mail.js';
import { rawMessage } from '../builders/mime.js';
import { fillWithPdfLib } from '../sheets/routes.js';
import { lastLetterTo, lettersTo, send } from './exchange.js';
import { until } from './program.js';
import { openService, type Service } from './service.js';

const study = loadStudy('studies/daratumumab');
/** A Wednesday, 11 h in Paris. */
const START = new Date('2026-12-02T10:00:00Z');
const PEOPLE = ['cas', 'aucun', 'stop', 'rebond', 'silence', 'collegue', 'merci'] as const;
const address = (name: string) => `${name}@chu-appel.test`;
let now = START;
let service: Service;
let account: Account;
let folder: string;

interface ContactList {
  readonly rows: readonly {
    readonly address: string;
    readonly state: string;
    readonly centre: string | null;
    readonly calls: number;
  }[];
  readonly counts: readonly { readonly state: string; readonly count: number }[];
}

beforeAll(async () => {
  service = await openService({ start: { now: () => now } });
  await service.start();
  account = await makeAccount(service, { now: () => now });
  folder = await mkdtemp(join(tmpdir(), 'recueil-call-'));
});
afterAll(async () => {
  await service.stop();
  await rm(folder, { recursive: true, force: true });
});

/** `recueil invite`, as a process of its own beside the service. Its clock is the machine's. */
function invite(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    const env = { ...process.env, ...service.env };
    execFile(process.execPath, [resolve('dist/cli.js'), 'invite', ...args], { env }, (error, out, err) =>
      done({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
    );
  });
}
async function ask(path: string, body?: object): Promise<Response> {
  const token = (await readFile(join(service.dataDir, 'api-token'), 'utf8')).trim();
  return fetch(`http://127.0.0.1:${service.port()}${path}`, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
}
async function contacts(): Promise<Map<string, string>> {
  const list = (await (await ask('/api/contacts')).json()) as ContactList;
  return new Map(list.rows.map((row) => [row.address, row.state]));
}
async function round(
  again: boolean,
  dryRun = false,
): Promise<{ called: number; left: { why: string; count: number }[] }> {
  // A session would have ended with the days that the clock is moved by; the machine's own token has not.
  const response = await ask('/api/calls', { again, dryRun });
  expect(response.status).toBe(200);
  return (await response.json()) as { called: number; left: { why: string; count: number }[] };
}
/** Moves the clock on in steps of the pace until nothing is planned and every letter has gone. */
async function sendAll(): Promise<void> {
  for (let step = 0; step < 40; step += 1) {
    await service.app().get(Sweep).sweep();
    await until('letters gone', async () => {
      const due = await service.query(`select 1 from calls where state = 'planned' and due_at <= $1`, [now]);
      const open = await service.query(`select 1 from letters where state in ('waiting', 'sending')`);
      return due.length + open.length === 0;
    });
    const [next] = await service.query<{ at: Date | null }>(
      `select min(due_at) as at from calls where state = 'planned'`,
    );
    if (!next?.at) return;
    now = next.at;
  }
  throw new Error('calls are still planned');
}
async function answer(name: string, text: string, from = address(name)) {
  const letter = await lastLetterTo(service, address(name));
  const [message] = await send(
    service,
    await writeMail({
      from,
      inReplyTo: letter.header('Message-ID'),
      subject: `Re: ${letter.mail.subject ?? ''}`,
      text,
      files: [],
    }),
  );
  return message;
}

describe('the list', () => {
  const lines = PEOPLE.map((name) => `${address(name)};CHU d’Appel;fr`);

  test('a dry run says who would be called and keeps nothing', async () => {
    const file = join(folder, 'liste.csv');
    await writeFile(file, ['email;centre;langue', ...lines, 'pas une adresse;CHU d’Appel;fr', ''].join('\n'));
    const { code, out, err } = await invite(file, '--dry-run');
    expect([code, err]).toEqual([1, expect.stringContaining('line 9: this is no e-mail address')]);
    expect(out).toContain(`${address('cas')}  would be called`);
    expect(out).toContain('7 would be called');
    expect(await contacts()).toEqual(new Map());
  });

  test('is brought in by the console, twice without harm', async () => {
    const bring = async () => {
      const form = new FormData();
      form.set('file', new Blob([['email;centre', ...lines.slice(0, 3), ''].join('\n')]), 'liste.csv');
      const response = await fetch(`http://127.0.0.1:${service.port()}/api/contacts/import`, {
        method: 'POST',
        headers: { cookie: account.cookie, 'x-recueil': 'console' },
        body: form,
      });
      return [response.status, await response.json()];
    };
    expect(await bring()).toEqual([200, { added: 3, changed: 0, known: 0, flaws: [], ignored: [] }]);
    expect(await bring()).toEqual([200, { added: 0, changed: 0, known: 3, flaws: [], ignored: [] }]);
    expect(new Set((await contacts()).values())).toEqual(new Set(['not_called']));
  });

  test('wrong use of the command says so', async () => {
    expect((await invite()).code).toBe(2);
    await writeFile(join(folder, 'sans.csv'), 'a@b.test;c\n');
    const { code, err } = await invite(join(folder, 'sans.csv'));
    expect([code === 0, err]).toEqual([
      false,
      expect.stringContaining('The first line must name the columns'),
    ]);
  });
});

describe('the first call', () => {
  test('goes once to each, at its pace, with the sheets and the ways out', async () => {
    const { code, out } = await invite(join(folder, 'liste.csv'));
    expect([code, out]).toEqual([
      1,
      expect.stringContaining('contacts: 4 new, 0 changed, 3 known\n7 planned'),
    ]);
    expect((await invite(join(folder, 'liste.csv'))).out).toContain('0 planned; not called: 7 planned');
    // The command goes by the machine's clock: the hours are moved into this one's.
    await service.query(
      `update calls set due_at = $1::timestamptz + (due_at - (select min(due_at) from calls))`,
      [START],
    );
    await sendAll();
    const times: number[] = [];
    for (const name of PEOPLE) {
      const letters = await lettersTo(service, address(name));
      expect(letters).toHaveLength(1);
      const [letter] = letters;
      expect(letter?.mail.subject).toBe(
        'Appel à cas : daratumumab dans les maladies auto-immunes à auto-anticorps'.replace(' :', '\u202f:'),
      );
      expect(letter?.mail.attachments.map(({ contentType }) => contentType)).toEqual([
        'application/pdf',
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      ]);
      expect(letter?.header('Auto-Submitted')).toBe('auto-generated');
      expect(letter?.header('Precedence')).toBe('');
      expect(letter?.header('List-Unsubscribe')).toMatch(
        /^<mailto:recueil\+[a-z2-7]{50}@etude-dara\.test\?subject=STOP>$/,
      );
      times.push((letter?.mail.date ?? START).getTime());
    }
    times.sort((one, other) => one - other);
    const gaps = times.slice(1).map((time, at) => time - (times[at] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(170_000);
    expect(new Set((await contacts()).values())).toEqual(new Set(['silent']));
    expect(await round(false, true)).toMatchObject({ called: 0, left: [{ why: 'called', count: 7 }] });
  });
});

describe('what comes back', () => {
  test('a sheet is a case, and its letters are of the case’s thread from then on', async () => {
    const letter = await lastLetterTo(service, address('cas'));
    const sheet = { ...complete, 'patient.code': 'APPEL-1' };
    const bytes = await fillWithPdfLib(await writeSheetPdf(study, 'fr'), toFilling(study, sheet));
    const files = [{ name: 'fiche.pdf', bytes }];
    const [message] = await send(
      service,
      await writeMail({ from: address('cas'), inReplyTo: letter.header('Message-ID'), files }),
    );
    expect(message?.outcomes).toEqual(['new']);
    const reply = await lastLetterTo(service, address('cas'));
    // Both tokens are in the references now: the case's is the one that counts.
    const [second] = await send(
      service,
      await writeMail({
        from: address('cas'),
        inReplyTo: reply.header('Message-ID'),
        references: `${letter.header('Message-ID')} ${reply.header('Message-ID')}`,
        text: 'Correction : le poids est de 61 kg, à vérifier.',
        files: [],
      }),
    );
    expect(second?.references).toEqual(message?.references);
    expect((await contacts()).get(address('cas'))).toBe('returned');
  });

  test('“no cases” is thanked once and counted', async () => {
    expect(
      (await answer('aucun', 'Bonjour,\n\nPas de cas chez nous.\n\nBien cordialement,\nDr Blanc'))?.outcomes,
    ).toEqual(['declined']);
    const letters = await lettersTo(service, address('aucun'));
    expect(letters).toHaveLength(2);
    expect(letters[1]?.mail.text?.replace(/\s+/g, ' ')).toContain('elle compte dans l’étude');
    expect((await answer('aucun', 'Toujours pas de cas.\nAucun patient.'))?.outcomes).not.toEqual([
      'declined',
    ]);
    expect((await answer('aucun', 'Aucun patient.'))?.outcomes).toEqual(['thanks']);
    expect((await contacts()).get(address('aucun'))).toBe('declined');
  });

  test('STOP, by the program’s own button, ends the calls', async () => {
    const letter = await lastLetterTo(service, address('stop'));
    const to = /mailto:([^?]+)/.exec(letter.header('List-Unsubscribe'))?.[1] ?? '';
    await send(service, await writeMail({ from: address('stop'), to, subject: 'STOP', text: '', files: [] }));
    expect((await contacts()).get(address('stop'))).toBe('stopped');
  });

  test('a bounce is the contact’s', async () => {
    const letter = await lastLetterTo(service, address('rebond'));
    await send(
      service,
      rawMessage({
        from: 'MAILER-DAEMON@mx.chu-appel.test',
        subject: 'Undelivered Mail Returned to Sender',
        headers: {
          'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b',
          'Auto-Submitted': 'auto-replied',
        },
        body: [
          ...[
            '--b',
            'Content-Type: text/plain',
            '',
            'unknown user',
            '--b',
            'Content-Type: message/delivery-status',
            '',
          ],
          ...['Reporting-MTA: dns; mx.chu-appel.test', '', `Final-Recipient: rfc822; ${address('rebond')}`],
          ...['Action: failed', 'Status: 5.1.1', '', '--b', 'Content-Type: text/rfc822-headers', ''],
          ...[`Message-ID: ${letter.header('Message-ID')}`, '', '--b--'],
        ].join('\r\n'),
      }),
    );
    expect((await contacts()).get(address('rebond'))).toBe('bounced');
  });

  test('a colleague who answers in someone’s place answers that call', async () => {
    const message = await answer(
      'collegue',
      'Bonjour,\nAucun cas dans notre service.',
      'autre@chu-appel.test',
    );
    expect(message?.outcomes).toEqual(['declined']);
    expect((await contacts()).get(address('collegue'))).toBe('declined');
  });

  test('any other answer is one, and a person reads it', async () => {
    await answer('merci', 'Nous avons deux cas, je vous envoie les fiches la semaine prochaine.');
    expect((await contacts()).get(address('merci'))).toBe('replied');
  });
});

describe('the second call', () => {
  test('goes to the silent only, after two weeks, and never a third time', async () => {
    expect(await round(true, true)).toMatchObject({ called: 0 });
    now = new Date(now.getTime() + 15 * 86_400_000);
    const before = service.smtp.messages.length;
    expect(await round(true)).toMatchObject({ called: 1 });
    await sendAll();
    expect(service.smtp.messages.slice(before).map(({ to }) => to)).toEqual([[address('silence')]]);
    expect((await lastLetterTo(service, address('silence'))).mail.subject).toContain(
      'Rappel de l’appel à cas',
    );
    now = new Date(now.getTime() + 60 * 86_400_000);
    expect(await round(true, true)).toMatchObject({ called: 0 });
    const { out } = await invite('--status', '--json');
    expect(JSON.parse(out)).toMatchObject({
      counts: {
        returned: 1,
        declined: 2,
        stopped: 1,
        bounced: 1,
        replied: 1,
        silent: 1,
        not_called: 0,
        planned: 0,
      },
    });
  });

  test('a newer list does not move a colleague whose cases are of a centre', async () => {
    await writeFile(join(folder, 'autre.csv'), `email;centre\n${address('cas')};Un autre hôpital\n`);
    expect((await invite(join(folder, 'autre.csv'))).out).toContain('0 new, 0 changed, 1 known');
  });

  test('whoever answers between the plan and the hour is left alone', async () => {
    const form = 'email;centre\nplus.tard@chu-appel.test;CHU d’Appel\n';
    await writeFile(join(folder, 'encore.csv'), form);
    await invite(join(folder, 'encore.csv'));
    await service.query(`update calls set due_at = $1 where state = 'planned'`, [
      new Date(now.getTime() + 3_600_000),
    ]);
    await send(
      service,
      await writeMail({ from: address('plus.tard'), subject: 'STOP', text: 'STOP', files: [] }),
    );
    now = new Date(now.getTime() + 7_200_000);
    await sendAll();
    expect(
      (await lettersTo(service, address('plus.tard'))).filter(({ mail }) => mail.attachments.length > 0),
    ).toEqual([]);
    expect(await service.query(`select state, why_dropped from calls where state = 'dropped'`)).toEqual([
      { state: 'dropped', why_dropped: 'stopped' },
    ]);
  });
});
