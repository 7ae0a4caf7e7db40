/**
 * The personal link, on real parts: a letter brings it, its page completes the case in place of an e-mail, and nothing behind it is shown
 * to whoever has not read the code that is mailed to its address.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { complete } from '../../scripts/demo/fillings.mjs';
import { Sweep } from '../../src/jobs/sweep.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { makeAccount } from '../builders/accounts.js';
import { toFilling, type Written } from '../builders/answers.js';
import { deliveryReport } from '../builders/delivery-report.js';
import { writeMail } from '../builders/mail.js';
import { fillWithPdfLib } from '../sheets/routes.js';
import { lastLetterTo, lettersTo, type Received, send } from './exchange.js';
import { until } from './program.js';
import { openService, type Service } from './service.js';

const study = loadStudy('studies/daratumumab');
const PUBLIC_URL = 'https://recueil.chu-valmont.test';
const START = '2026-12-02T10:00:00Z';
let now = new Date(START);
let service: Service;
let blank: Uint8Array;
let patients = 0;

beforeAll(async () => {
  [service, blank] = await Promise.all([
    openService({ env: { PUBLIC_URL }, start: { now: () => now } }),
    writeSheetPdf(study, 'fr'),
  ]);
  await service.start();
});
afterAll(() => service.stop());
beforeEach(async () => {
  now = new Date(START);
  // The clock goes back between tests, and waits were counted in its future.
  await service.query('delete from sign_in_delays');
});

const number = (key: string) => String(study.fields.find((field) => field.key === key)?.number ?? 0);

interface Item {
  readonly id: string;
  readonly number: string;
  readonly label: string | null;
  readonly control: string;
  readonly reason: string | null;
  readonly isSaved: boolean;
  readonly saved: { readonly text: string; readonly codes: readonly string[] } | null;
  readonly known: string | null;
}
interface Page {
  readonly code?: string;
  readonly state: string;
  readonly reference: string;
  readonly isProven: boolean;
  readonly items: readonly Item[];
}
interface Answered<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}

async function call<T>(
  path: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<Answered<T>> {
  const response = await fetch(`http://127.0.0.1:${service.port()}/api/answer/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-recueil': 'console', ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: (text === '' ? {} : JSON.parse(text)) as T,
    headers: response.headers,
  };
}
const look = async (token: string, proof?: string) =>
  (await call<Page>('look', { token, ...(proof !== undefined && { proof }) })).body;
const refusal = async (path: string, body: object) => {
  const { status, body: told } = await call<{ code: string }>(path, body);
  return [status, told.code];
};
const text = (id: string, words: string) => ({ id, text: words, codes: [] });
const tick = (id: string, ...codes: string[]) => ({ id, text: '', codes });
const sendForm = (token: string, entries: object[], more: object = {}) =>
  call<{ state: string; doubts: { id: string; kind: string; words: string }[]; code?: string }>('send', {
    token,
    entries,
    submissionId: randomUUID(),
    isSure: false,
    ...more,
  });

/** Each address of the page in a letter's text, and the same in its HTML. */
function linksIn({ mail }: Received): string[] {
  const found = (words: string) => [...new Set(words.match(/https:\/\/[^\s"<>]+/g) ?? [])];
  expect(found(typeof mail.html === 'string' ? mail.html : '')).toEqual(found(mail.text ?? ''));
  return found(mail.text ?? '');
}
const tokenOf = (url = '') => url.slice(url.indexOf('#') + 1);

interface Asked {
  readonly reference: string;
  readonly code: string;
  readonly token: string;
  readonly letter: Received;
}

/** A sheet with answers taken out or put in their place, and the letter that asks. */
async function ask(sender: string, other: Written): Promise<Asked> {
  patients += 1;
  const code = `LIEN-${patients}`;
  const written = Object.entries({ ...complete, 'patient.code': code, ...other }).filter(
    ([, value]) => value !== '',
  );
  const bytes = await fillWithPdfLib(blank, toFilling(study, Object.fromEntries(written)));
  const files = [{ name: 'fiche.pdf', bytes }];
  const [message] = await send(service, await writeMail({ from: sender, files }));
  const letter = await lastLetterTo(service, sender);
  const [url] = linksIn(letter);
  return { reference: message?.references[0] ?? '', code, token: tokenOf(url), letter };
}

const answersOf = async (reference: string) =>
  (await service.cases()).find((found) => found.reference === reference)?.answers ?? {};
const ofCase = async (reference: string) =>
  (await service.cases()).find((found) => found.reference === reference);

/** Until what was sent from the page has been answered; the letter. */
async function answered(sender: string, before: number): Promise<Received> {
  await until('the answer', async () => (await lettersTo(service, sender)).length > before);
  return lastLetterTo(service, sender);
}

const AGE = 'patient.age';
const ROUTE = 'dara.route';
const DOSE = 'followup.visits.m0.prednisone';

describe('the letter', () => {
  test('that asks carries one link for its case; the one that asks nothing carries none', async () => {
    const sender = 'lettre@chu-valmont.test';
    const { letter, token, reference, code } = await ask(sender, { [AGE]: '' });
    expect(linksIn(letter)).toEqual([`${PUBLIC_URL}/answer#${token}`]);
    expect(token).toMatch(/^[a-z2-7]{50}$/);
    expect(letter.mail.text).toContain('31/01/2027');
    const [row] = await service.query<{ id: string }>(
      `select l.id from answer_links l join cases c on c.id = l.case_id where c.reference = $1`,
      [reference],
    );
    // Neither the case nor the link's id stands in it in clear.
    expect(token).not.toContain(row?.id.slice(0, 8));
    await sendForm(token, [text(AGE, '52')]);
    const complete = await answered(sender, 1);
    expect(linksIn(complete)).toEqual([]);
    expect(complete.words).not.toContain(code);
  });

  test('that reminds of several cases carries one for each, beneath its list', async () => {
    const sender = 'plusieurs@chu-valmont.test';
    const cases = [await ask(sender, { [AGE]: '' }), await ask(sender, { [AGE]: '' })];
    now = new Date('2026-12-09T10:00:00Z');
    const before = (await lettersTo(service, sender)).length;
    await service.app().get(Sweep).sweep();
    await until('the reminder', async () => (await lettersTo(service, sender)).length > before);
    const letter = await lastLetterTo(service, sender);
    expect(letter.mail.subject).toContain('2 fiches');
    const urls = linksIn(letter);
    // The link of a case is the same in each of its letters.
    expect(urls.map(tokenOf)).toEqual(cases.map(({ token }) => token));
    const words = letter.mail.text ?? '';
    for (const [at, { reference }] of cases.entries())
      expect(words.indexOf(urls[at] ?? '')).toBeGreaterThan(words.indexOf(`Fiche ${reference}`));
    expect((await look(tokenOf(urls[1]))).reference).toBe(cases[1]?.reference);
    // What is sent there is of that case alone, and answered in the thread.
    const [first, second] = cases;
    await sendForm(second?.token ?? '', [text(AGE, '61')]);
    const answer = await answered(sender, before + 1);
    expect(answer.mail.subject).toContain(second?.reference ?? '?');
    expect(answer.header('In-Reply-To')).toBe(letter.header('Message-ID'));
    expect((await answersOf(second?.reference ?? ''))[AGE]).toBe(61);
    expect((await answersOf(first?.reference ?? ''))[AGE]).toBeUndefined();
  });
});

describe('the page', () => {
  test('asks what is missing or doubtful alone, in the words of the letter, and shows no answer', async () => {
    const { token, reference } = await ask('page@chu-valmont.test', { [AGE]: '', [ROUTE]: '' });
    const page = await look(token);
    expect(page).toMatchObject({ state: 'open', reference, isProven: false });
    expect(page.items.map(({ id, number: printed, control }) => [id, printed, control])).toEqual([
      [AGE, number(AGE), 'number'],
      [ROUTE, number(ROUTE), 'one'],
    ]);
    expect(page.items.every(({ saved, known }) => saved === null && known === null)).toBe(true);
    const { headers } = await call('look', { token });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('one answer is changed there, and that one alone changes in the case', async () => {
    const sender = 'une@chu-valmont.test';
    const { token, reference } = await ask(sender, { [AGE]: '', [ROUTE]: '' });
    const before = await answersOf(reference);
    await sendForm(token, [tick(ROUTE, 'iv')]);
    const letter = await answered(sender, 1);
    expect(await answersOf(reference)).toEqual({ ...before, [ROUTE]: 'iv' });
    expect(letter.mail.text).toContain(`${number(AGE)}.`);
    expect(letter.mail.text).not.toContain(`${number(ROUTE)}.`);
    await sendForm(token, [text(AGE, '52 ans')]);
    await answered(sender, 2);
    expect(await answersOf(reference)).toEqual({ ...before, [ROUTE]: 'iv', [AGE]: 52 });
    expect(await ofCase(reference)).toMatchObject({ missing: [], unsure: [] });
    expect((await look(token)).state).toBe('complete');
    // Nobody is reminded of it.
    const left = await service.query(
      `select 1 from reminders r join cases c on c.id = r.case_id where c.reference = $1 and r.state = 'planned'`,
      [reference],
    );
    expect(left).toEqual([]);
  });

  test('sent twice is sent once', async () => {
    const sender = 'deux-fois@chu-valmont.test';
    const { token } = await ask(sender, { [AGE]: '', [ROUTE]: '' });
    const once = { submissionId: randomUUID() };
    const both = await Promise.all([
      sendForm(token, [text(AGE, '52')], once),
      sendForm(token, [text(AGE, '52')], once),
    ]);
    expect(both.map(({ body }) => body.state)).toEqual(['sent', 'sent']);
    await answered(sender, 1);
    const forms = await service.query(`select 1 from messages where origin = 'form' and sender_digest = (
      select recipient_digest from answer_links order by created_at desc limit 1)`);
    expect(forms).toHaveLength(1);
  });

  test('what is doubtful is asked about before it goes; meant so, it is not asked again', async () => {
    const sender = 'doute@chu-valmont.test';
    const { token, reference } = await ask(sender, { [DOSE]: '', 'dara.infusions': '' });
    const doubted = await sendForm(token, [text(DOSE, '250'), text('dara.infusions', 'abc')]);
    expect(doubted.body.state).toBe('doubted');
    expect(doubted.body.doubts.map(({ id, kind }) => [id, kind]).toSorted()).toEqual(
      [
        [DOSE, 'unusual'],
        ['dara.infusions', 'unclear'],
      ].toSorted(),
    );
    // Saved, so that nothing is lost; and nothing was sent.
    expect((await look(token)).items.map(({ isSaved }) => isSaved)).toEqual([true, true]);
    expect((await ofCase(reference))?.missing).toContain(DOSE);
    const sent = await sendForm(token, [text('dara.infusions', '8')], { isSure: true });
    expect(sent.body.state).toBe('sent');
    const letter = await answered(sender, 1);
    expect((await answersOf(reference))['followup.visits']).toContainEqual(
      expect.objectContaining({ row: 'm0', prednisone: 250, haemoglobin: 7.2 }),
    );
    expect(linksIn(letter)).toEqual([]);
    const account = await makeAccount(service, { role: 'investigator', now: () => now });
    const shown = await account.fetch(`/api/cases/${reference}`);
    expect(JSON.stringify(await shown.json())).toContain('out_of_range');
  });
});

describe('saved for another day', () => {
  test('is shown to nobody without the code, and sent with the rest', async () => {
    const sender = 'plus-tard@chu-valmont.test';
    const { token, reference } = await ask(sender, { [AGE]: '', [ROUTE]: '' });
    expect((await call<{ saved: number }>('save', { token, entries: [text(AGE, '53')] })).body.saved).toBe(1);
    const returned = await look(token);
    expect(returned.items.map(({ isSaved, saved }) => [isSaved, saved])).toEqual([
      [true, null],
      [false, null],
    ]);
    expect(JSON.stringify(returned)).not.toContain('53');
    const [row] = await service.query<{ saved: Buffer }>(
      'select saved from answer_links where saved is not null order by saved_at desc limit 1',
    );
    expect(row?.saved.includes('53')).toBe(false);
    await sendForm(token, [tick(ROUTE, 'iv')]);
    await answered(sender, 1);
    expect(await answersOf(reference)).toMatchObject({ [AGE]: 53, [ROUTE]: 'iv' });
    expect(
      await service.query('select 1 from answer_links where saved is not null and message_id is not null'),
    ).toEqual([]);
  });

  test('a blank entry takes it away', async () => {
    const { token } = await ask('efface@chu-valmont.test', { [AGE]: '' });
    await call('save', { token, entries: [text(AGE, '53')] });
    expect((await call<{ saved: number }>('save', { token, entries: [text(AGE, '')] })).body.saved).toBe(0);
    expect(await refusal('send', { token, entries: [], submissionId: randomUUID(), isSure: true })).toEqual([
      400,
      'form_blank',
    ]);
  });
});

describe('the code', () => {
  async function getCode(sender: string, token: string): Promise<{ code: string; letter: Received }> {
    const before = (await lettersTo(service, sender)).length;
    expect((await call('code', { token })).status).toBe(204);
    const letter = await answered(sender, before);
    return { code: /\b\d{6}\b/.exec(letter.mail.text ?? '')?.[0] ?? '', letter };
  }

  test('mailed to the address of the link shows what was answered, for half an hour', async () => {
    const sender = 'preuve@chu-valmont.test';
    const { token } = await ask(sender, { [AGE]: '154', [ROUTE]: '' });
    await call('save', { token, entries: [tick(ROUTE, 'sc')] });
    expect((await look(token)).items.every(({ known }) => known === null)).toBe(true);
    const { code, letter } = await getCode(sender, token);
    expect(letter.words).not.toContain('154');
    expect(letter.mail.subject).not.toContain(code);
    expect(letter.header('Auto-Submitted')).toBe('auto-replied');
    const wrong = code === '000000' ? '000001' : '000000';
    expect(await refusal('prove', { token, code: wrong })).toEqual([403, 'code_wrong']);
    const spaced = `${code.slice(0, 3)} ${code.slice(3)}`;
    const { body } = await call<{ proof: string }>('prove', { token, code: spaced });
    const page = await look(token, body.proof);
    expect(page.isProven).toBe(true);
    expect(page.items.find(({ id }) => id === AGE)?.known).toBe('154');
    expect(page.items.find(({ id }) => id === ROUTE)?.saved?.codes).toEqual(['sc']);
    // It opens once; nothing else is a proof; and it ends.
    expect(await refusal('prove', { token, code })).toEqual([403, 'code_wrong']);
    expect((await look(token, 'something')).isProven).toBe(false);
    now = new Date(now.getTime() + 31 * 60_000);
    expect((await look(token, body.proof)).isProven).toBe(false);
  });

  test('of one link proves nothing for another', async () => {
    const sender = 'autre-lien@chu-valmont.test';
    const [one, two] = [await ask(sender, { [AGE]: '' }), await ask(sender, { [AGE]: '' })];
    const { code } = await getCode(sender, one.token);
    expect(await refusal('prove', { token: two.token, code })).toEqual([403, 'code_wrong']);
    const { body } = await call<{ proof: string }>('prove', { token: one.token, code });
    expect((await look(two.token, body.proof)).isProven).toBe(false);
  });

  test('ends after ten minutes, and after five wrong tries', async () => {
    const sender = 'essais@chu-valmont.test';
    const { token } = await ask(sender, { [AGE]: '' });
    const late = await getCode(sender, token);
    expect(await refusal('code', { token })).toEqual([403, 'code_later']);
    now = new Date(now.getTime() + 11 * 60_000);
    expect(await refusal('prove', { token, code: late.code })).toEqual([403, 'code_wrong']);
    const { code } = await getCode(sender, token);
    const wrong = code === '000000' ? '000001' : '000000';
    for (let tries = 0; tries < 5; tries += 1) await call('prove', { token, code: wrong });
    expect(await refusal('prove', { token, code })).toEqual([403, 'code_wrong']);
    for (let more = 0; more < 3; more += 1) {
      now = new Date(now.getTime() + 2 * 60_000);
      await getCode(sender, token);
    }
    now = new Date(now.getTime() + 2 * 60_000);
    expect(await refusal('code', { token })).toEqual([403, 'code_too_much']);
  });

  test('that was guessed at twenty times is given no more, whatever the day', async () => {
    const sender = 'devine@chu-valmont.test';
    const { token } = await ask(sender, { [AGE]: '' });
    for (let tries = 0; tries < 20; tries += 1) await call('prove', { token, code: '123456' });
    now = new Date('2026-12-20T10:00:00Z');
    expect(await refusal('code', { token })).toEqual([403, 'code_too_much']);
    // What was put in can still be sent.
    expect((await sendForm(token, [text(AGE, '52')])).body.state).toBe('sent');
  });
});

describe('what only some patients are asked', () => {
  test('is a number and a line to write on, and named after the code alone', async () => {
    const sender = 'discret@chu-valmont.test';
    const shown = { 'status.vital': 'dead', 'status.death_date': '', 'status.death_cause': '' };
    const { token, letter, reference } = await ask(sender, shown);
    const page = await look(token);
    // The study has given these names that tell nothing.
    expect(page.items.map(({ id, label, control }) => [id, label, control])).toEqual([
      ['status.death_date', 'Dernières nouvelles\u202f: date', 'line'],
      ['status.death_cause', 'Dernières nouvelles\u202f: précision', 'line'],
    ]);
    expect(JSON.stringify(page)).not.toMatch(/décès|décédé/i);
    expect(letter.words).not.toMatch(/décès|décédé/i);
    await sendForm(token, [text('status.death_date', '12/03/2024')]);
    await answered(sender, 1);
    expect((await answersOf(reference))['status.death_date']).toBe('2024-03-12');
  });
});

describe('nothing opens', () => {
  const gone = [404, 'link_gone'];

  test('with a token that was never signed here, of a thread, or of another study', async () => {
    const { token, letter } = await ask('faux@chu-valmont.test', { [AGE]: '' });
    const thread = /Suivi\s: ([a-z2-7]{50})/.exec(letter.mail.text ?? '')?.[1] ?? '';
    expect(thread).toHaveLength(50);
    const changed = `${token.slice(0, -1)}${token.endsWith('a') ? 'b' : 'a'}`;
    for (const forged of [thread, changed, '', 'x', token.slice(1), 'a'.repeat(50)])
      expect(await refusal('look', { token: forged })).toEqual(gone);
    // Nor does its token find the case in a mail.
    const [message] = await send(
      service,
      await writeMail({ from: 'inconnu@ailleurs.test', subject: token, text: `${AGE} 54\n${token}` }),
    );
    expect(message?.references).toEqual([]);
  });

  test('after it was taken back, has expired, or its case is closed; the next letter brings another', async () => {
    const sender = 'fini@chu-valmont.test';
    const { token, reference } = await ask(sender, { [AGE]: '' });
    const account = await makeAccount(service, {
      role: 'investigator',
      name: 'Nora Chevalier',
      now: () => now,
    });
    const links = async () =>
      (await (await account.fetch(`/api/cases/${reference}/links`)).json()) as {
        id: string;
        to: string;
        revokedBecause: string | null;
        revokedBy: string | null;
      }[];
    const [link] = await links();
    expect(link).toMatchObject({ to: sender, revokedBecause: null });
    const revoked = await account.fetch(`/api/links/${link?.id}/revoke`, { method: 'POST' });
    expect(await revoked.json()).toMatchObject({
      revokedBecause: 'investigator',
      revokedBy: 'Nora Chevalier',
    });
    expect(await refusal('look', { token })).toEqual(gone);
    expect(
      await refusal('send', { token, entries: [text(AGE, '52')], submissionId: randomUUID(), isSure: true }),
    ).toEqual(gone);
    expect(await refusal('code', { token })).toEqual(gone);
    const before = (await lettersTo(service, sender)).length;
    expect(await service.post(`/api/cases/${reference}/letters/ask`)).toBe(200);
    const next = tokenOf(linksIn(await answered(sender, before))[0]);
    expect(next).not.toBe(token);
    expect((await look(next)).state).toBe('open');
    now = new Date('2027-02-05T10:00:00Z');
    expect(await refusal('look', { token: next })).toEqual(gone);
    now = new Date(START);
    await service.query('delete from sign_in_delays');
    await service.query(
      `update cases set state = 'set_aside', set_aside_reason = 'other' where reference = $1`,
      [reference],
    );
    expect(await refusal('look', { token: next })).toEqual(gone);
    expect((await links()).map(({ revokedBecause }) => revokedBecause).toSorted()).toEqual([
      'closed',
      'investigator',
    ]);
  });

  test('after its address came back for good', async () => {
    const sender = 'parti@chu-valmont.test';
    const { token, letter } = await ask(sender, { [AGE]: '' });
    await call('save', { token, entries: [text(AGE, '53')] });
    const mailId = letter.header('Message-ID');
    await send(service, deliveryReport({ recipient: sender, mailId, messageId: '<parti@mx.test>' }));
    expect(await refusal('look', { token })).toEqual(gone);
    expect(
      await service.query(
        `select 1 from answer_links where revoked_because = 'bounced' and saved is not null`,
      ),
    ).toEqual([]);
  });

  test('with GET, nor from another site', async () => {
    const { token } = await ask('lecteur@chu-valmont.test', { [AGE]: '' });
    for (const path of ['look', 'save', 'send', 'code', 'prove'])
      expect((await service.get(`/api/answer/${path}`)).status).toBe(404);
    const shell = await fetch(`http://127.0.0.1:${service.port()}/answer`);
    expect(shell.status).toBe(200);
    expect(shell.headers.get('x-robots-tag')).toContain('noindex');
    expect(shell.headers.get('cache-control')).toBe('no-store');
    const { status, body } = await call<{ code: string }>('look', { token }, { 'x-recueil': 'autre' });
    expect([status, body.code]).toEqual([403, 'other_origin']);
    const acts = await service.query(
      `select 1 from answer_link_acts a join answer_links l on l.id = a.link_id order by a.id desc limit 1`,
    );
    expect(acts.length).toBeLessThanOrEqual(1);
  });

  test('of what the page does not ask', async () => {
    const { token, reference } = await ask('autre-champ@chu-valmont.test', { [AGE]: '' });
    const before = await answersOf(reference);
    for (const id of ['patient.code', 'patient.sex', 'nothing'])
      expect(
        await refusal('send', { token, entries: [text(id, 'F')], submissionId: randomUUID(), isSure: true }),
      ).toEqual([400, 'item_unknown']);
    expect(await answersOf(reference)).toEqual(before);
  });
});

describe('an investigator', () => {
  test('sees the page’s words as the source, and her own entry stays', async () => {
    const sender = 'source@chu-valmont.test';
    const { token, reference } = await ask(sender, { [AGE]: '', [ROUTE]: '' });
    await sendForm(token, [text(AGE, '52')]);
    await answered(sender, 1);
    const account = await makeAccount(service, { role: 'investigator', now: () => now });
    const shown = (await (await account.fetch(`/api/cases/${reference}`)).json()) as {
      answers: Record<string, { source: { strategy: string; path: string; attachmentId: string } | null }>;
      sources: { origin: string; attachmentId: string }[];
    };
    expect(shown.sources.some(({ origin }) => origin === 'form')).toBe(true);
    expect(JSON.stringify(shown)).toContain('"strategy":"form"');
  });

  test('reads what was answered to her own question in words', async () => {
    const sender = 'question@chu-valmont.test';
    const { reference } = await ask(sender, { [ROUTE]: '' });
    const account = await makeAccount(service, { role: 'investigator', now: () => now });
    const made = await account.fetch(`/api/cases/${reference}/queries`, {
      method: 'POST',
      body: { name: 'dara.infusions', text: 'Les comptez-vous avec le premier traitement ?' },
    });
    expect(made.status).toBeLessThan(300);
    const before = (await lettersTo(service, sender)).length;
    expect(await service.post(`/api/cases/${reference}/letters/ask`)).toBe(200);
    const letter = await answered(sender, before);
    const token = tokenOf(linksIn(letter)[0]);
    const page = await look(token);
    const words = page.items.find(({ control }) => control === 'words');
    expect(words?.label).toBeNull();
    await sendForm(token, [text(words?.id ?? '', 'Oui, avec lui.')]);
    await answered(sender, before + 1);
    const [message] = await service.query<{ id: string; to_see: string }>(
      `select id, to_see from messages where origin = 'form' and to_see is not null`,
    );
    expect(message?.to_see).toBe('words');
    const opened = (await (await account.fetch(`/api/messages/${message?.id}`)).json()) as { text: string };
    expect(opened.text).toContain('Oui, avec lui.');
  });
});
