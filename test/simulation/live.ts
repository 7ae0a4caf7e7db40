/** Lives through the plan: hour by hour of ninety days, nights and holidays included, mail comes in and the sweep does what is due. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Sweep } from '../../src/jobs/sweep.js';
import { type Service } from '../journey/service.js';
import { at, END, START } from './calendar.js';
import { type Clinician } from './plan.js';
import { type PostOffice } from './post-office.js';

const HOUR_MS = 3_600_000;
/** Photographs are read at a page every few seconds. */
const LONGEST_WAIT_MS = 180_000;

/** Resolves with the number of messages that were delivered. @param setClock moves the service's clock */
export async function live(
  service: Service,
  office: PostOffice,
  plan: readonly Clinician[],
  setClock: (now: Date) => void,
): Promise<number> {
  const waiting = plan
    .flatMap(({ mails }) => mails)
    .sort((one, other) => one.at.getTime() - other.at.getTime());
  const called = plan.filter(({ isCalled }) => isCalled).map(({ address }) => address);
  const callAt = at(0, 9).getTime();
  let delivered = 0;
  for (let now = START.getTime(); now < END.getTime(); now += HOUR_MS) {
    const moment = new Date(now);
    setClock(moment);
    if (now === callAt) await call(service, called);
    for (let next = waiting[0]; next && next.at <= moment; next = waiting[0]) {
      waiting.shift();
      await service.dovecot.deliver(await office.write(next));
      delivered += 1;
    }
    await settle(service, moment, delivered);
    office.collect(moment);
  }
  return delivered;
}

/** The list is brought in and the first round planned, as the console does it. */
async function call(service: Service, addresses: readonly string[]): Promise<void> {
  const token = (await readFile(join(service.dataDir, 'api-token'), 'utf8')).trim();
  const form = new FormData();
  const lines = ['email;centre', ...addresses.map((address) => `${address};CHU d’Appel`), ''];
  form.set('file', new Blob([lines.join('\n')]), 'liste.csv');
  const { ok } = await fetch(`http://127.0.0.1:${service.port()}/api/contacts/import`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  });
  if (!ok || (await service.post('/api/calls', { again: false, dryRun: false })) !== 200)
    throw new Error('nobody was called');
}

/** Until what was delivered has come to its end, and what is due has gone or was put off. */
async function settle(service: Service, now: Date, delivered: number): Promise<void> {
  await service.app().get(Sweep).sweep();
  for (const deadline = Date.now() + LONGEST_WAIT_MS; ;) {
    const [row] = await service.query<{ entries: number; open: number }>(
      `select (select count(*)::int from mailbox_entries) as entries,
         (select count(*)::int from messages where state not in ('answered', 'failed'))
         + (select count(*)::int from letters where state in ('waiting', 'sending'))
         + (select count(*)::int from reminders where state = 'planned' and due_at <= $1)
         + (select count(*)::int from calls where state = 'planned' and due_at <= $1) as open`,
      [now],
    );
    if (row?.entries === delivered && row.open === 0) return;
    if (Date.now() > deadline)
      throw new Error(`${now.toISOString()}: ${JSON.stringify(row)} of ${delivered}`);
    await delay(10);
  }
}
