/**
 * Reminders, on a clock that is moved: planned with the letter that asks, sent on a working day in its thread, of what is still missing;
 * ended by an answer, a closed case, a bounce, STOP, an investigator; never twice.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { complete } from '../../scripts/demo/fillings.mjs';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { Sweep } from '../../src/jobs/sweep.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { makeAccount, type Account } from '../builders/accounts.js';
import { toFilling, type Written } from '../builders/answers.js';
import { writeMail } from '../builders/mail.js';
import { rawMessage } from '../builders/mime.js';
import { fillWithPdfLib } from '../sheets/routes.js';
import { lastLetterTo, lettersTo, send } from './exchange.js';
import { until } from './program.js';
import { openService, type Service } from './service.js';

const study = loadStudy('studies/daratumumab');
/** A Wednesday, 11 h in Paris. */
const START = '2026-12-02T10:00:00Z';
let now = new Date(START);
let service: Service;
let blank: Uint8Array;
let patients = 0;

interface ReminderRow {
  readonly id: string;
  readonly step: number;
  readonly state: string;
  readonly stop_reason: string | null;
  readonly due_at: Date;
}

beforeAll(async () => {
  [service, blank] = await Promise.all([
    openService({ start: { now: () => now } }),
    writeSheetPdf(study, 'fr'),
  ]);
  await service.start();
});
afterAll(() => service.stop());
beforeEach(() => void (now = new Date(START)));

/** A sheet without its dose and route, from a sender of its own; the case, and who wrote. */
async function askSomeone(): Promise<{ reference: string; sender: string; written: Written }> {
  patients += 1;
  const sender = `medecin${patients}@chu-valmont.test`;
  const written = without({ ...complete, 'patient.code': `RAP-${patients}` }, 'dara.dose', 'patient.age');
  const [message] = await sendSheet(sender, written);
  return { reference: message?.references[0] ?? '', sender, written };
}

async function sendSheet(sender: string, written: Written, inReplyTo?: string) {
  const bytes = await fillWithPdfLib(blank, toFilling(study, written));
  return send(
    service,
    await writeMail({
      from: sender,
      ...(inReplyTo === undefined ? {} : { inReplyTo }),
      files: [{ name: 'fiche.pdf', bytes }],
    }),
  );
}

function without(written: Written, ...keys: string[]): Written {
  return Object.fromEntries(Object.entries(written).filter(([key]) => !keys.includes(key)));
}

const reminders = (reference: string): Promise<ReminderRow[]> =>
  service.query<ReminderRow>(
    `select r.* from reminders r join cases c on c.id = r.case_id where c.reference = $1 order by r.created_at, r.step`,
    [reference],
  );
const states = async (reference: string): Promise<string[]> =>
  (await reminders(reference)).map(({ state, stop_reason: why }) =>
    why === null ? state : `${state}: ${why}`,
  );
const inParis = (date: Date): string =>
  DateTime.fromJSDate(date, { zone: 'Europe/Paris' }).toFormat('ccc dd/MM/yyyy HH:mm', { locale: 'en' });

async function wake(): Promise<void> {
  await service.app().get(Sweep).sweep();
}

/** Until nothing that is due is left, and every letter has gone. */
async function settle(): Promise<void> {
  await until('nothing due', async () => {
    const due = await service.query(`select 1 from reminders where state = 'planned' and due_at <= $1`, [
      now,
    ]);
    const open = await service.query(`select 1 from letters where state in ('waiting', 'sending')`);
    return due.length + open.length === 0;
  });
}

function post(account: Account, path: string, body?: object): Promise<Response> {
  return account.fetch(path, { method: 'POST', ...(body && { body }) });
}

describe('a letter that asks', () => {
  test('plans three, on working days', async () => {
    const { reference } = await askSomeone();
    expect(await states(reference)).toEqual(['planned', 'planned', 'planned']);
    expect((await reminders(reference)).map(({ due_at: at }) => inParis(at))).toEqual([
      'Wed 09/12/2026 11:00',
      'Wed 23/12/2026 11:00',
      // 16 January 2027 is a Saturday.
      'Mon 18/01/2027 09:00',
    ]);
  });

  test('of a complete sheet plans none', async () => {
    const [message] = await sendSheet('complet@chu-valmont.test', { ...complete, 'patient.code': 'RAP-C' });
    expect(await reminders(message?.references[0] ?? '')).toEqual([]);
  });
});

describe('when its day has come', () => {
  test('it goes once, in the thread, of what is still missing, and says how to end it', async () => {
    const { reference, sender } = await askSomeone();
    const asked = await lastLetterTo(service, sender);
    await wake();
    expect(await lettersTo(service, sender)).toHaveLength(1);
    now = new Date('2026-12-09T10:00:00Z');
    await Promise.all([wake(), wake()]);
    await settle();
    await wake();
    await settle();
    const letters = await lettersTo(service, sender);
    expect(letters).toHaveLength(2);
    const reminder = letters[1];
    expect(reminder?.mail.subject).toContain(`[${reference}]`);
    expect(reminder?.header('In-Reply-To')).toBe(asked.header('Message-ID'));
    expect(reminder?.header('Auto-Submitted')).toBe('auto-generated');
    expect(reminder?.mail.text).toContain('STOP');
    const number = study.fields.find(({ key }) => key === 'patient.age')?.number ?? 0;
    expect(reminder?.mail.text).toContain(`${number}. `);
    expect(reminder?.words).not.toContain('RAP-');
    expect(await states(reference)).toEqual(['sent', 'planned', 'planned']);
  });

  test('a service that was away sends it at the next opening, not at night', async () => {
    const { reference, sender } = await askSomeone();
    now = new Date('2026-12-11T22:30:00Z');
    await wake();
    await until('another hour', async () => {
      const [first] = await reminders(reference);
      return first !== undefined && first.due_at > now;
    });
    const [first] = await reminders(reference);
    expect(inParis(first?.due_at ?? now)).toBe('Mon 14/12/2026 09:00');
    expect(await lettersTo(service, sender)).toHaveLength(1);
  });
});

test('it waits while an answer in words has not been read', async () => {
  const { reference, sender } = await askSomeone();
  const asked = await lastLetterTo(service, sender);
  const text = 'Bonjour,\n\nla cinquantaine, seize mg/kg.';
  await send(
    service,
    await writeMail({ from: sender, inReplyTo: asked.header('Message-ID'), text, files: [] }),
  );
  const before = (await lettersTo(service, sender)).length;
  now = new Date('2026-12-09T10:00:00Z');
  await wake();
  await until('another day', async () => ((await reminders(reference))[0]?.due_at ?? now) > now);
  expect(await lettersTo(service, sender)).toHaveLength(before);
  await service.query(`update messages set to_see = null where to_see = 'words'`);
  now = new Date('2026-12-10T10:00:00Z');
  await wake();
  await until('the reminder', async () => (await lettersTo(service, sender)).length > before);
});

describe('it ends', () => {
  test('when the answer has come, in the transaction that brings it', async () => {
    const { reference, sender, written } = await askSomeone();
    const asked = await lastLetterTo(service, sender);
    await sendSheet(
      sender,
      { ...complete, ...written, 'dara.dose': '16', 'patient.age': '52' },
      asked.header('Message-ID'),
    );
    expect(await states(reference)).toEqual(['stopped: answered', 'stopped: answered', 'stopped: answered']);
  });

  test('when an investigator enters what was missing, or sets the case aside', async () => {
    const account = await makeAccount(service, { role: 'investigator', now: () => now });
    const { reference } = await askSomeone();
    const { version } = (await (await account.fetch(`/api/cases/${reference}`)).json()) as {
      version: number;
    };
    const answer = await post(account, `/api/cases/${reference}/set-aside`, {
      version,
      reason: 'not_eligible',
      note: null,
    });
    expect(answer.status).toBe(200);
    expect(await states(reference)).toEqual(Array(3).fill('stopped: set_aside'));
  });

  test('when a letter comes back', async () => {
    const { reference, sender } = await askSomeone();
    const asked = await lastLetterTo(service, sender);
    const report = rawMessage({
      from: 'MAILER-DAEMON@mx.chu-valmont.test',
      subject: 'Undelivered Mail Returned to Sender',
      headers: { 'Content-Type': 'multipart/report; report-type=delivery-status; boundary="b"' },
      body: [
        '--b',
        'Content-Type: text/plain',
        '',
        'unknown user',
        '--b',
        'Content-Type: message/delivery-status',
        '',
        'Reporting-MTA: dns; mx.chu-valmont.test',
        '',
        `Final-Recipient: rfc822; ${sender}`,
        'Action: failed',
        'Status: 5.1.1',
        '',
        '--b',
        'Content-Type: text/rfc822-headers',
        '',
        `Message-ID: ${asked.header('Message-ID')}`,
        '',
        '--b--',
      ].join('\r\n'),
    });
    await send(service, report);
    expect(await states(reference)).toEqual(Array(3).fill('stopped: bounced'));
  });

  test('when the clinician writes STOP, for good; “stop du daratumumab” is an answer', async () => {
    const { reference, sender, written } = await askSomeone();
    const asked = await lastLetterTo(service, sender);
    const answer = (text: string) =>
      writeMail({
        from: sender,
        subject: 'Re: fiche',
        inReplyTo: asked.header('Message-ID'),
        text,
        files: [],
      });
    await send(service, await answer('Bonjour,\n\nstop du daratumumab en mars 2021.\n\n> STOP'));
    expect(await states(reference)).toEqual(['planned', 'planned', 'planned']);
    await send(service, await answer('Bonjour,\n\nSTOP\n\nMerci'));
    expect(await states(reference)).toEqual(Array(3).fill('stopped: clinician'));
    // A newer sheet that still lacks something is asked about once, and reminded of never.
    await sendSheet(sender, { ...written, 'dara.dose': '16' }, asked.header('Message-ID'));
    expect((await states(reference)).filter((state) => state === 'planned')).toEqual([]);
  });
});

describe('an investigator', () => {
  test('sees it before it goes, holds it, lets it go, sends it at once', async () => {
    const account = await makeAccount(service, { role: 'investigator', now: () => now });
    const { reference, sender } = await askSomeone();
    const listed = (await (await account.fetch(`/api/reminders?reference=${reference}`)).json()) as {
      id: string;
      step: number;
      preview: { subject: string; text: string };
    }[];
    expect(listed.map(({ step }) => step)).toEqual([1, 2, 3]);
    const [first] = listed;
    if (!first) throw new Error('no reminder');
    expect((await post(account, `/api/reminders/${first.id}/hold`)).status).toBe(200);
    now = new Date('2026-12-10T10:00:00Z');
    await wake();
    await settle();
    expect((await states(reference))[0]).toBe('held');
    expect(await lettersTo(service, sender)).toHaveLength(1);
    // At night, too: a person says so.
    now = new Date('2026-12-02T23:00:00Z');
    const again = await makeAccount(service, { role: 'investigator', now: () => now });
    expect((await post(again, `/api/reminders/${first.id}/send-now`)).status).toBe(200);
    await until('the reminder', async () => (await lettersTo(service, sender)).length === 2);
    const sent = await lastLetterTo(service, sender);
    expect(sent.mail.subject).toBe(first.preview.subject);
    expect(sent.mail.text?.replace(/\s+/g, ' ')).toContain(
      first.preview.text.split('\n\n')[1]?.replace(/\s+/g, ' ') ?? '?',
    );
    expect((await post(again, `/api/reminders/${first.id}/hold`)).status).toBe(409);
  });

  test('stops them for the case, and asks a question of her own in the same thread', async () => {
    const account = await makeAccount(service, { role: 'investigator', now: () => now });
    const { reference, sender } = await askSomeone();
    expect((await post(account, `/api/cases/${reference}/reminders/stop`)).status).toBe(204);
    expect(await states(reference)).toEqual(Array(3).fill('stopped: investigator'));
    const question = { name: 'dara.schedule', text: 'Le rythme a-t-il changé en cours de traitement ?' };
    expect((await post(account, `/api/cases/${reference}/queries`, question)).status).toBe(201);
    expect((await post(account, `/api/cases/${reference}/letters/ask`)).status).toBe(200);
    await until('the question', async () => (await lettersTo(service, sender)).length === 2);
    const letter = await lastLetterTo(service, sender);
    expect(letter.mail.text?.replace(/\s+/g, ' ')).toContain(
      'Le rythme a-t-il changé en cours de traitement',
    );
    const queries = await service.query<{ state: string }>(`select state from queries`);
    expect(queries.map(({ state }) => state)).toEqual(['asked']);
  });

  test('the lead sets other delays; switched off, none goes', async () => {
    const lead = await makeAccount(service, { role: 'lead', now: () => now });
    const put = (body: object) => lead.fetch('/api/settings/reminders', { method: 'PUT', body });
    expect((await put({ enabled: true, days: [5, 3] })).status).toBe(400);
    expect((await put({ enabled: true, days: [2, 30] })).status).toBe(200);
    const { reference, sender } = await askSomeone();
    expect((await reminders(reference)).map(({ due_at: at }) => inParis(at))).toEqual([
      'Fri 04/12/2026 11:00',
      // The first of January is a holiday, a Friday.
      'Mon 04/01/2027 09:00',
    ]);
    expect((await put({ enabled: false, days: [2, 30] })).status).toBe(200);
    now = new Date('2026-12-04T10:00:00Z');
    await wake();
    await until('its end', async () => (await states(reference))[0] === 'stopped: disabled');
    expect(await lettersTo(service, sender)).toHaveLength(1);
    const back = await makeAccount(service, { role: 'lead', now: () => now });
    await back.fetch('/api/settings/reminders', {
      method: 'PUT',
      body: { enabled: true, days: [7, 21, 45] },
    });
  });
});
