/** What is typed, by the question's own control; and the keys. */
import { describe, expect, it } from '@jest/globals';
import {
  findMistake,
  isSameDraft,
  NONE,
  openDraft,
  spellDate,
  toEntry,
} from '../../../admin/src/pages/review/draft.js';
import { actionOf } from '../../../admin/src/pages/review/key-actions.js';
import { makeCell, makeField } from './review-case.js';

const typed = (text: string) => ({ text, code: null, codes: [], missing: null });
const decimal = makeField('weight', 'decimal');
const date = makeField('day', 'date');

describe('an answer opened to be changed', () => {
  it('shows numbers, dates and codes as they are written in the language', () => {
    expect(openDraft(decimal, makeCell(16.5), 'fr').text).toBe('16,5');
    expect(openDraft(decimal, makeCell(16.5), 'en').text).toBe('16.5');
    expect(openDraft(decimal, makeCell({ value: 5, comparator: '<' }), 'fr').text).toBe('< 5');
    expect(openDraft(date, makeCell('2020-03-09'), 'fr').text).toBe('09/03/2020');
    expect(openDraft(date, makeCell('2020-03'), 'fr').text).toBe('03/2020');
    expect(openDraft(makeField('x', 'one_of'), makeCell('iv'), 'fr').code).toBe('iv');
    expect(openDraft(makeField('x', 'many_of'), makeCell(['a', 'b']), 'fr').codes).toEqual(['a', 'b']);
    expect(openDraft(decimal, makeCell({ missing: 'NSP' }), 'fr').missing).toBe('NSP');
  });

  it('shows what was not understood as it was written', () => {
    expect(openDraft(date, makeCell(null, { raw: 'mars 20?' }), 'fr').text).toBe('mars 20?');
    expect(openDraft(decimal, null, 'fr')).toEqual(typed(''));
  });
});

describe('what is typed', () => {
  it('is a date from its digits alone, whole or partial', () => {
    expect(spellDate('12032020')).toBe('12/03/2020');
    expect(spellDate('12.03.2020')).toBe('12/03/2020');
    expect(spellDate('032020')).toBe('03/2020');
    expect(findMistake(date, typed('03/2020'), 'fr')).toBeNull();
    expect(findMistake(date, typed('2020'), 'fr')).toBeNull();
    expect(findMistake(date, typed('12/03/20'), 'fr')).toBe('date');
    expect(findMistake(makeField('m', 'month'), typed('12/03/2020'), 'fr')).toBe('month');
    expect(findMistake(makeField('y', 'year'), typed('20'), 'fr')).toBe('year');
  });

  it('is refused when it may mean two numbers', () => {
    expect(findMistake(decimal, typed('1.234'), 'fr')).toBe('number_point');
    expect(findMistake(decimal, typed('1,234'), 'en')).toBe('number_point');
    expect(findMistake(decimal, typed('beaucoup'), 'fr')).toBe('number');
    expect(findMistake(decimal, typed('16.5'), 'fr')).toBeNull();
  });

  it('goes as a number when it is plain, and as typed otherwise', () => {
    expect(toEntry(decimal, typed('16,5'), 'fr')).toEqual({ value: 16.5, missing: null });
    expect(toEntry(decimal, typed('16.5'), 'en')).toEqual({ value: 16.5, missing: null });
    expect(toEntry(decimal, typed('1,2 g/dL'), 'fr')).toEqual({ value: '1,2 g/dL', missing: null });
    expect(toEntry(decimal, typed('< 5'), 'fr')).toEqual({ value: '< 5', missing: null });
    expect(toEntry(date, typed('12032020'), 'fr')).toEqual({ value: '12/03/2020', missing: null });
    expect(toEntry(decimal, typed('  '), 'fr')).toEqual({ value: null, missing: null });
    expect(toEntry(decimal, { ...typed('12'), missing: 'NF' }, 'fr')).toEqual({ value: null, missing: 'NF' });
    expect(toEntry(makeField('x', 'many_of'), { ...typed(''), codes: ['b'] }, 'fr').value).toEqual(['b']);
  });

  it('of a choice is saved when something was chosen, were it no answer at all', () => {
    const choice = makeField('route', 'one_of');
    expect(findMistake(choice, typed(''), 'fr')).toBe('choice');
    expect(findMistake(choice, { ...typed(''), missing: 'NSP' }, 'fr')).toBeNull();
    expect(findMistake(choice, { ...typed(''), code: NONE }, 'fr')).toBeNull();
    expect(toEntry(choice, { ...typed(''), code: NONE }, 'fr')).toEqual({ value: null, missing: null });
    expect(toEntry(choice, { ...typed(''), code: 'iv' }, 'fr')).toEqual({ value: 'iv', missing: null });
  });

  it('is the same when nothing of it changed', () => {
    expect(isSameDraft(typed('a'), typed('a '))).toBe(true);
    expect(isSameDraft({ ...typed(''), codes: ['a', 'b'] }, { ...typed(''), codes: ['b', 'a'] })).toBe(true);
    expect(isSameDraft({ ...typed(''), codes: ['a'] }, { ...typed(''), codes: ['b'] })).toBe(false);
  });
});

describe('the keys', () => {
  const free = { isTyping: false, isOnControl: false };
  const press = (key: string, rest = {}) => ({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    repeat: false,
    ...rest,
  });

  it('act where nothing is being typed, and without modifiers', () => {
    expect(actionOf(press('n'), free)).toBe('next_to_see');
    expect(actionOf(press('Enter'), free)).toBe('accept');
    expect(actionOf(press('n'), { ...free, isTyping: true })).toBeNull();
    expect(actionOf(press('a', { ctrlKey: true }), free)).toBeNull();
    expect(actionOf(press('z', { ctrlKey: true }), free)).toBe('undo');
    expect(actionOf(press('w'), free)).toBeNull();
    expect(actionOf(press('toString'), free)).toBeNull();
  });

  it('leave Enter to a button that has the focus', () => {
    expect(actionOf(press('Enter'), { ...free, isOnControl: true })).toBeNull();
    expect(actionOf(press('j'), { ...free, isOnControl: true })).toBe('next');
  });

  it('held down, move and do nothing else', () => {
    expect(actionOf(press('j', { repeat: true }), free)).toBe('next');
    expect(actionOf(press('Enter', { repeat: true }), free)).toBeNull();
    expect(actionOf(press('c', { repeat: true }), free)).toBeNull();
  });
});
