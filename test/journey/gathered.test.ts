/**
 * Reminders of several cases to one clinician: one letter a day with all of them; what answers it goes to the case under whose reference it
 * stands, and to no other.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { complete } from '../../scripts/demo/fillings.mjs';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { Sweep } from '../../src/jobs/sweep.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { makeAccount } from '../builders/accounts.js';
import { toFilling, type Written } from '../builders/answers.js';
import { deliveryReport } from '../builders/delivery-report.js';
import { type MailFields, writeMail } from '../builders/mail.js';
import { fillWithPdfLib } from '../sheets/routes.js';
import { lastLetterTo, lettersTo, type Received, send } from './exchange.js';
import { until } from './program.js';
import { openService, type Service } from './service.js';

const study = loadStudy('studies/daratumumab');
/** A Wednesday, 11 h in Paris; and the day of the first reminder. */
const START = '2026-12-02T10:00:00Z';
const FIRST = '2026-12-09T10:00:00Z';
let now = new Date(START);
let service: Service;
let blank: Uint8Array;
let patients = 0;

interface Patient {
  readonly reference: string;
  readonly code: string;
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

const number = (key: string) => study.fields.find((field) => field.key === key)?.number ?? 0;
const AGE = number('patient.age');

function without(written: Written, ...keys: string[]): Written {
  return Object.fromEntries(Object.entries(written).filter(([key]) => !keys.includes(key)));
}

/** Cases of one sender, each without its age and route. */
async function askOfSeveral(sender: string, count: number): Promise<Patient[]> {
  const asked: Patient[] = [];
  for (let at = 0; at < count; at += 1) {
    patients += 1;
    const code = `RAP-${patients}`;
    const written = without({ ...complete, 'patient.code': code }, 'patient.age', 'dara.route');
    const bytes = await fillWithPdfLib(blank, toFilling(study, written));
    const [message] = await send(
      service,
      await writeMail({ from: sender, files: [{ name: 'fiche.pdf', bytes }] }),
    );
    asked.push({ reference: message?.references[0] ?? '', code });
  }
  return asked;
}

const states = async (reference: string): Promise<string[]> => {
  const rows = await service.query<{ state: string; why: string | null }>(
    `select r.state, r.stop_reason as why from reminders r join cases c on c.id = r.case_id where c.reference = $1
     order by r.created_at, r.step`,
    [reference],
  );
  return rows.map(({ state, why }) => (why === null ? state : `${state}: ${why}`));
};
const ofCase = async (reference: string) =>
  (await service.cases()).find((found) => found.reference === reference);
const missingOf = async (reference: string) => (await ofCase(reference))?.missing.toSorted();

/** Until nothing that is due is left, and every letter has gone. */
async function settle(): Promise<void> {
  await service.app().get(Sweep).sweep();
  await until('nothing due', async () => {
    const due = await service.query(`select 1 from reminders where state = 'planned' and due_at <= $1`, [
      now,
    ]);
    const open = await service.query(`select 1 from letters where state in ('waiting', 'sending')`);
    return due.length + open.length === 0;
  });
}

/** On the day of the first reminder; the one letter. */
async function remind(sender: string): Promise<Received> {
  const sent = (await lettersTo(service, sender)).length;
  now = new Date(FIRST);
  await settle();
  await settle();
  const letters = (await lettersTo(service, sender)).slice(sent);
  expect(letters).toHaveLength(1);
  const [letter] = letters;
  if (!letter) throw new Error('no reminder');
  return letter;
}

async function reply(sender: string, letter: Received, text: string, more: Partial<MailFields> = {}) {
  const fields = { subject: `RE: ${letter.mail.subject}`, inReplyTo: letter.header('Message-ID'), files: [] };
  return send(service, await writeMail({ from: sender, text, ...fields, ...more }));
}

describe('whoever has several cases', () => {
  test('is reminded of all of them in one letter, and answers them in one', async () => {
    const sender = 'plusieurs@chu-valmont.test';
    const [one, two, three] = await askOfSeveral(sender, 3);
    if (!one || !two || !three) throw new Error('three cases');
    const letter = await remind(sender);
    expect(letter.mail.subject).toContain('3 fiches');
    expect(letter.header('In-Reply-To')).toBe('');
    for (const { reference, code } of [one, two, three]) {
      expect(letter.mail.text).toContain(`Fiche ${reference}`);
      expect(letter.words).not.toContain(code);
      expect(await states(reference)).toEqual(['sent', 'planned', 'planned']);
    }
    const before = (await lettersTo(service, sender)).length;
    const text = `Bonjour,\n\n${one.reference}\n${AGE}. 54\nvoie IV\n\n${three.reference}\n${AGE}. 61\n`;
    const [message] = await reply(sender, letter, text);
    expect(message?.references.toSorted()).toEqual([one.reference, three.reference]);
    expect(message?.toSee).toBeNull();
    expect(await missingOf(one.reference)).toEqual([]);
    expect(await missingOf(two.reference)).toEqual(['dara.route', 'patient.age']);
    expect(await missingOf(three.reference)).toEqual(['dara.route']);
    expect((await ofCase(one.reference))?.answers['patient.age']).toBe(54);
    expect((await ofCase(three.reference))?.answers['patient.age']).toBe(61);
    // A letter for each case that was answered, in a thread of its own again.
    const answers = (await lettersTo(service, sender)).slice(before);
    expect(answers.map(({ mail }) => /DARA-\d+/.exec(mail.subject ?? '')?.[0]).toSorted()).toEqual([
      one.reference,
      three.reference,
    ]);
    // The next answer to one of these is of that case alone.
    const ofThree = answers.find(({ mail }) => mail.subject?.includes(three.reference));
    if (!ofThree) throw new Error('no letter on the third case');
    await reply(sender, ofThree, 'voie SC', {
      references: `${letter.header('Message-ID')} ${ofThree.header('Message-ID')}`,
    });
    expect(await missingOf(three.reference)).toEqual([]);
    // It is shown in the thread of each.
    const account = await makeAccount(service, { role: 'investigator', now: () => now });
    const thread = (await (await account.fetch(`/api/cases/${two.reference}/thread`)).json()) as {
      kind: string;
      title: string | null;
    }[];
    expect(thread.filter(({ title }) => title === letter.mail.subject)).toHaveLength(1);
  });

  test('an answer without a reference is a person’s, of each of them', async () => {
    const sender = 'sans-reference@chu-valmont.test';
    const cases = await askOfSeveral(sender, 2);
    const letter = await remind(sender);
    const [message] = await reply(sender, letter, `${AGE}. 54`);
    expect(message?.toSee).toBe('words');
    expect(message?.references.toSorted()).toEqual(cases.map(({ reference }) => reference).toSorted());
    for (const { reference } of cases)
      expect(await missingOf(reference)).toEqual(['dara.route', 'patient.age']);
    const answer = await lastLetterTo(service, sender);
    for (const { reference } of cases) expect(answer.mail.text).toContain(reference);
    // Nobody has read it: neither is reminded.
    const sent = (await lettersTo(service, sender)).length;
    await service.query(`update reminders set due_at = $1 where state = 'planned'`, [now]);
    now = new Date('2026-12-10T10:00:00Z');
    await settle();
    expect(await lettersTo(service, sender)).toHaveLength(sent);
  });

  test('a page without its patient code is proposed for each of them, and given to none', async () => {
    const sender = 'page-seule@chu-valmont.test';
    const cases = await askOfSeveral(sender, 2);
    const letter = await remind(sender);
    const bytes = await fillWithPdfLib(blank, toFilling(study, { 'patient.age': '47' }));
    const [message] = await reply(sender, letter, 'Voir ci-joint.', {
      files: [{ name: 'page.pdf', bytes }],
    });
    expect(message?.outcomes).toEqual(['proposed']);
    for (const { reference } of cases)
      expect(await missingOf(reference)).toEqual(['dara.route', 'patient.age']);
  });

  test('STOP under a reference ends those of that case; alone, of all', async () => {
    const sender = 'stop-partiel@chu-valmont.test';
    const [one, two] = await askOfSeveral(sender, 2);
    if (!one || !two) throw new Error('two cases');
    const letter = await remind(sender);
    await reply(sender, letter, `${two.reference}\nSTOP`);
    const ended = ['sent', 'stopped: clinician', 'stopped: clinician'];
    expect(await states(one.reference)).toEqual(['sent', 'planned', 'planned']);
    expect(await states(two.reference)).toEqual(ended);
    const answer = await lastLetterTo(service, sender);
    expect(answer.mail.text).toContain(two.reference);
    expect(answer.mail.text).not.toContain(one.reference);
    await reply(sender, letter, 'STOP');
    expect(await states(one.reference)).toEqual(ended);
  });

  test('a letter that comes back ends those of all', async () => {
    const sender = 'parti@chu-valmont.test';
    const cases = await askOfSeveral(sender, 2);
    const letter = await remind(sender);
    await send(
      service,
      deliveryReport({ recipient: sender, mailId: letter.header('Message-ID'), messageId: '<back@mx.test>' }),
    );
    for (const { reference } of cases)
      expect(await states(reference)).toEqual(['sent', 'stopped: bounced', 'stopped: bounced']);
  });
});
