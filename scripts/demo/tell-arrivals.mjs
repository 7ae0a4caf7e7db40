/** What arrives in the demo, as the service lists it. While the demo stays up: one line for each further message that came to its end. */
import { setTimeout as delay } from 'node:timers/promises';
import { describeEnd } from './print.mjs';

const LOOK_EVERY_MS = 500;

/** Newest first, each letter as `KIND:STATE`. */
export async function listMessages(service) {
  const listed = await service.get('/api/messages?limit=200');
  return (listed.rows ?? listed).map((message) => ({
    ...message,
    letters: message.letters.map((letter) => (letter.kind ? `${letter.kind}:${letter.state}` : letter)),
  }));
}

/** A message has its outcome, and its letter waits no more. */
export function isSettled({ state, letters }) {
  return (
    ['answered', 'failed'].includes(state) && letters.every((letter) => !/:(waiting|sending)$/.test(letter))
  );
}

/** Until `isOver`. Ids in `known` have been told. */
export async function tellArrivals(service, known, isOver, say) {
  const told = new Set(known);
  while (!isOver()) {
    await delay(LOOK_EVERY_MS);
    // A service that has gone is told by whoever started it.
    const listed = await listMessages(service).catch(() => []);
    const fresh = listed.filter((message) => !told.has(message.id) && isSettled(message)).reverse();
    if (fresh.length === 0) continue;
    const cases = await service.cases().catch(() => []);
    for (const message of fresh) {
      told.add(message.id);
      const [became, reference, draft, letter] = describeEnd(message, cases);
      const made = message.references.length > 0 ? ` · ${reference}: ${draft}` : '';
      say(`${new Date().toTimeString().slice(0, 8)}  ${became}${made} · letter: ${letter}`);
    }
  }
}
