/** The table in memory against a plain list of the same cases: put again and again, moved between states, asked everything. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CaseTable } from '../../src/analyse/case-table.js';
import { type CaseState } from '../../src/core/case/case-state.js';
import { ANSWERED, ASKED, MISSING, UNSURE } from '../../src/core/case/summarise-case.js';

const CODES = ['lupus', 'waiha', 'aps'];
const FIELDS = 5;
const NUMBERS = [1, 2, 3, 7, 8, 9, 1023, 1024, 5000];

const put = fc.record({
  number: fc.constantFrom(...NUMBERS),
  state: fc.constantFrom<CaseState>('draft', 'confirmed', 'set_aside'),
  disease: fc.constantFrom(null, ...CODES),
  fields: fc.uint8Array({ minLength: FIELDS, maxLength: FIELDS, max: 15 }),
});

test('finds and counts what a look at each case does', () => {
  fc.assert(
    fc.property(fc.array(put, { maxLength: 40 }), (puts) => {
      const table = new CaseTable(FIELDS, CODES);
      for (const [turn, { number, state, ...summary }] of puts.entries())
        table.put(number, turn + 1, state, summary);
      const cases = [...new Map(puts.map((one, turn) => [one.number, { ...one, turn: turn + 1 }])).values()];

      for (const number of [...NUMBERS, 4, 100_000])
        expect(table.turnOf(number)).toBe(cases.find((one) => one.number === number)?.turn ?? 0);
      for (const disease of [undefined, null, ...CODES, 'other'])
        for (const missing of [undefined, 0, FIELDS - 1]) {
          const bits = table.find({
            ...(disease === undefined ? {} : { disease }),
            ...(missing === undefined ? {} : { missing }),
          });
          const found = NUMBERS.filter((number) => ((bits[number >> 3] ?? 0) >> (number & 7)) & 1);
          const wanted = cases.filter(
            (one) =>
              (disease === undefined || one.disease === disease) &&
              (missing === undefined || (one.state === 'draft' && (one.fields[missing] ?? 0) & MISSING)),
          );
          expect([disease, missing, found]).toEqual([
            ...[disease, missing],
            wanted.map(({ number }) => number).sort((a, b) => a - b),
          ]);
          // No bit stands for a case that is not there.
          const set = [...bits].reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
          expect(set).toBe(found.length);
        }
      const kept = cases.filter(({ state }) => state !== 'set_aside');
      const count = (field: number, bit: number): number =>
        kept.filter((one) => (one.fields[field] ?? 0) & bit && (bit !== MISSING || one.state === 'draft'))
          .length;
      expect(table.tally()).toEqual(
        Array.from({ length: FIELDS }, (_, field) => ({
          asked: count(field, ASKED),
          answered: count(field, ANSWERED),
          missing: count(field, MISSING),
          unsure: count(field, UNSURE),
        })),
      );
    }),
  );
});
