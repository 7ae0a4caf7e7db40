import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatReference, parseReference } from '../../../src/core/case/case-reference.js';
import {
  CASE_STATES,
  type CaseAction,
  type CaseState,
  listActions,
  SET_ASIDE_REASONS,
  transition,
} from '../../../src/core/case/case-state.js';
import { digestInput } from '../../../src/core/case/same-sheet.js';
import { type ReadAnswer } from '../../../src/core/sheet/reading.js';
import { type Value } from '../../../src/core/study/answer.js';

describe('the states of a case', () => {
  const confirm: CaseAction = { kind: 'confirm' };
  const setAside: CaseAction = { kind: 'set_aside', reason: 'duplicate' };
  const reopen: CaseAction = { kind: 'reopen', reason: 'a late result' };
  it.each<[CaseState, CaseAction, CaseState | null]>([
    ['draft', confirm, 'confirmed'],
    ['draft', setAside, 'set_aside'],
    ['draft', reopen, null],
    ['confirmed', confirm, null],
    ['confirmed', setAside, null],
    ['confirmed', reopen, 'draft'],
    ['set_aside', confirm, null],
    ['set_aside', setAside, null],
    ['set_aside', reopen, 'draft'],
  ])('%s, %o: %s', (state, action, next) => {
    if (next) expect(transition(state, action)).toBe(next);
    else
      expect(() => transition(state, action)).toThrow(
        expect.objectContaining({ code: 'case_state', kind: 'conflict' }),
      );
    expect(listActions(state).includes(action.kind)).toBe(next !== null);
  });

  it.each(SET_ASIDE_REASONS)('are set aside as %s', (reason) => {
    expect(transition('draft', { kind: 'set_aside', reason })).toBe('set_aside');
  });

  it('are not set aside without a known reason, nor reopened without words', () => {
    const unknown = { kind: 'set_aside', reason: 'bored' } as unknown as CaseAction;
    for (const [state, action] of [
      ['draft', unknown],
      ['confirmed', { kind: 'reopen', reason: '  ' }],
    ] as const)
      expect(() => transition(state, action)).toThrow(expect.objectContaining({ code: 'reason_missing' }));
    expect(CASE_STATES).toHaveLength(3);
  });
});

describe('a case’s reference', () => {
  it.each([
    [1, 'DARA-0001'],
    [42, 'DARA-0042'],
    [10_000, 'DARA-10000'],
  ])('of %i is %s', (number, reference) => {
    expect(formatReference('dara', number)).toBe(reference);
  });

  it.each([0, -1, 1.5, NaN])('of %d is refused', (number) => {
    expect(() => formatReference('DARA', number)).toThrow(expect.objectContaining({ kind: 'invalid' }));
  });

  it.each(['DARA-0042', 'dara 42', ' Dara n° 0042 ', 'DARA–42', 'dara42', 'DARA - 0042'])(
    'is read in “%s”',
    (text) => {
      expect(parseReference(text)).toEqual({ prefix: 'DARA', number: 42 });
    },
  );

  it.each(['', 'DARA', '0042', 'DARA-0000', 'see DARA-0042', 'DARA-0042-1'])(
    'is not read in “%s”',
    (text) => {
      expect(parseReference(text)).toBeNull();
    },
  );

  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999 }), (number) => {
        expect(parseReference(formatReference('DARA', number))).toEqual({ prefix: 'DARA', number });
      }),
    );
  });
});

describe('the same sheet', () => {
  const source = { strategy: 'acroform', page: 1, rect: null } as const;
  const answer = (value: Value | null, raw = ''): ReadAnswer => ({
    value,
    raw,
    confidence: 1,
    sure: true,
    source,
  });
  const digest = (answers: Record<string, ReadAnswer>, study = 's') => digestInput({ study, answers });
  const sheet = {
    'a.text': answer('Une ligne, puis une autre'),
    'a.codes': answer(['x', 'y']),
    'a.table': answer([{ row: 'm0', ck: 12, date: '2020-03-09' }]),
    'a.odd': answer(null, 'environ dix'),
  };

  it.each<[string, Record<string, ReadAnswer>]>([
    ['its answers come in another order', Object.fromEntries(Object.entries(sheet).reverse())],
    ['a text is wrapped elsewhere', { ...sheet, 'a.text': answer('Une ligne,\n puis une autre ') }],
    [
      'a text is composed otherwise',
      { ...sheet, 'a.text': answer('Une ligne, puis une autre'.normalize('NFD')) },
    ],
    ['codes come in another order', { ...sheet, 'a.codes': answer(['y', 'x']) }],
    [
      'cells come in another order',
      { ...sheet, 'a.table': answer([{ date: '2020-03-09', ck: 12, row: 'm0' }]) },
    ],
    [
      'another strategy read it, less surely',
      {
        ...sheet,
        'a.text': {
          ...sheet['a.text'],
          raw: 'other',
          sure: false,
          confidence: 0.2,
          source: { strategy: 'label', page: null, rect: null },
        },
      },
    ],
    [
      'a blank is listed',
      { ...sheet, 'a.blank': answer('', ' '), 'a.none': answer([]), 'a.nil': answer(null) },
    ],
  ])('is the same when %s', (_name, other) => {
    expect(digest(other)).toBe(digest(sheet));
  });

  it.each<[string, string]>([
    ['a text changes', digest({ ...sheet, 'a.text': answer('Une ligne') })],
    [
      'a number becomes its digits',
      digest({ ...sheet, 'a.table': answer([{ row: 'm0', ck: '12', date: '2020-03-09' }]) }),
    ],
    ['a code is added', digest({ ...sheet, 'a.codes': answer(['x', 'y', 'z']) })],
    [
      'a cell changes its row',
      digest({ ...sheet, 'a.table': answer([{ row: 'm3', ck: 12, date: '2020-03-09' }]) }),
    ],
    ['what was not understood changes', digest({ ...sheet, 'a.odd': answer(null, 'environ onze') })],
    ['an answer moves', digest({ ...sheet, 'a.codes': sheet['a.odd'], 'a.odd': sheet['a.codes'] })],
    ['it is of another study', digest(sheet, 't')],
  ])('is another when %s', (_name, other) => {
    expect(other).not.toBe(digest(sheet));
  });

  it('cannot be imitated by a text that looks like two answers', () => {
    const one = { a: answer('x"\n"b":"y') };
    const two = { a: answer('x'), b: answer('y') };
    expect(digest(one)).not.toBe(digest(two));
  });
});
