/**
 * Letters that come back, on a clock that is moved: for good, the reminders end and a person is told why; not for good, another goes later, three
 * times at most; a delay changes nothing; and what never saw a letter of ours stops nothing.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { complete } from '../../scripts/demo/fillings.mjs';
import { Sweep } from '../../src/jobs/sweep.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { makeAccount } from '../builders/accounts.js';
import { BOUNCES, type BounceSample } from '../builders/bounces.js';
import { writeMail } from '../builders/mail.js';
import { openSheetPress, type SheetPress } from '../builders/sheets.js';
import { lastLetterTo, lettersTo, type Received, send } from './exchange.js';
import { until } from './program.js';
import { openService, type Service } from './service.js';

const study = loadStudy('studies/daratumumab');
/** A Wednesday, 11 h in Paris. */
const START = '2026-12-02T10:00:00Z';
let now = new Date(START);
let service: Service;
let press: SheetPress;
let patients = 0;

beforeAll(async () => {
  const { 'patient.age': _age, ...written } = complete;
  [service, press] = await Promise.all([
    openService({ start: { now: () => now } }),
    openSheetPress(study, 'fr', written),
  ]);
  await service.start();
});
afterAll(() => service.stop());
beforeEach(() => void (now = new Date(START)));

interface Asked {
  readonly sender: string;
  readonly reference: string;
  readonly letter: Received;
}

async function ask(): Promise<Asked> {
  patients += 1;
  const sender = `medecin${patients}@chu-valmont.test`;
  const files = [{ name: 'fiche.pdf', bytes: await press({ 'patient.code': `RET-${patients}` }) }];
  const [message] = await send(service, await writeMail({ from: sender, files }));
  return { sender, reference: message?.references[0] ?? '', letter: await lastLetterTo(service, sender) };
}
const sample = (name: string): BounceSample => {
  const found = BOUNCES.find((one) => one.name === name);
  if (!found) throw new Error(`no sample ${name}`);
  return found;
};
const HARD = sample('Postfix, unknown user');
const FULL = sample('Orange, mailbox full');

async function bounce(
  { write }: BounceSample,
  recipient: string,
  letter: Received,
  change = (raw: string) => raw,
) {
  const raw = write({
    recipient,
    mailId: letter.header('Message-ID'),
    messageId: `<${randomUUID()}@mx.test>`,
  });
  const [message] = await send(service, change(raw));
  return message;
}
const reminders = async (reference: string): Promise<string[]> => {
  const rows = await service.query<{ state: string; why: string | null }>(
    `select r.state, r.stop_reason as why from reminders r join cases c on c.id = r.case_id where c.reference = $1
     order by r.step`,
    [reference],
  );
  return rows.map(({ state, why }) => (why === null ? state : `${state}: ${why}`));
};
const PLANNED = Array(3).fill('planned') as string[];
const ENDED = Array(3).fill('stopped: bounced') as string[];

async function wakeUntil(what: string, isDone: () => Promise<boolean>): Promise<void> {
  await service.app().get(Sweep).sweep();
  await until(what, isDone);
}

describe('for good', () => {
  test.each(
    BOUNCES.filter(({ expected }) => expected.kind === 'hard').map((one) => [one.name, one] as const),
  )('%s', async (_name, one) => {
    const { sender, reference, letter } = await ask();
    const message = await bounce(one, sender, letter);
    expect(message).toMatchObject({ outcomes: ['bounce'], toSee: 'bounced', letters: [] });
    expect(message?.references).toEqual([reference]);
    expect(await reminders(reference)).toEqual(ENDED);
    const account = await makeAccount(service, { role: 'investigator', now: () => now });
    const { rows } = (await (await account.fetch(`/api/letters?reference=${reference}`)).json()) as {
      rows: { state: string; bounceReason: string | null }[];
    };
    expect(rows).toEqual([expect.objectContaining({ state: 'bounced', bounceReason: one.expected.reason })]);
    expect(await lettersTo(service, sender)).toHaveLength(1);
  });

  test('the Message-ID changed on the way: by the token, to the address that it did not reach', async () => {
    const { sender, reference, letter } = await ask();
    const { letter: other, reference: elsewhere } = await ask();
    const token = letter.header('X-Recueil-Thread');
    await bounce(HARD, sender, other, (raw) =>
      raw.replace(other.header('Message-ID'), `<ABC@outlook.test>\r\nX-Recueil-Thread: ${token}`),
    );
    expect(await reminders(reference)).toEqual(ENDED);
    expect(await reminders(elsewhere)).toEqual(PLANNED);
  });

  test('a notice of a notice goes nowhere', async () => {
    const { sender, letter } = await ask();
    const before = service.smtp.messages.length;
    await bounce(HARD, sender, letter);
    await bounce(HARD, sender, letter, (raw) => raw.replace('Subject: ', 'Subject: [DARA-0001] '));
    expect(service.smtp.messages.length).toBe(before);
  });
});

describe('not for good', () => {
  test('another goes after hours in which people work, as another letter of the thread', async () => {
    const { sender, reference, letter } = await ask();
    const message = await bounce(FULL, sender, letter);
    expect(message).toMatchObject({ outcomes: ['bounce_retried'], toSee: null });
    expect(await reminders(reference)).toEqual(PLANNED);
    now = new Date('2026-12-02T13:59:00Z');
    await service.app().get(Sweep).sweep();
    expect(await lettersTo(service, sender)).toHaveLength(1);
    now = new Date('2026-12-02T14:00:00Z');
    await wakeUntil('the letter', async () => (await lettersTo(service, sender)).length === 2);
    const again = await lastLetterTo(service, sender);
    expect(again.header('Message-ID')).not.toBe(letter.header('Message-ID'));
    expect(again.header('X-Recueil-Thread')).toBe(letter.header('X-Recueil-Thread'));
    expect(again.mail.text).toBe(letter.mail.text);
    // What answers it is of the case, read against what it asked.
    const number = study.fields.find(({ key }) => key === 'patient.age')?.number ?? 0;
    await send(
      service,
      await writeMail({
        from: sender,
        inReplyTo: again.header('Message-ID'),
        subject: `Re: ${again.mail.subject ?? ''}`,
        text: `${number}. 52`,
        files: [],
      }),
    );
    expect((await service.cases()).find((one) => one.reference === reference)?.answers['patient.age']).toBe(
      52,
    );
    expect(await reminders(reference)).toEqual(Array(3).fill('stopped: answered'));
  });

  test('three times, then a person is told', async () => {
    const { sender, reference } = await ask();
    const hours = ['2026-12-02T14:00:00Z', '2026-12-03T14:00:00Z', '2026-12-07T08:00:00Z'];
    for (const [at, hour] of hours.entries()) {
      await bounce(FULL, sender, await lastLetterTo(service, sender));
      now = new Date(hour);
      await wakeUntil(`letter ${at + 2}`, async () => (await lettersTo(service, sender)).length === at + 2);
    }
    const last = await bounce(FULL, sender, await lastLetterTo(service, sender));
    expect(last).toMatchObject({ outcomes: ['bounce'], toSee: 'bounced' });
    expect((await reminders(reference)).every((state) => state === 'stopped: bounced')).toBe(true);
    now = new Date('2027-02-01T10:00:00Z');
    await service.app().get(Sweep).sweep();
    expect(await lettersTo(service, sender)).toHaveLength(4);
  });

  test('the same notice twice makes one letter', async () => {
    const { sender, letter } = await ask();
    await bounce(FULL, sender, letter);
    await bounce(FULL, sender, letter);
    const rows = await service.query(
      `select 1 from letters where instead_of is not null and state = 'waiting'`,
    );
    expect(rows).toHaveLength(1);
  });
});

describe('nothing', () => {
  test('a delay', async () => {
    const { sender, reference, letter } = await ask();
    const message = await bounce(sample('Exim, a warning'), sender, letter);
    expect(message).toMatchObject({ outcomes: ['delayed'], toSee: null, letters: [] });
    expect(await reminders(reference)).toEqual(PLANNED);
  });

  test('a notice that names no letter of ours', async () => {
    const { sender, reference } = await ask();
    for (const one of [HARD, FULL]) {
      const raw = one.write({
        recipient: sender,
        mailId: `<r.${randomUUID()}@etude-dara.test>`,
        messageId: `<${randomUUID()}@mx.test>`,
      });
      const [message] = await send(service, raw);
      expect(message?.outcomes).toEqual(['no_sheet']);
    }
    expect(await reminders(reference)).toEqual(PLANNED);
    expect(await lettersTo(service, sender)).toHaveLength(1);
  });
});
