/**
 * Step 1, receive: the messages of a folder that could not be taken. They are tried last; one whose fetching fails again
 * and again is tried ever more rarely, for it may end the connection each time.
 */

interface Trouble {
  fetchFailures: number;
  nextTry: number;
}

export class TroubleList {
  readonly #entries = new Map<number, Trouble>();

  constructor(
    private readonly now: () => number,
    private readonly firstPauseMs: number,
    private readonly longestPauseMs: number,
  ) {}

  get size(): number {
    return this.#entries.size;
  }

  /** It could not be stored: tried again at the next pass, after the others. */
  addStore(uid: number): void {
    this.#entries.set(uid, { fetchFailures: 0, nextTry: 0 });
  }

  /** Its fetching failed: the second time on, a pause that doubles. */
  addFetch(uid: number): void {
    const fetchFailures = (this.#entries.get(uid)?.fetchFailures ?? 0) + 1;
    const pause =
      fetchFailures < 2 ? 0 : Math.min(this.firstPauseMs * 2 ** (fetchFailures - 2), this.longestPauseMs);
    this.#entries.set(uid, { fetchFailures, nextTry: this.now() + pause });
  }

  remove(uid: number): void {
    this.#entries.delete(uid);
  }

  clear(): void {
    this.#entries.clear();
  }

  /** Forgets what is not in the mailbox any more; nothing without a full list. */
  keepOnly(present: readonly number[] | undefined): void {
    if (present === undefined) return;
    const here = new Set(present);
    for (const uid of this.#entries.keys()) if (!here.has(uid)) this.#entries.delete(uid);
  }

  /** Those in trouble whose time has come, the least troubled first, and those without any. */
  divide(uids: readonly number[]): [inTrouble: number[], clean: number[]] {
    const failures = (uid: number): number => this.#entries.get(uid)?.fetchFailures ?? 0;
    const inTrouble = uids
      .filter((uid) => (this.#entries.get(uid)?.nextTry ?? Infinity) <= this.now())
      .sort((left, right) => failures(left) - failures(right));
    return [inTrouble, uids.filter((uid) => !this.#entries.has(uid))];
  }
}
