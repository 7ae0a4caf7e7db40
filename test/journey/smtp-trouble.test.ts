/** Trouble with the mail server, all the way: what a letter's row says of its fate is true, and nobody gets a letter twice. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Study } from '../../src/core/study/study.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { writeMail } from '../builders/mail.js';
import { openSheetPress, type SheetPress } from '../builders/sheets.js';
import { freePorts } from '../fakes/dovecot.js';
import { type SmtpSink, startSmtpSink } from '../fakes/smtp-sink.js';
import { until } from './program.js';
import { openService, type Service } from './service.js';

const study: Study = loadStudy('studies/daratumumab');
let service: Service;
let press: SheetPress;
let port: number;
let sink: SmtpSink | undefined;
let patients = 0;

interface LetterRow {
  readonly state: string;
  readonly attempts: number;
  readonly last_error: string | null;
  readonly mail_id: string;
}

/** Sends one patient's sheet, and gives the way to its letter. */
async function sendSheet(): Promise<() => Promise<LetterRow | undefined>> {
  patients += 1;
  const bytes = await press({ 'patient.code': `VAL-${patients}` });
  const from = `medecin${patients}@chu-valmont.test`;
  await service.dovecot.deliver(await writeMail({ from, files: [{ name: 'fiche.pdf', bytes }] }));
  const position = patients;
  return async () => {
    const letters = await service.query<LetterRow>(
      'select state, attempts, last_error, mail_id from letters order by created_at',
    );
    return letters[position - 1];
  };
}

async function untilState(
  find: () => Promise<LetterRow | undefined>,
  ...states: string[]
): Promise<LetterRow> {
  let letter: LetterRow | undefined;
  await until(`a letter that is ${states.join(' or ')}`, async () =>
    states.includes((letter = await find())?.state ?? ''),
  );
  if (!letter) throw new Error('there is no letter');
  return letter;
}

/** How many times the server got this letter. */
function countReceived({ mail_id }: LetterRow): number {
  return (sink?.messages ?? []).filter(({ raw }) => raw.includes(mail_id)).length;
}

beforeAll(async () => {
  [port] = await freePorts(2);
  service = await openService({ env: { SMTP_URL: `smtp://127.0.0.1:${port}` } });
  press = await openSheetPress(study, 'fr', {
    'centre.hospital': 'CHU de Valmont',
    'disease.diagnosis': 'itp',
  });
  await service.start();
});
afterAll(async () => {
  await service.stop();
  await sink?.stop();
});

describe('the mail server', () => {
  test('is down at first: the letter waits and is sent once it is there', async () => {
    const find = await sendSheet();
    await until('a first try', async () => (await find())?.last_error === 'unreachable');
    expect((await find())?.state).toBe('waiting');
    sink = await startSmtpSink({ port });
    const letter = await untilState(find, 'sent', 'failed', 'uncertain');
    expect(letter.state).toBe('sent');
    expect(letter.attempts).toBeGreaterThan(1);
    expect(countReceived(letter)).toBe(1);
  });

  test.each([
    ['to the recipient', 'rcpt', 450],
    ['too many today', 'data', 454],
    ['after the data', 'data', 451],
  ] as const)('says "later" %s: the letter is sent at the next try', async (_where, at, code) => {
    sink?.next({ kind: 'answer', at, code });
    const letter = await untilState(await sendSheet(), 'sent', 'failed', 'refused', 'uncertain');
    expect(letter).toMatchObject({ state: 'sent', attempts: 2, last_error: null });
    expect(countReceived(letter)).toBe(1);
  });

  test('has had enough of us on this line (421): the letter is sent on another, once', async () => {
    sink?.next({ kind: 'answer', at: 'rcpt', code: 421 });
    const letter = await untilState(await sendSheet(), 'sent', 'failed', 'refused', 'uncertain');
    expect(letter).toMatchObject({ state: 'sent', last_error: null });
    expect(countReceived(letter)).toBe(1);
  });

  test.each([
    ['to the recipient', 'rcpt', 550],
    ['after the data', 'data', 554],
  ] as const)('says no %s: the letter is refused and not tried again', async (_where, at, code) => {
    sink?.next({ kind: 'answer', at, code });
    const letter = await untilState(await sendSheet(), 'sent', 'failed', 'refused', 'uncertain');
    expect(letter).toMatchObject({ state: 'refused', attempts: 1, last_error: `smtp_${code}` });
    expect(countReceived(letter)).toBe(0);
  });

  test('goes away before the data: the letter cannot have been taken, and is sent', async () => {
    sink?.next({ kind: 'cut', at: 'rcpt' });
    const letter = await untilState(await sendSheet(), 'sent', 'failed', 'refused', 'uncertain');
    expect(letter.state).toBe('sent');
    expect(countReceived(letter)).toBe(1);
  });

  test.each([
    ['having taken it', true],
    ['having lost it', false],
  ])('goes away after the last byte, %s: nobody knows, and nothing is sent again', async (_what, keeps) => {
    sink?.next({ kind: 'cut', at: 'end', keeps });
    const find = await sendSheet();
    const letter = await untilState(find, 'sent', 'failed', 'refused', 'uncertain');
    expect(letter).toMatchObject({ state: 'uncertain', attempts: 1 });
    // Neither by a restart nor behind the next letters.
    await service.halt();
    await service.start();
    await untilState(await sendSheet(), 'sent');
    expect(await find()).toEqual(letter);
    expect(countReceived(letter)).toBe(keeps ? 1 : 0);
  });

  test('leaves nothing to be done', async () => {
    await until('no job', async () => (await service.query('select 1 from bullmq.job')).length === 0);
    const [doubles] = await service.query<{ count: string }>(
      'select count(*) from letters group by outcome_id having count(*) > 1',
    );
    expect(doubles).toBeUndefined();
    const ids = (sink?.messages ?? []).map(({ raw }) => /^Message-ID:\s*(<[^>]+>)/im.exec(raw)?.[1]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
