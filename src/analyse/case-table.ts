/**
 * What the database may not know of each case, in memory: its disease and how its questions stand. One row a case number in one
 * piece of memory: 100,000 cases take a few megabytes, and a question about all of them is one pass.
 */
import { ANSWERED, ASKED, type CaseSummary, MISSING, UNSURE } from '../core/case/summarise-case.js';
import { type CaseState } from '../core/case/case-state.js';

export interface FieldTally {
  readonly asked: number;
  readonly answered: number;
  readonly missing: number;
  readonly unsure: number;
}
export interface TableFilter {
  /** A code; null: cases whose disease is not known. */
  readonly disease?: string | null;
  /** A field's place in the study, from 0: drafts in which it is missing. */
  readonly missing?: number;
}

/** No case has this number yet. */
const NO_CASE = 255;
/** How many cases of each of the sixteen states that a field can be in. */
const STATES = 16;

export class CaseTable {
  private rows = 1024;
  private diseases = new Uint8Array(this.rows).fill(NO_CASE);
  private states: Uint8Array;
  private turns = new Float64Array(this.rows);
  private readonly tallied: Uint32Array;

  /** @param codes of the study's diseases, fewer than 254 */
  constructor(
    private readonly fieldCount: number,
    private readonly codes: readonly string[],
  ) {
    this.states = new Uint8Array(this.rows * fieldCount);
    this.tallied = new Uint32Array(fieldCount * STATES);
  }

  /** Of the case as it was last put; 0 when it never was. */
  turnOf(number: number): number {
    return this.turns[number] ?? 0;
  }

  put(number: number, turn: number, state: CaseState, { disease, fields }: CaseSummary): void {
    this.makeRoom(number);
    const isNew = this.diseases[number] === NO_CASE;
    const start = number * this.fieldCount;
    for (let at = 0; at < this.fieldCount; at += 1) {
      const now = keptOf(state, fields[at] ?? 0);
      if (!isNew) this.count(at, this.states[start + at] ?? 0, -1);
      this.count(at, now, 1);
      this.states[start + at] = now;
    }
    this.diseases[number] = disease === null ? 0 : this.codes.indexOf(disease) + 1;
    this.turns[number] = turn;
  }

  /** One bit a case number, from the lowest bit of the first byte: set where the case fits, as PostgreSQL's get_bit reads it. */
  find({ disease, missing }: TableFilter): Buffer {
    const found = Buffer.alloc(Math.ceil(this.rows / 8));
    // A code that the study does not know is no case's.
    const wanted =
      disease === undefined || disease === null ? 0 : this.codes.indexOf(disease) + 1 || NO_CASE - 1;
    for (let number = 0; number < this.rows; number += 1) {
      const known = this.diseases[number];
      const fits =
        known !== NO_CASE &&
        (disease === undefined || known === wanted) &&
        (missing === undefined || ((this.states[number * this.fieldCount + missing] ?? 0) & MISSING) !== 0);
      if (fits) found[number >> 3] = (found[number >> 3] ?? 0) | (1 << (number & 7));
    }
    return found;
  }

  /** By field, in the study's order: cases that are not set aside. */
  tally(): FieldTally[] {
    return Array.from({ length: this.fieldCount }, (_, field) => {
      const counts = this.tallied.subarray(field * STATES, (field + 1) * STATES);
      const sum = (bit: number): number =>
        counts.reduce((total, count, state) => total + ((state & bit) === 0 ? 0 : count), 0);
      return { asked: sum(ASKED), answered: sum(ANSWERED), missing: sum(MISSING), unsure: sum(UNSURE) };
    });
  }

  private count(field: number, state: number, change: 1 | -1): void {
    const at = field * STATES + state;
    this.tallied[at] = (this.tallied[at] ?? 0) + change;
  }

  private makeRoom(number: number): void {
    if (number < this.rows) return;
    while (this.rows <= number) this.rows *= 2;
    const [diseases, states, turns] = [this.diseases, this.states, this.turns];
    this.diseases = new Uint8Array(this.rows).fill(NO_CASE);
    this.diseases.set(diseases);
    this.states = new Uint8Array(this.rows * this.fieldCount);
    this.states.set(states);
    this.turns = new Float64Array(this.rows);
    this.turns.set(turns);
  }
}

/** Of a case that is set aside nothing counts; of a confirmed one nothing is missing any more. */
function keptOf(state: CaseState, bits: number): number {
  if (state === 'set_aside') return 0;
  return state === 'confirmed' ? bits & ~MISSING : bits;
}
