/**
 * A conversation as a readable script: who writes what, and what comes back. One file a conversation in `scripts/`, named after its
 * subject; all of them run on one service (real PostgreSQL, Dovecot and SMTP), so that a file costs what its messages cost.
 *
 *   export default conversation('Title: what is shown', async ({ say, expectLetter, expectCase }) => {
 *     await say('dr.martin@chu-valmont.test', { sheet: { without: ['patient.age'] } });
 *     await expectLetter({ subject: /1 précision utile/, says: ['13. Âge'] });
 *     await say('dr.martin@chu-valmont.test', { reply: 'âge 54' });
 *     await expectLetter({ kind: 'updated', says: ['Tout y est'] });
 *     await expectCase({ answers: { 'patient.age': 54 }, missing: [] });
 *   });
 *
 * The rules: every conversation has addresses of its own (nobody else's letters are then in its way); `say` delivers one message,
 * waits until it has come to its end, and what follows is about it: its letter (`expectLetter`, or `expectSilence`), what a person
 * is shown (`expectToSee`) and its case (`expectCase`). A `reply` answers the last letter to that address, in its thread, as a mail
 * program does; `quoting` says how the letter is quoted beneath. A sheet is the complete one of the demo with its own patient code;
 * `without` leaves answers out, `with` writes others. Every letter is looked over by itself: it never holds the patient code.
 */
import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { complete } from '../../scripts/demo/fillings.mjs';
import { type Language } from '../../src/core/study/study.js';
import { type ListedCase } from '../../src/confirm/list-cases.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { type MailFields, writeMail } from '../builders/mail.js';
import { toFilling, type Written } from '../builders/answers.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { type Received, lettersTo } from '../journey/exchange.js';
import { type Service } from '../journey/service.js';
import { fillWithPdfLib } from '../sheets/routes.js';

export const study = loadStudy('studies/daratumumab');

export interface SheetWanted {
  readonly language?: Language;
  /** The patient's code; one of the conversation's own otherwise. */
  readonly code?: string;
  readonly without?: readonly string[];
  readonly with?: Written;
}

export interface Said extends Omit<MailFields, 'from'> {
  /** Above the quoted letter. */
  readonly reply?: string;
  /** How the answered letter is quoted beneath: with `>` marks, as Outlook does, or not at all (the default). */
  readonly quoting?: 'marks' | 'outlook' | 'none';
  /** Changes the quoted letter's lines: what is written between them. */
  readonly between?: (line: string) => string;
  /** The letter that is answered, when it is not the last one to this address. */
  readonly to?: string;
  readonly answers?: Received;
  readonly sheet?: SheetWanted;
}

export interface Came {
  readonly id: string;
  readonly from: string;
  readonly outcomes: readonly string[];
  readonly references: readonly string[];
  readonly letters: readonly string[];
  readonly toSee: string | null;
}

export interface LetterExpected {
  readonly kind?: string;
  readonly subject?: RegExp | string;
  /** Words of its text; typographic spaces and line breaks count as spaces. */
  readonly says?: readonly string[];
  readonly saysNot?: readonly (string | RegExp)[];
  /** Names of what is attached. */
  readonly files?: readonly (string | RegExp)[];
}

export interface Talk {
  readonly service: Service;
  /** The message that was said last. */
  readonly last: () => Came;
  readonly say: (from: string, said: Said) => Promise<Came>;
  /** The bytes of a message as another program wrote them. */
  readonly sayRaw: (from: string, raw: string | Buffer) => Promise<Came>;
  /** A filled sheet, for files of another kind. */
  readonly fill: (wanted?: SheetWanted) => Promise<Uint8Array>;
  /** The one letter that answers what was said last. */
  readonly expectLetter: (expected?: LetterExpected) => Promise<Received>;
  /** Nothing was answered. */
  readonly expectSilence: (why?: string) => Promise<void>;
  readonly expectToSee: (code: string | null) => void;
  /** The case of what was said last: values by key, names that are unsure or missing; nothing is said of the others. */
  readonly expectCase: (expected: {
    readonly answers?: Readonly<Record<string, unknown>>;
    readonly state?: string;
    readonly unsure?: readonly string[];
    readonly missing?: readonly string[];
    readonly not?: readonly string[];
  }) => Promise<ListedCase>;
  /** An investigator's act in the console, by its route; its status is checked, and its letter waited for when it makes one. */
  readonly act: (
    path: string,
    body?: unknown,
    expected?: { status?: number; letterTo?: string },
  ) => Promise<Received | null>;
  /** Letters to this address so far. */
  readonly letters: (to: string) => Promise<readonly Received[]>;
  /** Of the case of what was said last: how many reminders are still planned. */
  readonly plannedReminders: () => Promise<number>;
  /** Moves the service's clock. */
  readonly daysPass: (days: number) => void;
  /** Of the service's clock. */
  readonly now: () => Date;
}

export interface Conversation {
  readonly title: string;
  readonly run: (talk: Talk) => Promise<void>;
}

export function conversation(title: string, run: (talk: Talk) => Promise<void>): Conversation {
  return { title, run };
}

const SETTLED = `m.state in ('answered', 'failed')
  and not exists (select 1 from letters l where l.message_id = m.id and l.state in ('waiting', 'sending')
    and l.not_before is null)`;
const WAITS_MS = 30_000;

/** The talk of one conversation. @param pass moves the clock that the service was started with */
export function openTalk(service: Service, pass: (days: number) => void, now: () => Date): Talk {
  const codes: string[] = [];
  let came: Came | null = null;
  const last = (): Came => {
    if (!came) throw new Error('nothing was said yet');
    return came;
  };
  const plain = (text: string): string => text.replace(/[\s\u00a0\u202f]+/g, ' ');

  async function fill(wanted: SheetWanted): Promise<Uint8Array> {
    const code = wanted.code ?? codes[0] ?? `K-${randomUUID().slice(0, 6).toUpperCase()}`;
    if (!codes.includes(code)) codes.push(code);
    const written = { ...complete, ...wanted.with, 'patient.code': code };
    const kept = Object.fromEntries(
      Object.entries(written).filter(
        ([name]) => !(wanted.without ?? []).some((key) => name === key || name.startsWith(`${key}.`)),
      ),
    );
    return fillWithPdfLib(await writeSheetPdf(study, wanted.language ?? 'fr'), toFilling(study, kept));
  }

  async function find(id: string, from: string): Promise<Came> {
    const deadline = Date.now() + WAITS_MS;
    for (;;) {
      const [row] = await service.query<Omit<Came, 'from'> & { settled: boolean }>(
        `select m.id, m.to_see as "toSee", (${SETTLED}) as settled,
           array(select o.kind from outcomes o where o.message_id = m.id order by o.created_at) as outcomes,
           array(select c.reference from outcomes o join cases c on c.id = o.case_id where o.message_id = m.id
             order by o.created_at) as "references",
           array(select l.kind || ':' || l.state from letters l join outcomes o on o.id = l.outcome_id
             where o.message_id = m.id order by l.created_at) as letters
         from messages m where m.id = $1`,
        [id],
      );
      if (row?.settled) return { ...row, from };
      if (Date.now() > deadline) throw new Error(`the message from ${from} did not come to its end`);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }

  async function deliver(from: string, raw: string | Buffer): Promise<Came> {
    const rows = await service.query<{ id: string }>('select id from messages');
    const known = new Set(rows.map(({ id }) => id));
    await service.dovecot.deliver(raw);
    const deadline = Date.now() + WAITS_MS;
    for (;;) {
      const now = await service.query<{ id: string }>('select id from messages');
      const made = now.find(({ id }) => !known.has(id));
      if (made) return find(made.id, from);
      if (Date.now() > deadline) throw new Error(`the message from ${from} was not received`);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }

  const talk: Talk = {
    service,
    last,
    fill: (wanted = {}) => fill(wanted),
    async sayRaw(from, raw) {
      came = await deliver(from, raw);
      return came;
    },
    async say(from, { reply, quoting = 'none', between, answers, sheet, ...fields }) {
      const answered = answers ?? (reply === undefined ? undefined : (await lettersTo(service, from)).at(-1));
      if (reply !== undefined && !answered) throw new Error(`${from} has no letter to answer`);
      const bytes = sheet && (await fill(sheet));
      const files = [...(fields.files ?? []), ...(bytes ? [{ name: 'fiche.pdf', bytes }] : [])];
      const id = answered?.mail.messageId;
      const raw = await writeMail({
        ...(answered && { subject: `Re: ${answered.mail.subject ?? ''}` }),
        ...(answered && reply !== undefined && { text: quote(reply, answered, quoting, between) }),
        ...(id !== undefined && { inReplyTo: id, references: id }),
        messageId: `<${randomUUID()}@${from.split('@')[1] ?? 'somewhere.test'}>`,
        ...fields,
        from,
        files,
      });
      came = await deliver(from, raw);
      return came;
    },
    async expectLetter({ kind, subject, says = [], saysNot = [], files } = {}) {
      const { id, from, letters } = last();
      expect(letters).toEqual([kind === undefined ? expect.stringMatching(/:sent$/) : `${kind}:sent`]);
      const rows = await service.query<{ mail_id: string }>(
        'select l.mail_id from letters l join outcomes o on o.id = l.outcome_id where o.message_id = $1',
        [id],
      );
      const letter = (await lettersTo(service, from)).find(({ mail }) => mail.messageId === rows[0]?.mail_id);
      if (!letter) throw new Error(`no letter came back to ${from}`);
      const text = plain(letter.mail.text ?? '');
      if (subject !== undefined) expect(plain(letter.mail.subject ?? '')).toMatch(subject);
      for (const words of says) expect(text).toContain(words);
      for (const words of saysNot) expect(text).not.toMatch(words);
      for (const code of codes) expect(letter.words).not.toContain(code);
      if (files)
        expect(letter.mail.attachments.map(({ filename }) => filename)).toEqual(
          files.map((name) => (typeof name === 'string' ? name : expect.stringMatching(name))),
        );
      return letter;
    },
    async expectSilence(why) {
      const { id, letters } = last();
      expect(letters).toEqual([]);
      const rows = await service.query<{ why: string | null }>(
        'select why from outcomes where message_id = $1',
        [id],
      );
      if (why !== undefined) expect(rows.map((row) => row.why)).toEqual([why]);
    },
    expectToSee(code) {
      expect(last().toSee).toBe(code);
    },
    async expectCase({ answers = {}, state, unsure, missing, not = [] }) {
      const [reference] = last().references;
      const found = (await service.cases()).find((one) => one.reference === reference);
      if (!found) throw new Error('what was said last has no case');
      expect(found.answers).toMatchObject(answers);
      if (state !== undefined) expect(found.state).toBe(state);
      if (unsure) expect(found.unsure).toEqual(unsure);
      if (missing) expect(found.missing).toEqual(missing);
      for (const key of not) expect(Object.keys(found.answers)).not.toContain(key);
      return found;
    },
    async act(path, body, { status = 204, letterTo } = {}) {
      const before = letterTo === undefined ? 0 : (await lettersTo(service, letterTo)).length;
      expect(await service.post(path, body)).toBe(status);
      if (letterTo === undefined) return null;
      const deadline = Date.now() + WAITS_MS;
      for (;;) {
        const letters = await lettersTo(service, letterTo);
        const made = letters[before];
        if (made) return made;
        if (Date.now() > deadline) throw new Error(`no letter went to ${letterTo}`);
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
    },
    letters: (to) => lettersTo(service, to),
    async plannedReminders() {
      const [row] = await service.query<{ count: number }>(
        `select count(*)::int as count from reminders r join cases c on c.id = r.case_id
         where c.reference = $1 and r.state = 'planned'`,
        [last().references[0] ?? ''],
      );
      return row?.count ?? 0;
    },
    daysPass: pass,
    now,
  };
  return talk;
}

function quote(
  reply: string,
  { mail }: Received,
  quoting: NonNullable<Said['quoting']>,
  between: (line: string) => string = (line) => line,
): string {
  if (quoting === 'none') return reply;
  const lines = (mail.text ?? '').trimEnd().split('\n');
  if (quoting === 'marks')
    return [
      reply,
      '',
      `Le lun. 2 mars 2026 à 10:12, ${mail.from?.text ?? ''} a écrit :`,
      '',
      ...lines.map((line) => between(`> ${line}`)),
    ].join('\n');
  return [
    reply,
    '',
    `De : ${mail.from?.text ?? ''}`,
    'Envoyé : lundi 2 mars 2026 10:12',
    'À : Service',
    `Objet : ${mail.subject ?? ''}`,
    '',
    ...lines.map((line) => between(line.trim())),
  ].join('\n');
}
