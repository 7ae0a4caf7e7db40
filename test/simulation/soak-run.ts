/** Delivers a soak to the built program, in its order or shuffled, and kills the program at moments that nobody chose. */
import { setTimeout as delay } from 'node:timers/promises';
import { type Program, runProgram, until } from '../journey/program.js';
import { openServiceVault } from '../journey/exchange.js';
import { type Service } from '../journey/service.js';
import { openEnvelope } from '../../src/external/sealed-envelope.js';
import { type Soak } from './soak-mails.js';
import { type SoakMail } from './soak-sender.js';

export interface Disorder {
  readonly random: () => number;
  /** How often the program is killed in all. */
  readonly kills: number;
}

const DOWN_MS = 400;
const LONGEST_ROUND_MS = 3_600_000;
const UNSETTLED = `(select count(*)::int from messages where state not in ('answered', 'failed'))
  + (select count(*)::int from letters where state in ('waiting', 'sending'))
  + (select count(*)::int from mailbox_entries where marked_at is null)
  + (select count(*)::int from bullmq.job)`;

/** Resolves when all has come to its end and the program has stopped. @param disorder null: in order, and never killed */
export async function runSoak(service: Service, { mails }: Soak, disorder: Disorder | null): Promise<void> {
  let program = runProgram({ ...service.env, LOG_LEVEL: 'info' });
  try {
    await program.ready;
    let delivered = 0;
    for (const round of [1, 2] as const) {
      const own = mails.filter((mail) => mail.round === round);
      const order = disorder ? shuffle(own, disorder.random) : own;
      const letters = round === 2 ? await findLetters(service) : new Map<string, string>();
      const kills = disorder ? chooseKills(disorder, own.length, mails.length, delivered) : [];
      const killing = (async () => {
        for (const moment of kills) program = await restartAt(service, program, moment);
      })();
      for (const mail of order)
        await service.dovecot.deliver(await mail.write((id) => getLetter(letters, id)));
      delivered += own.length;
      await killing;
      await settle(service, delivered);
    }
    program.signal('SIGTERM');
    await program.ended;
  } finally {
    await program.kill();
  }
}

interface Moment {
  /** So many messages are stored, or have come to their end. */
  readonly count: number;
  readonly state: 'stored' | 'answered';
  readonly afterMs: number;
}

function chooseKills(
  { random, kills }: Disorder,
  round: number,
  all: number,
  before: number,
): readonly Moment[] {
  const count = Math.max(1, Math.round((kills * round) / all));
  return Array.from({ length: count }, () => ({
    count: before + 1 + Math.floor(random() * (round - 1)),
    state: random() < 0.5 ? ('stored' as const) : ('answered' as const),
    afterMs: Math.floor(random() * DOWN_MS),
  })).sort((one, other) => one.count - other.count);
}

async function restartAt(
  service: Service,
  program: Program,
  { count, state, afterMs }: Moment,
): Promise<Program> {
  const reached = async (): Promise<boolean> => {
    const [row] = await service.query<{ stored: number; answered: number }>(
      `select count(*)::int as stored, (count(*) filter (where state = 'answered'))::int as answered from messages`,
    );
    if (row && row[state] >= count) return true;
    await delay(10);
    return false;
  };
  await until(`${count} messages ${state}`, reached, LONGEST_ROUND_MS);
  await delay(afterMs);
  await program.kill();
  const next = runProgram({ ...service.env, LOG_LEVEL: 'info' });
  await next.ready;
  return next;
}

async function settle(service: Service, delivered: number): Promise<void> {
  let last = { entries: 0, open: -1 };
  const isSettled = async (): Promise<boolean> => {
    const [row] = await service.query<typeof last>(
      `select (select count(*)::int from mailbox_entries) as entries, ${UNSETTLED} as open`,
    );
    last = row ?? last;
    if (last.entries < delivered || last.open > 0) await delay(50);
    return last.entries === delivered && last.open === 0;
  };
  await until(`${delivered} messages at their end`, isSettled, LONGEST_ROUND_MS);
}

/** The letter that answered each message so far, Message-ID by Message-ID; whether it arrived or not. */
async function findLetters(service: Service): Promise<Map<string, string>> {
  const vault = await openServiceVault(service);
  const rows = await service.query<{ id: string; sealed: Buffer; mail_id: string }>(
    `select m.id, m.sealed_envelope as sealed, l.mail_id from letters l join outcomes o on o.id = l.outcome_id
     join messages m on m.id = o.message_id`,
  );
  return new Map(
    rows.map(({ id, sealed, mail_id: mailId }) => [openEnvelope(vault, id, sealed).messageId ?? '', mailId]),
  );
}

function getLetter(letters: ReadonlyMap<string, string>, messageId: string): string {
  const letter = letters.get(messageId);
  if (letter === undefined) throw new Error(`${messageId} was not answered`);
  return letter;
}

/** Fisher and Yates; then each chain's messages take the chain's places in their own order. */
function shuffle(mails: readonly SoakMail[], random: () => number): SoakMail[] {
  const order = [...mails];
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const [one, two] = [order[at], order[other]];
    if (one && two) [order[at], order[other]] = [two, one];
  }
  const queues = new Map<number, SoakMail[]>();
  for (const mail of mails)
    if (mail.chain !== undefined) queues.set(mail.chain, [...(queues.get(mail.chain) ?? []), mail]);
  return order.map((mail) => (mail.chain === undefined ? mail : (queues.get(mail.chain)?.shift() ?? mail)));
}
