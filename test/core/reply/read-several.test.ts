/** The answer to a letter on several cases: each value in the case under whose reference it stands, and in no other; the rest is a person's. */
import { describe, expect, test } from '@jest/globals';
import { writeLetter } from '../../../src/core/letter/write-letter.js';
import { findStopped } from '../../../src/core/reply/find-stopped.js';
import { readSeveral } from '../../../src/core/reply/read-reply.js';
import { judgeSheet } from '../../../src/core/sheet/judge-sheet.js';
import { loadStudy } from '../../../src/studies/load-study.js';

const study = loadStudy('studies/daratumumab');
const number = (key: string): number => study.fields.find((field) => field.key === key)?.number ?? 0;
const AGE = number('patient.age');
const ROUTE = number('dara.route');
const FIRST = number('dara.first_date');
const HISTORY = number('patient.history');
/** What is asked of each case: the first two ask the same, the third something else and its last line is a text. */
const ASKED = {
  'DARA-0007': ['patient.age', 'dara.first_date', 'dara.route'],
  'DARA-0012': ['patient.age', 'dara.first_date', 'dara.route'],
  'DARA-0031': ['patient.age', 'patient.history'],
};
const letter = writeLetter({
  study,
  language: 'fr',
  outcome: 'reminder_several',
  cases: Object.entries(ASKED).map(([reference, names]) => ({
    caseId: `id of ${reference}`,
    reference,
    step: 1,
    asks: names.map((name) => ({ names: [name], reason: null })),
  })),
  isFirst: false,
  withBlank: false,
  threadToken: 'a'.repeat(50),
});
const several = letter.several ?? [];
const lines = letter.text.split('\n');
/** The letter quoted with `>`, something written behind or beneath its lines. */
const quote = (write: (line: string, reference: string) => string[] = () => []): string => {
  let reference = '';
  return [
    'Le 2 mars 2026 à 10:00, Étude <recueil@etude.test> a écrit :',
    ...lines.flatMap((line) => {
      reference = /DARA-\d{4}$/.exec(line)?.[0] ?? reference;
      return [`> ${line}`, ...write(line, reference)];
    }),
  ].join('\n');
};
const asItCame = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

/** `REFERENCE KEY` → value; an unsure one as `~value`. */
function read(text: string): { readonly answers: Record<string, string>; readonly left: boolean } {
  const asked = { language: 'fr' as const, lines: several.flatMap((one) => one.lines) };
  const { cases, hasWordsLeft } = readSeveral(
    study,
    { text: asItCame(text), asked, letter: letter.text, isExact: true, today: '2026-03-02' },
    several,
    (head) => head.includes('recueil@'),
  );
  const answers: Record<string, string> = {};
  for (const { caseId, candidates } of cases) {
    const judged = judgeSheet(study, 'fr', candidates, { today: '2026-03-02' });
    for (const [key, { value, sure }] of Object.entries(judged.answers))
      answers[`${caseId.replace('id of ', '')} ${key}`] = `${sure ? '' : '~'}${JSON.stringify(value)}`;
  }
  return { answers, left: hasWordsLeft };
}

describe('the letter', () => {
  test('has each case under its own heading, with its own list, and says how to answer and to end it', () => {
    const text = asItCame(letter.text).replace(/\n(?!\n)/g, ' ');
    expect(letter.kind).toBe('reminder');
    expect(asItCame(letter.subject)).toBe('[DARA] Rappel : précisions utiles pour 3 fiches');
    for (const reference of Object.keys(ASKED)) expect(text).toContain(`Fiche ${reference}\n`);
    expect(text).toContain('STOP sous sa référence');
    expect(several.map(({ reference, lines: own }) => [reference, own.map(({ names }) => names[0])])).toEqual(
      Object.entries(ASKED),
    );
    expect(letter.asked).toEqual([]);
  });
});

describe('answers above the quoted letter', () => {
  test('each under its reference', () => {
    const own = `Bonjour,\n\nDARA-0007\n${AGE}. 54\n${ROUTE}. SC\n\nDARA-0012 :\n${AGE} : 61 ans\nvoie IV\n\nCordialement\nDr Anne Martin`;
    for (const text of [own, `${own}\n\n${quote()}`])
      expect(read(text)).toEqual({
        answers: {
          'DARA-0007 patient.age': '54',
          'DARA-0007 dara.route': '"sc"',
          'DARA-0012 patient.age': '61',
          'DARA-0012 dara.route': '"iv"',
        },
        left: false,
      });
  });

  test.each([
    ['on the line of its reference', `DARA-0012 : âge 61, voie IV`],
    ['below the word that the letter uses', `Fiche DARA-0012\nâge 61, voie IV`],
    ['in other words before the reference', `Pour la patiente DARA-0012 :\nâge 61\n\nvoie IV`],
  ])('%s', (_how, own) => {
    for (const text of [own, `${own}\n\n${quote()}`])
      expect(read(text)).toEqual({
        answers: { 'DARA-0012 patient.age': '61', 'DARA-0012 dara.route': '"iv"' },
        left: false,
      });
  });

  test.each([
    ['without a reference', `${AGE}. 54`],
    ['before the first reference', `${AGE}. 54\n\nMerci de votre travail`],
    ['with two references in a line', `DARA-0007 et DARA-0012 : ${AGE}. 54`],
    ['with a reference behind it', `âge 54 pour DARA-0007`],
    ['under the reference of another case', `DARA-0099\n${AGE}. 54`],
  ])('%s: of nobody', (_how, own) => {
    for (const text of [own, `${own}\n\n${quote()}`]) expect(read(text)).toEqual({ answers: {}, left: true });
  });

  test('one of nobody does not stop the others', () => {
    expect(read(`${AGE}. 54\n\nDARA-0007\n${ROUTE}. IV`)).toEqual({
      answers: { 'DARA-0007 dara.route': '"iv"' },
      left: true,
    });
  });
});

describe('answers beneath the lines', () => {
  const isLine = (line: string, key: number) => line.trim().startsWith(`${key}.`);
  const beneath = quote((line, reference) => {
    if (isLine(line, AGE)) return [{ 'DARA-0007': '54', 'DARA-0012': '61' }[reference] ?? ''];
    return reference === 'DARA-0012' && isLine(line, FIRST) ? ['', '3 mars 2021', ''] : [];
  });

  test('are of the case above them', () => {
    expect(read(beneath)).toEqual({
      answers: {
        'DARA-0007 patient.age': '54',
        'DARA-0012 patient.age': '61',
        'DARA-0012 dara.first_date': '"2021-03-03"',
      },
      left: false,
    });
  });

  test('without any marks', () => {
    const unmarked = beneath.replace(/^> ?/gm, '');
    expect(read(unmarked).answers).toMatchObject({
      'DARA-0007 patient.age': expect.stringMatching(/^~?54$/),
      'DARA-0012 patient.age': expect.stringMatching(/^~?61$/),
    });
    expect(Object.keys(read(unmarked).answers)).toHaveLength(3);
  });

  test('the rest of the letter cut off: what follows the last line is its answer, what comes after a gap is of nobody', () => {
    const last = lines.findLastIndex((line) => isLine(line, AGE));
    const cut = lines.slice(0, last + 1).map((line) => `> ${line}`);
    const text = [...cut, '', '47 ans', '', `${HISTORY}. aucun`].join('\n');
    expect(read(`Le 2 mars 2026, recueil@etude.test a écrit :\n${text}`)).toEqual({
      answers: { 'DARA-0031 patient.age': '47' },
      left: true,
    });
  });

  test('written below the whole letter: of nobody', () => {
    expect(read(`${quote()}\n\n${AGE}. 54`)).toEqual({ answers: {}, left: true });
    expect(read(`${quote().replace(/^> ?/gm, '')}\n\n${AGE}. 54`).answers).toEqual({});
  });

  test('below the whole letter, under a reference: of that case', () => {
    expect(read(`${quote()}\n\nDARA-0012\n${AGE}. 54`)).toEqual({
      answers: { 'DARA-0012 patient.age': '54' },
      left: false,
    });
  });

  test('above and beneath, of the same case', () => {
    expect(read(`DARA-0012\n${ROUTE}. IV\n\n${beneath}`).answers).toEqual({
      'DARA-0007 patient.age': '54',
      'DARA-0012 patient.age': '61',
      'DARA-0012 dara.first_date': '"2021-03-03"',
      'DARA-0012 dara.route': '"iv"',
    });
  });
});

test('the letter sent back as it was says nothing', () => {
  expect(read(quote())).toEqual({ answers: {}, left: false });
  expect(read(`Merci !\n\n${quote()}`)).toEqual({ answers: {}, left: false });
  expect(read(letter.text)).toEqual({ answers: {}, left: false });
  expect(read(quote().replace(/^> ?/gm, ''))).toEqual({ answers: {}, left: false });
});

describe('STOP', () => {
  const stopped = (text: string) =>
    findStopped(asItCame(text), several, letter.text).map((id) => id.replace('id of ', ''));
  test.each([
    ['alone: all', 'Bonjour,\n\nSTOP\n\nMerci', Object.keys(ASKED)],
    ['under a reference: that one', `DARA-0007\n${AGE}. 54\n\nDARA-0012\nSTOP`, ['DARA-0012']],
    ['under two', 'DARA-0007 : STOP\nDARA-0031 : STOP', ['DARA-0007', 'DARA-0031']],
  ])('%s', (_how, own, expected) => {
    for (const text of [own, `${own}\n\n${quote()}`]) expect(stopped(text)).toEqual(expected);
  });
});
