import { describe, expect, test } from '@jest/globals';
import { type CaseAnswer, type CaseAnswers } from '../../../src/core/case/case-answers.js';
import { askOfCase } from '../../../src/core/letter/ask-of-case.js';
import { type Finding } from '../../../src/core/sheet/finding.js';
import { letterStudy as study } from './letter-study.js';

const TODAY = '2026-11-20';
const answered = (origin: CaseAnswer['origin']): CaseAnswer => ({
  origin,
  answer: {
    ...{ value: 'x', raw: 'x', confidence: 1, sure: true },
    source: { strategy: 'acroform', page: 1, rect: null },
  },
});
const ask = (answers: CaseAnswers, findings: Finding[]) => {
  const asked = askOfCase(study, { answers, findings }, TODAY, []);
  return { ...asked, names: asked.asks.flatMap(({ names }) => names) };
};
const unread = (...onPage: string[]): Finding => ({ code: 'page_not_placed', detail: '2', page: 2, onPage });

describe('a page that waits for a person to read it', () => {
  const usual = ask({}, []);
  const [first = '', second = ''] = usual.names;

  test('keeps its questions out of the letter, and those alone', () => {
    expect(usual).toMatchObject({ waits: false, personReads: false });
    expect(usual.names.length).toBeGreaterThan(2);
    const asked = ask({}, [unread(first, second)]);
    expect(asked.names).toEqual(usual.names.slice(2));
    expect(asked).toMatchObject({ waits: true, personReads: true });
  });

  test('whose place in the sheet is not known hides nothing', () => {
    expect(ask({}, [{ code: 'page_not_placed', detail: '2' }]).names).toEqual(usual.names);
  });

  test('of which a person has entered something has been read: what is blank there is asked', () => {
    const asked = ask({ [first]: answered('person') }, [unread(first, second)]);
    expect(asked.names).toContain(second);
    expect(asked.waits).toBe(false);
    expect(ask({ [first]: answered('reading') }, [unread(first, second)]).names).not.toContain(second);
  });
});
