/** The same sheet again, a corrected one, a stranger's: one case a patient, written to only by who may, with its history. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { complete } from '../../scripts/demo/fillings.mjs';
import { type AnswerChange } from '../../src/core/case/case-answers.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { writeMail } from '../builders/mail.js';
import { openSheetPress, type SheetPress } from '../builders/sheets.js';
import { packObjects } from '../sheets/routes.js';
import { lastLetterTo, lettersTo, openServiceVault, type Received, send } from './exchange.js';
import { openService, type Service } from './service.js';

const study = loadStudy('studies/daratumumab');
let service: Service;
let press: SheetPress;
/** Always from the same texts, whatever was pressed before. */
const BASE = {
  ...{ 'centre.hospital': 'CHU de Valmont', 'centre.city': 'Valmont', 'patient.code': 'VAL-07' },
  ...{
    'disease.associated': '',
    'patient.weight': '61,5',
    'patient.birth_year': '1968',
    'patient.age': '52',
    'dara.infusions': '8',
  },
};
const sheetOf = async (changed: Record<string, string>): Promise<{ name: string; bytes: Uint8Array }> => ({
  name: 'fiche.pdf',
  bytes: await press({ ...BASE, ...changed }),
});

interface HistoryRow {
  readonly version: number;
  readonly actor: string;
  readonly changes: AnswerChange[];
}

/** The case's history, opened. */
async function historyOf(reference: string): Promise<HistoryRow[]> {
  const vault = await openServiceVault(service);
  const rows = await service.query<{ id: string; version: number; actor: string; sealed: Buffer }>(
    `select h.* from case_changes h join cases c on c.id = h.case_id where c.reference = $1 order by version`,
    [reference],
  );
  return rows.map(({ id, version, actor, sealed }) => {
    const changes = vault.openJson(sealed, `case_changes.sealed:${id}`) as AnswerChange[];
    return { version, actor, changes };
  });
}
const caseOf = async (reference: string) =>
  (await service.cases()).find((found) => found.reference === reference);

beforeAll(async () => {
  [service, press] = await Promise.all([openService(), openSheetPress(study, 'fr', complete)]);
  await service.start();
});
afterAll(() => service.stop());

describe('the same again', () => {
  const from = 'meme@chu-meme.test';
  const hospital = { 'centre.hospital': 'CHU du Même' };

  test('the same message delivered twice makes one case and one letter', async () => {
    const raw = await writeMail({
      from,
      messageId: '<same@chu-meme.test>',
      files: [await sheetOf(hospital)],
    });
    // LMTP writes other Received headers: the bytes in the mailbox are not the same.
    const [first, second] = await send(service, raw, raw);
    expect(first).toMatchObject({ outcomes: ['new'], letters: ['complete:sent'], references: ['DARA-0001'] });
    expect(second).toMatchObject({
      outcomes: ['repeated'],
      letters: [],
      references: ['DARA-0001'],
      toSee: null,
    });
    expect(await service.cases()).toHaveLength(1);
    expect(await lettersTo(service, from)).toHaveLength(1);
  });

  test('the same sheet saved by another program and sent anew is told to be known', async () => {
    const { bytes } = await sheetOf(hospital);
    const files = [{ name: 'fiche (1).pdf', bytes: await packObjects(bytes) }];
    const [message] = await send(service, await writeMail({ from, files }));
    expect(message).toMatchObject({ outcomes: ['unchanged'], letters: ['unchanged:sent'] });
    expect(await service.cases()).toHaveLength(1);
    expect((await lastLetterTo(service, from)).mail.subject).toBe('[DARA-0001] Fiche déjà reçue');
    expect(await historyOf('DARA-0001')).toHaveLength(1);
  });

  test('a message without a sheet delivered twice is answered once', async () => {
    const raw = await writeMail({
      from,
      messageId: '<words@chu-meme.test>',
      subject: 'FICHE VIERGE',
      text: 'svp',
    });
    const messages = await send(service, raw, raw);
    expect(messages.map(({ letters }) => letters)).toEqual([['blank_sent:sent'], []]);
  });
});

describe('a corrected sheet', () => {
  const from = 'claire.vasseur@chu-valmont.test';
  let letter: Received;
  let reference: string;

  beforeAll(async () => {
    await send(service, await writeMail({ from, files: [await sheetOf({})] }));
    letter = await lastLetterTo(service, from);
    reference = /DARA-\d+/.exec(letter.mail.subject ?? '')?.[0] ?? '';
  });

  const token = (): string => letter.header('X-Recueil-Thread');
  // Another sender and no code on the sheet: only the thread can tell the case.
  test.each([
    ['In-Reply-To', () => ({ inReplyTo: letter.mail.messageId ?? '' }), '62'],
    [
      'an older letter in References',
      () => ({ references: `${letter.mail.messageId ?? ''} <x@y.test>` }),
      '63',
    ],
    ['the plus-address alone', () => ({ to: letter.mail.replyTo?.text ?? '' }), '64'],
    ['the token in the body alone', () => ({ text: `Voici.\n\n> Suivi : ${token()}\n` }), '65'],
    ['our own header', () => ({ headers: { 'X-Recueil-Thread': token() } }), '66'],
  ])('matched by %s updates the draft, with its history', async (_how, trace, weight) => {
    const before = (await caseOf(reference))?.answers ?? {};
    const cases = (await service.cases()).length;
    const files = [await sheetOf({ 'patient.weight': weight, 'patient.code': '', 'centre.city': '' })];
    const sender = `interne${weight}@chu-valmont.test`;
    const [message] = await send(service, await writeMail({ from: sender, ...trace(), files }));
    expect(message).toMatchObject({
      outcomes: ['updated'],
      letters: ['updated:sent'],
      references: [reference],
    });
    expect(await service.cases()).toHaveLength(cases);
    // Its blanks erased nothing.
    expect((await caseOf(reference))?.answers).toEqual({ ...before, 'patient.weight': Number(weight) });
    const last = (await historyOf(reference)).at(-1);
    expect(last?.actor).toMatch(/^reader@/);
    expect(
      last?.changes.map(({ key, before: was, after }) => [key, was?.answer.value, after.answer.value]),
    ).toEqual([['patient.weight', before['patient.weight'], Number(weight)]]);
    const answer = await lastLetterTo(service, sender);
    expect(answer.mail.subject).toBe(`[${reference}] Fiche mise à jour, complète`);
    expect(answer.words).not.toContain(weight + ' kg');
  });

  test('without a thread, from the same sender by centre and code, updates too', async () => {
    const files = [await sheetOf({ 'patient.weight': '67', 'patient.code': 'val 07' })];
    const [message] = await send(service, await writeMail({ from, files }));
    expect(message).toMatchObject({ outcomes: ['updated'], references: [reference] });
    expect((await caseOf(reference))?.answers).toMatchObject({ 'patient.weight': 67 });
    const versions = (await historyOf(reference)).map(({ version }) => version);
    expect(versions).toEqual(versions.map((_version, at) => at + 1));
  });

  test('that is older than what the case holds fills blanks and replaces nothing', async () => {
    // Messages are read side by side: the newer one was drafted first.
    const shift = `update cases set received_at = received_at + $2::interval where reference = $1`;
    await service.query(shift, [reference, '2 days']);
    const older = { 'patient.weight': '59', 'disease.associated': 'Thyroïdite' };
    const [message] = await send(service, await writeMail({ from, files: [await sheetOf(older)] }));
    await service.query(shift, [reference, '-2 days']);
    expect(message).toMatchObject({ references: [reference], outcomes: ['updated'] });
    expect((await caseOf(reference))?.answers).toMatchObject({
      'patient.weight': 67,
      'disease.associated': 'Thyroïdite',
    });
    const changes = (await historyOf(reference)).at(-1)?.changes;
    expect(changes?.map(({ key, before }) => [key, before])).toEqual([['disease.associated', null]]);
  });

  test('of another sender that only names the hospital and the code makes a draft of its own, for a person to settle', async () => {
    const stranger = 'inconnu@ailleurs.test';
    const before = await caseOf(reference);
    const files = [await sheetOf({ 'patient.weight': '99' })];
    const subject = `Re: [${reference}] Fiche reçue`;
    const [message] = await send(service, await writeMail({ from: stranger, subject, files }));
    expect(message).toMatchObject({ outcomes: ['proposed'], letters: ['complete:sent'], toSee: 'proposed' });
    expect(message?.references).not.toContain(reference);
    expect(await caseOf(reference)).toEqual(before);
    expect((await lastLetterTo(service, stranger)).words).not.toContain(reference);
    const [row] = await service.query(
      `select state from readings where case_id = (select id from cases where reference = $1)`,
      [message?.references[0]],
    );
    expect(row).toEqual({ state: 'proposed' });
  });

  test('with the case’s reference in its subject alone writes nothing to it', async () => {
    const before = await caseOf(reference);
    const files = [await sheetOf({ 'patient.code': '', 'centre.hospital': '', 'patient.weight': '98' })];
    const subject = `[${reference}] ${reference}`;
    const [message] = await send(
      service,
      await writeMail({ from: 'x@ailleurs.test', subject, text: reference, files }),
    );
    // An investigator is shown which case it names.
    expect(message).toMatchObject({ outcomes: ['proposed'], toSee: 'proposed' });
    expect(await caseOf(reference)).toEqual(before);
  });

  test('under a token that was not signed here writes nothing', async () => {
    const before = await caseOf(reference);
    const real = token();
    const forged = real.slice(0, -1) + (real.endsWith('a') ? 'b' : 'a');
    const files = [await sheetOf({ 'patient.code': '', 'patient.weight': '97' })];
    const to = `recueil+${forged}@etude-dara.test`;
    await send(service, await writeMail({ from: 'y@ailleurs.test', to, text: forged, files }));
    expect(await caseOf(reference)).toEqual(before);
  });

  test('of a confirmed case waits beside it', async () => {
    await service.query(`update cases set state = 'confirmed' where reference = $1`, [reference]);
    const before = await caseOf(reference);
    const history = (await historyOf(reference)).length;
    const inReplyTo = letter.mail.messageId ?? '';
    const files = [await sheetOf({ 'patient.weight': '71' })];
    const [message] = await send(service, await writeMail({ from, inReplyTo, files }));
    expect(message).toMatchObject({ outcomes: ['waiting'], letters: ['waiting:sent'], toSee: 'waiting' });
    expect(await caseOf(reference)).toEqual(before);
    expect(await historyOf(reference)).toHaveLength(history);
    const rows = await service.query(`select state from readings where message_id = $1`, [message?.id]);
    expect(rows).toEqual([{ state: 'waiting' }]);
    expect((await lastLetterTo(service, from)).mail.subject).toBe(
      `[${reference}] Nouvelle fiche transmise à un investigateur`,
    );
  });
});
