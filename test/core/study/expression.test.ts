/** The language of shown_if and rules: what parses to what, what is refused, and what can be told. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Answers } from '../../../src/core/study/answer.js';
import { viewCase } from '../../../src/core/study/case-view.js';
import { checkExpression } from '../../../src/core/study/check-expression.js';
import { arePeriodsWithin, comparePeriods, parsePeriod } from '../../../src/core/study/date-period.js';
import { evaluateExpression } from '../../../src/core/study/evaluate-expression.js';
import { type Comparator, type Truth } from '../../../src/core/study/expression.js';
import { indexFields } from '../../../src/core/study/find-question.js';
import { listReferences } from '../../../src/core/study/list-references.js';
import { combineIntervals, compareIntervals, readInterval } from '../../../src/core/study/number-interval.js';
import { parseExpression } from '../../../src/core/study/parse-expression.js';
import { ExpressionError } from '../../../src/core/study/tokenise-expression.js';
import { loadStudy } from '../../../src/studies/load-study.js';

const study = loadStudy('test/studies/tiny');
const fields = indexFields(study.fields);
const holdsFor = (text: string, answers: Answers): Truth => {
  const shown = new Map(study.fields.map(({ key }) => [key, 'holds'] as const));
  return evaluateExpression(parseExpression(text), viewCase(fields, answers, '2022-05-10', shown)).truth;
};

describe('parsing', () => {
  test.each([
    ['a.a = x and b.b = y or c.c = z', '((a.a = x and b.b = y) or c.c = z)'],
    ['a.a = x and (b.b = y or c.c = z)', '(a.a = x and (b.b = y or c.c = z))'],
    ['not a.a = x and b.b = y', '(not (a.a = x) and b.b = y)'],
    ['a.a = x implies b.b = y implies c.c = z', '(a.a = x implies (b.b = y implies c.c = z))'],
    ['a.a = x or b.b = y implies c.c = z', '((a.a = x or b.b = y) implies c.c = z)'],
    ['a.a = x iff b.b = y', '(a.a = x iff b.b = y)'],
    ['1 <= a.a <= 3', '(1 <= a.a and a.a <= 3)'],
    ['a.a + 2 * b.b - 1 = 0', '((a.a + (2 * b.b)) - 1) = 0'],
    ['(a.a + 2) * b.b >= 1.5', '((a.a + 2) * b.b) >= 1.5'],
    ['(a.a) within 3 days of b.b', 'a.a within 3 of b.b'],
    ['a.a >= 2020-03-09', 'a.a >= 2020-03-09'],
  ])('%s', (text, expected) => {
    expect(write(parseExpression(text))).toBe(expected);
  });

  test.each([
    ['', 'expected a question, a code, a number or a date, found the end', 1],
    ['a.a = ', 'found the end', 7],
    ['a.a', 'expected a comparison', 4],
    ['a.a = x b.b = y', 'found "b.b"', 9],
    ['(a.a = x', 'expected ")"', 9],
    ['a.a is lost', 'is takes empty, given or asked', 8],
    ['a.a has 3', 'expected a word, found "3"', 9],
    ['a.a # 3', 'unexpected "#"', 5],
    ['a.a mentions coombs', 'expected a "text"', 14],
    ['year(a.a, b.b) = 3', 'takes one date', 1],
    ['every date near today', 'expected a comparison', 12],
    ['a.a within 3 of b.b', 'expected "days"', 14],
  ])('refuses “%s”', (text, message, column) => {
    const refusal = catchError(() => parseExpression(text));
    expect(refusal.message).toContain(message);
    expect(refusal.column).toBe(column);
  });

  test('lists what is read, once, in order', () => {
    expect(
      listReferences(parseExpression('b.b < year(a.a) and every t.t.*.c >= b.b or in_order(d.d, today)')),
    ).toEqual(['b.b', 'a.a', 't.t.*.c', 'd.d']);
  });
});

describe('checking against the study', () => {
  test.each([
    ['keeper.name = x', 'unknown question "keeper.name"'],
    ['keeper.stings.4.size = small', 'unknown question "keeper.stings.4.size"'],
    ['place.hive = glass', '"glass" is not a choice of place.hive'],
    ['place.hive in straw|glass', '"glass" is not a choice of place.hive'],
    ['place.hive has straw', '"has" is for many_of, and place.hive is code'],
    ['keeper.signs = hives', '"=" is for one_of or yes_no, and keeper.signs is codes'],
    ['place.hive < wood', '"wood" is a code: compare it with = or !=, or use rank(…)'],
    ['keeper.honey = keeper.sting.day', 'number and date cannot be compared'],
    ['place.apiary = 3', 'text and number cannot be compared'],
    ['keeper.honey mentions "x"', '"mentions" is for text, and keeper.honey is number'],
    ['keeper.stings.*.diameter > 3', '"keeper.stings.*.diameter" needs every, some or in_order before it'],
    ['every keeper.honey > 3', 'every needs a cell of every row (table.*.column)'],
    ['keeper.stings = 3', '"keeper.stings" is a table: name a row and a column'],
    ['keeper.sting.day > 2020-13', '"2020-13" is not a date'],
    ['keeper.honey + 3 days > 2', '"days" is for date, and keeper.honey is number'],
    ['year(keeper.honey) = 2020', '"year" is for date, and keeper.honey is number'],
    ['keeper.honey / keeper.sting.day = 1', '"/" is for number, and keeper.sting.day is date'],
  ])('%s', (text, message) => {
    expect(checkExpression(parseExpression(text), fields)).toContain(message);
  });

  test('passes what is right', () => {
    for (const text of [
      'keeper.stings is empty or keeper.stings.1.size = small',
      'every (keeper.stings.*.size = large implies keeper.stings.*.diameter >= 10)',
      'rank(place.hive, straw, wood) < 1 and keeper.sting.day + 3 days <= today',
    ])
      expect(checkExpression(parseExpression(text), fields)).toEqual([]);
  });
});

describe('evaluation', () => {
  const table = [
    { spot: 'Main', size: 'small', diameter: 4, seen: '2020-03-01' },
    { spot: 'Poignet', diameter: { value: 20, comparator: '>' } as const, seen: '2020-03' },
    { spot: 'Cou', size: 'large' },
  ];
  test.each<[string, Answers, Truth]>([
    ['place.hive = straw', {}, 'unknown'],
    ['place.hive != straw', { 'place.hive': 'wood' }, 'holds'],
    ['place.hive = straw', { 'place.hive': { missing: 'NSP' } }, 'unknown'],
    ['place.hive is given', { 'place.hive': { missing: 'NSP' } }, 'unknown'],
    ['place.hive is empty', { 'place.hive': { missing: 'NSP' } }, 'fails'],
    ['place.hive is empty', {}, 'holds'],
    ['keeper.signs is empty', { 'keeper.signs': [] }, 'holds'],
    ['place.hive = straw or keeper.honey > 1', { 'keeper.honey': 2 }, 'holds'],
    ['place.hive = straw and keeper.honey > 1', { 'keeper.honey': 1 }, 'fails'],
    ['place.hive = straw implies keeper.honey > 1', { 'keeper.honey': 1 }, 'unknown'],
    ['keeper.honey > 1 iff place.hive = straw', { 'keeper.honey': 1, 'place.hive': 'wood' }, 'holds'],
    ['keeper.honey > 1 iff place.hive = straw', { 'keeper.honey': 2, 'place.hive': 'wood' }, 'fails'],
    ['keeper.honey <= 5', { 'keeper.honey': { value: 5, comparator: '<' } }, 'holds'],
    ['keeper.honey >= 5', { 'keeper.honey': { value: 5, comparator: '<' } }, 'fails'],
    ['keeper.honey >= 5', { 'keeper.honey': { value: 5, comparator: '<=' } }, 'unknown'],
    ['keeper.honey * 2 - 1 < 9', { 'keeper.honey': { value: 5, comparator: '<' } }, 'holds'],
    ['1 / keeper.honey < 1', { 'keeper.honey': { value: 5, comparator: '<' } }, 'unknown'],
    ['keeper.honey = 0.3', { 'keeper.honey': 0.1 + 0.2 }, 'holds'],
    ['keeper.sting.day = 2020-03', { 'keeper.sting.day': '2020-03-09' }, 'holds'],
    ['not keeper.sting.day = 2020-03-09', { 'keeper.sting.day': '2020-03' }, 'unknown'],
    ['keeper.sting.day > 2020-03', { 'keeper.sting.day': '2020-03-09' }, 'unknown'],
    ['keeper.sting.day > 2019-12', { 'keeper.sting.day': '2020' }, 'holds'],
    ['keeper.sting.day + 42 days <= 2020-04-20', { 'keeper.sting.day': '2020-03-09' }, 'holds'],
    ['keeper.sting.day + 42 days = 2020-05', { 'keeper.sting.day': '2020-03' }, 'unknown'],
    ['year(keeper.sting.day) = 2020', { 'keeper.sting.day': '2020' }, 'holds'],
    ['keeper.sting.day = 2020-02', { 'keeper.sting.day': '2020-02-30' }, 'unknown'],
    ['keeper.signs has hives|swelling', { 'keeper.signs': ['swelling'] }, 'holds'],
    ['nothing stands alone in keeper.signs', { 'keeper.signs': ['nothing', 'hives'] }, 'fails'],
    ['nothing stands alone in keeper.signs', { 'keeper.signs': ['hives'] }, 'holds'],
    ['place.apiary mentions "pre fleuri"', { 'place.apiary': 'Le Pré-Fleuri' }, 'holds'],
    ['place.apiary mentions "pre fleur"', { 'place.apiary': 'Le Pré-Fleuri' }, 'fails'],
    ['place.apiary mentions "pre fleur*"', { 'place.apiary': 'Le Pré-Fleuri' }, 'holds'],
    ['every keeper.stings.*.diameter > 3', { 'keeper.stings': table }, 'holds'],
    ['every keeper.stings.*.diameter > 4', { 'keeper.stings': table }, 'fails'],
    ['every keeper.stings.*.diameter < 30', { 'keeper.stings': table }, 'unknown'],
    ['some keeper.stings.*.size = large', { 'keeper.stings': table }, 'holds'],
    ['some keeper.stings.*.diameter > 30', { 'keeper.stings': [{ spot: 'Main' }] }, 'unknown'],
    [
      'every (keeper.stings.*.size = large implies keeper.stings.*.diameter > 3)',
      { 'keeper.stings': [{ size: 'large', diameter: 2 }] },
      'fails',
    ],
    ['keeper.stings.2.diameter > 20', { 'keeper.stings': table }, 'holds'],
    ['keeper.stings.1.size = small', { 'keeper.stings': { missing: 'NA' } }, 'unknown'],
    [
      'every keeper.stings.*.diameter > 3',
      { 'keeper.stings': [...table, { spot: 'rang ajouté', diameter: 2 }] },
      'fails',
    ],
    ['in_order(keeper.stings.*.seen)', { 'keeper.stings': table }, 'holds'],
    ['in_order(keeper.sting.day, keeper.stings.*.seen)', { 'keeper.stings': table }, 'unknown'],
    [
      'in_order(keeper.sting.day, keeper.stings.*.seen)',
      { 'keeper.stings': table, 'keeper.sting.day': '2021' },
      'fails',
    ],
    ['every date <= today', { 'keeper.stings': table }, 'holds'],
    ['every date <= today', { 'keeper.stings': [{ seen: '2022-05-11' }] }, 'fails'],
    ['every date <= today', {}, 'unknown'],
    ['not every date <= today', { 'keeper.stings': [{ seen: '2022-05-11' }] }, 'holds'],
  ])('%s', (text, answers, truth) => {
    expect(holdsFor(text, answers)).toBe(truth);
    expect(checkExpression(parseExpression(text), fields)).toEqual([]);
  });
});

describe('what is said of partial dates and bounded numbers is true whatever was meant', () => {
  const comparators: readonly Comparator[] = ['=', '!=', '<', '<=', '>', '>='];
  const isTrue: Readonly<Record<Comparator, (a: number, b: number) => boolean>> = {
    '=': (a, b) => a === b,
    '!=': (a, b) => a !== b,
    '<': (a, b) => a < b,
    '<=': (a, b) => a <= b,
    '>': (a, b) => a > b,
    '>=': (a, b) => a >= b,
  };
  const day = fc
    .date({ min: new Date('2019-11-01'), max: new Date('2020-04-30'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const length = fc.constantFrom(4, 7, 10);

  test('fails is never said of two dates of which it may be true', () => {
    fc.assert(
      fc.property(day, day, length, length, fc.constantFrom(...comparators), (a, b, la, lb, comparator) => {
        const [left, right, one, other] = [a.slice(0, la), b.slice(0, lb), a, b].map((text) =>
          parsePeriod(text),
        );
        if (!left || !right || !one || !other) throw new Error('not a date');
        const truth = comparePeriods(left, comparator, right);
        const real = isTrue[comparator](one.first, other.first);
        if (real) expect(truth).not.toBe('fails');
        if (['<', '>', '!='].includes(comparator) && !real) expect(truth).not.toBe('holds');
        if (arePeriodsWithin(left, right, 31) === 'holds') {
          expect(Math.abs(one.first - other.first)).toBeLessThanOrEqual(31);
        }
      }),
    );
  });

  test('a comparison of bounded numbers after arithmetic', () => {
    const bounded = fc.record({
      value: fc.integer({ min: -20, max: 20 }),
      comparator: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const),
      sample: fc.double({ min: 0.25, max: 30, noNaN: true }),
    });
    const operator = fc.constantFrom('+' as const, '-' as const, '*' as const, '/' as const);
    const compute = {
      '+': (a: number, b: number) => a + b,
      '-': (a: number, b: number) => a - b,
      '*': (a: number, b: number) => a * b,
      '/': (a: number, b: number) => a / b,
    };
    fc.assert(
      fc.property(
        bounded,
        bounded,
        operator,
        fc.integer({ min: -50, max: 50 }),
        (left, right, sign, limit) => {
          const inside = ({ value, comparator, sample }: typeof left) =>
            comparator.startsWith('<') ? value - sample : value + sample;
          const result = combineIntervals(readInterval(left), sign, readInterval(right));
          if (!result) return;
          const real = compute[sign](inside(left), inside(right));
          if (!Number.isFinite(real) || Math.abs(real - limit) < 1e-6) return;
          const truth = compareIntervals(result, '<', readInterval(limit));
          if (truth !== 'unknown') expect(truth === 'holds').toBe(real < limit);
        },
      ),
    );
  });
});

test.each(['2020-13', '2020-00', '2021-02-29', '2020-01-32', '20', '2020-1-1', 'NSP'])(
  '%s is no date',
  (text) => {
    expect(parsePeriod(text)).toBeNull();
  },
);

function catchError(run: () => unknown): ExpressionError {
  try {
    run();
  } catch (error) {
    if (error instanceof ExpressionError) return error;
  }
  throw new Error('nothing was refused');
}

/** The tree written out with all its parentheses. */
function write(node: object): string {
  const tree = node as Record<string, unknown> & { kind: string };
  const part = (name: string) => write(tree[name] as object);
  switch (tree.kind) {
    case 'and':
    case 'or':
      return `(${(tree['parts'] as object[]).map(write).join(` ${tree.kind} `)})`;
    case 'not':
      return `not (${part('part')})`;
    case 'implies':
    case 'iff':
      return `(${part('left')} ${tree.kind} ${part('right')})`;
    case 'compare':
      return `${part('left')} ${String(tree['comparator'])} ${part('right')}`;
    case 'arithmetic':
      return `(${part('left')} ${String(tree['operator'])} ${part('right')})`;
    case 'within':
      return `${part('left')} within ${String(tree['days'])} of ${part('right')}`;
    default:
      return String(tree['path'] ?? tree['value'] ?? tree['code']);
  }
}
