/** Which readings of one message are parts of one sheet. */
import { describe, expect, test } from '@jest/globals';
import { joinParts, settleMissingPages } from '../../../src/core/sheet/join-parts.js';
import { type ReadAnswer, type SheetReading } from '../../../src/core/sheet/reading.js';

function part(key: string, missing: string, more: Partial<SheetReading> = {}): SheetReading {
  const answer: ReadAnswer = {
    value: 'x',
    raw: 'x',
    confidence: 0.9,
    sure: false,
    source: { strategy: 'ocr', page: 1, rect: null },
  };
  return {
    sheet: 1,
    study: 'etude',
    sheetVersion: '1',
    language: 'fr',
    answers: { [key]: answer },
    findings: missing === '' ? [] : [{ code: 'missing_pages', detail: missing }],
    ...more,
  };
}

describe('joinParts', () => {
  test('pages one by one are one sheet, whatever their order', () => {
    const whole = joinParts([part('c', '1, 2'), part('a', '2, 3'), part('b', '1, 3')]);
    expect(Object.keys(whole?.answers ?? {}).sort()).toEqual(['a', 'b', 'c']);
    expect(whole?.findings).toEqual([{ code: 'joined_files', detail: '3' }]);
  });

  test('what no part holds is missing', () => {
    const whole = joinParts([part('a', '2, 3, 4'), part('c', '1, 2, 4')]);
    expect(whole?.findings).toContainEqual({ code: 'missing_pages', detail: '2, 4' });
  });

  test.each<[string, SheetReading[]]>([
    ['one alone', [part('a', '2')]],
    ['the same page twice', [part('a', '2'), part('b', '2')]],
    ['pages in common', [part('a', '3'), part('b', '1'), part('c', '2, 3')]],
    ['an answer in common', [part('a', '2'), part('a', '1')]],
    ['a whole sheet beside a page', [part('a', ''), part('b', '1')]],
    ['another version', [part('a', '2'), part('b', '1', { sheetVersion: '2' })]],
    ['another language', [part('a', '2'), part('b', '1', { language: 'en' })]],
  ])('%s: not', (_name, parts) => {
    expect(joinParts(parts)).toBeNull();
  });
});

describe('pages that are missing', () => {
  const missing = (detail: string) => [{ code: 'missing_pages', detail }] as const;
  test.each<readonly [string, string | null, string | null, string | null]>([
    ['a whole case, then one page', null, '1, 3, 4', null],
    ['two pages, then the two others', '2, 4', '1, 3', null],
    ['two pages, then one more', '2, 4', '1, 2, 3', '2'],
    ['two pages, then the whole sheet', '2, 4', null, null],
  ])('%s', (_what, before, now, left) => {
    const { known, given } = settleMissingPages(before === null ? [] : missing(before), {
      findings: now === null ? [] : missing(now),
    });
    expect([...known, ...given]).toEqual(left === null ? [] : missing(left));
  });
  test('answers in words bring no page', () => {
    const { known } = settleMissingPages(missing('2'), { findings: [], isReply: true });
    expect(known).toEqual(missing('2'));
  });
});
