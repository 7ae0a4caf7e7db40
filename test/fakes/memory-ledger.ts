/** A ledger in memory, for the watcher's own behaviour; the real one is on PostgreSQL and tested there. */
import { EventEmitter, once } from 'node:events';
import { createHash } from 'node:crypto';
import {
  type Ledger,
  type OversizeEntry,
  type Place,
  type ReceivedEntry,
  type WatcherHealth,
} from '../../src/receive/ledger.js';

type Row = { uid: number; marked: boolean; what: 'stored' | 'oversize' | 'skipped' };

export class MemoryLedger implements Ledger {
  /** Subjects of the distinct messages, in the order in which they were taken. */
  readonly taken: string[] = [];
  readonly oversize: OversizeEntry[] = [];
  readonly health: WatcherHealth[] = [];
  /** Thrown by record() for a message for which this gives an error. */
  refuse: (subject: string) => Error | undefined = () => undefined;
  /** Awaited before recordMarked takes effect. */
  beforeMarked: () => Promise<void> = () => Promise.resolve();
  readonly #rows = new Map<string, Map<number, Row>>();
  readonly #hashes = new Set<string>();
  readonly #cutoffs = new Map<string, Date | null>();
  readonly #events = new EventEmitter();

  rows(place: Place): Map<number, Row> {
    const key = `${place.mailbox} ${place.folder} ${place.uidValidity}`;
    const rows = this.#rows.get(key) ?? new Map<number, Row>();
    this.#rows.set(key, rows);
    return rows;
  }
  get places(): number {
    return [...this.#rows.values()].filter((rows) => rows.size > 0).length;
  }
  /** Rows of all places. */
  all(): Row[] {
    return [...this.#rows.values()].flatMap((rows) => [...rows.values()]);
  }

  cutoff(mailbox: string, folder: string, proposed: Date | null): Promise<Date | null> {
    const key = `${mailbox} ${folder}`;
    if (!this.#cutoffs.has(key)) this.#cutoffs.set(key, proposed);
    return Promise.resolve(this.#cutoffs.get(key) ?? null);
  }
  known(place: Place): Promise<ReadonlySet<number>> {
    return Promise.resolve(new Set(this.rows(place).keys()));
  }
  unmarked(place: Place): Promise<readonly number[]> {
    return Promise.resolve([...this.rows(place).values()].filter((row) => !row.marked).map((row) => row.uid));
  }
  async record(entry: ReceivedEntry): Promise<'new' | 'known'> {
    const subject = /^subject: (.*)$/im.exec(entry.raw.toString('latin1'))?.[1]?.trim() ?? '';
    await Promise.resolve();
    const refusal = this.refuse(subject);
    if (refusal) {
      this.#events.emit('refused', subject);
      throw refusal;
    }
    this.rows(entry).set(entry.uid, { uid: entry.uid, marked: false, what: 'stored' });
    const hash = createHash('sha256').update(entry.raw).digest('hex');
    const was = this.#hashes.has(hash) ? 'known' : 'new';
    this.#hashes.add(hash);
    if (was === 'new') this.taken.push(subject);
    this.#events.emit('change');
    return was;
  }
  recordOversize(entry: OversizeEntry): Promise<void> {
    this.rows(entry).set(entry.uid, { uid: entry.uid, marked: false, what: 'oversize' });
    this.oversize.push(entry);
    this.#events.emit('change');
    return Promise.resolve();
  }
  recordSkipped(place: Place, uids: readonly number[]): Promise<void> {
    for (const uid of uids) this.rows(place).set(uid, { uid, marked: true, what: 'skipped' });
    return Promise.resolve();
  }
  async recordMarked(place: Place, uids: readonly number[]): Promise<void> {
    await this.beforeMarked();
    for (const uid of uids) {
      const row = this.rows(place).get(uid);
      if (row) row.marked = true;
    }
    this.#events.emit('change');
  }
  reportHealth(health: WatcherHealth): Promise<void> {
    this.health.push(health);
    this.#events.emit('change');
    return Promise.resolve();
  }

  /** Waits for an event after which it holds; fails after `withinMs` saying what was awaited. */
  async until(holds: (ledger: this) => boolean, what: string, withinMs = 10_000): Promise<void> {
    const signal = AbortSignal.timeout(withinMs);
    while (!holds(this)) {
      await once(this.#events, 'change', { signal }).catch(() => {
        throw new Error(`waited ${withinMs} ms in vain: ${what}; taken: ${this.taken.join(', ')}`);
      });
    }
  }
}
