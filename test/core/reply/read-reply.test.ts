/** The answer to a letter, in all the ways in which people write one: what is read, what is not for sure, and what is left to a person. */
import { describe, expect, test } from '@jest/globals';
import { type AskedList } from '../../../src/core/letter/asked-line.js';
import { writeLetter } from '../../../src/core/letter/write-letter.js';
import { readReply } from '../../../src/core/reply/read-reply.js';
import { judgeSheet } from '../../../src/core/sheet/judge-sheet.js';
import { type Language } from '../../../src/core/study/study.js';
import { loadStudy } from '../../../src/studies/load-study.js';

const study = loadStudy('studies/daratumumab');
/** Age, weight, diagnosis, first infusion, route, ongoing, non-opposition, a shown_if question, a cell, a many_of and a long text. */
const ASKED = [
  'patient.age',
  'patient.hbv',
  'patient.history',
  'disease.diagnosis_date',
  'dara.first_date',
  'dara.route',
  'dara.ongoing',
  'dara.concomitant',
  'followup.visits.m0.date',
];

interface Read {
  /** Name → value; an unsure one as `~value`. */
  readonly answers: Record<string, string>;
  readonly left: boolean;
}

function letterOf(names: readonly string[], language: Language) {
  const asks = names.map((name) => ({ names: [name], reason: null }));
  return writeLetter({
    study,
    language,
    outcome: 'new',
    reference: 'DARA-0001',
    asks,
    isFirst: true,
    withBlank: false,
    threadToken: 'a'.repeat(50),
  });
}

function read(
  text: string,
  {
    asked = ASKED,
    language = 'fr',
    isExact = true,
  }: { asked?: readonly string[]; language?: Language; isExact?: boolean } = {},
): Read {
  const letter = letterOf(asked, language);
  const list: AskedList = { language, lines: letter.asked };
  const { candidates, hasWordsLeft } = readReply(
    study,
    { text, asked: list, letter: letter.text, isExact, today: '2026-03-02' },
    (head) => head.includes('recueil@'),
  );
  const { answers } = judgeSheet(study, language, candidates, { today: '2026-03-02' });
  const flat = Object.entries(answers).flatMap(([key, { value, sure, cells }]) =>
    cells && !Array.isArray(value)
      ? [[key, `${sure ? '' : '~'}${JSON.stringify(value)}`]]
      : cells && study.fields.find((field) => field.key === key)?.table
        ? Object.entries(cells).map(([cell, one]) => [
            `${key}.${cell}`,
            `${one.sure ? '' : '~'}${typeof one.value === 'string' ? one.value : JSON.stringify(one.value)}`,
          ])
        : [[key, `${sure ? '' : '~'}${typeof value === 'string' ? value : JSON.stringify(value)}`]],
  );
  return { answers: Object.fromEntries(flat) as Record<string, string>, left: hasWordsLeft };
}

const letterText = (language: Language = 'fr', names = ASKED) => letterOf(names, language).text;
const quote = (text: string) =>
  text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
const HEAD = 'Le 02/03/2026 à 10:12, Étude DARA <recueil@etude-dara.test> a écrit :';
const OUTLOOK =
  'De : Étude DARA <recueil@etude-dara.test>\nEnvoyé : lundi 2 mars 2026 10:12\nÀ : Martin\nObjet : [DARA-0001] Fiche reçue';

const CELL = { 'followup.visits.m0.date': '2021-04-12' };
const MANY = { 'dara.concomitant': '["corticosteroids","ivig"]' };
const ASKED_LINES = letterOf(ASKED, 'fr')
  .asked.map(({ text }) => text)
  .join('\n');
const AGE = { 'patient.age': '54' };
const THREE = { 'patient.age': '54', 'dara.first_date': '2021-03-03', 'dara.route': 'iv' };

type Row = readonly [why: string, text: string, answers: Record<string, string>, left?: boolean];

describe('by name', () => {
  test.each<Row>([
    ['a sentence', 'âge 54, première perfusion le 3 mars 2021, voie IV', THREE],
    ['a sentence with "et"', 'Âge : 54 ans, première perfusion le 03/03/2021 et voie IV.', THREE],
    ['semicolons', 'Âge 54 ; première perfusion : 3/3/2021 ; voie : intraveineuse', THREE],
    ['one a line', 'Âge : 54\nPremière perfusion : 03/03/2021\nVoie : IV', THREE],
    [
      'with courtesies around',
      'Bonjour,\n\nMerci pour votre message. Voici les réponses :\nâge 54, première perfusion le 3 mars 2021, voie IV\n\nBien cordialement,\nDr Claire Martin\nCHU de Valmont\nTél : 01 99 00 12 34',
      THREE,
    ],
    [
      'full labels',
      'Âge à la première perfusion : 54\nDate de la première perfusion : 03/03/2021\nVoie d’administration : IV',
      THREE,
    ],
    ['without accents or capitals', 'age a la premiere perfusion 54', AGE],
    ['a slip of the pen', 'Age à la premiére perfusoin : 54', AGE],
    ['"est de"', "L'âge est de 54 ans.", AGE],
    ['"était de"', 'âge était de 54 ans', AGE],
    ['bullets', '- âge : 54\n- voie : IV', { 'patient.age': '54', 'dara.route': 'iv' }],
    ['an equals sign', 'âge = 54 ans', AGE],
    ['the hint of the letter', 'Âge à la première perfusion (en ans) : 54', AGE],
    [
      'English words to a French letter',
      'Age at first infusion: 54; route: IV',
      { 'patient.age': '54', 'dara.route': 'iv' },
    ],
    ['a first name below', 'âge 54\n\nClaire Martin', AGE],
    ['"1ère perfusion"', '1ère perfusion : 3 mars 2021', { 'dara.first_date': '2021-03-03' }],
    ['a month where a month is asked', 'date du diagnostic 03/2016', { 'disease.diagnosis_date': '2016-03' }],
    ['yes or no', 'traitement en cours : oui', { 'dara.ongoing': 'yes' }],
    ['not known, where it is allowed', 'âge : NSP', { 'patient.age': '{"missing":"NSP"}' }],
    ['"inconnu"', 'âge inconnu', { 'patient.age': '{"missing":"NSP"}' }],
    ['not known before the name', 'NSP pour l’âge', { 'patient.age': '{"missing":"NSP"}' }],
    ['"je ne sais pas pour la voie"', 'je ne sais pas pour la voie', { 'dara.route': '{"missing":"NSP"}' }],
    ['a cell by row and column', 'Date M0 : 12/04/2021', CELL],
    ['several choices', 'traitements associés : corticoïdes, immunoglobulines IV', MANY],
    [
      'long text, with commas',
      'antécédents notables : HTA, diabète de type 2, goutte',
      { 'patient.history': 'HTA, diabète de type 2, goutte' },
    ],
    [
      'long text on two lines',
      'Antécédents notables : HTA\ndiabète de type 2\nâge 54',
      { 'patient.history': 'HTA\ndiabète de type 2', ...AGE },
    ],
  ])('%s', (_why, text, answers, left = false) => {
    expect(read(text)).toEqual({ answers, left });
  });
});

describe('by number', () => {
  test.each<Row>([
    ['points, one a line', '13. 54\n40. 03/03/2021\n43. IV', THREE],
    ['on one line', '13. 54  40. 03/03/2021  43. IV', THREE],
    ['colons and commas', '13: 54, 40: 03/03/2021, 43: IV', THREE],
    ['brackets', '13) 54 40) 3 mars 2021 43) intraveineuse', THREE],
    ['dashes', '13 - 54\n43 - IV', { 'patient.age': '54', 'dara.route': 'iv' }],
    ['"n°" and "question"', 'n° 13 : 54\nquestion 43 : IV', { 'patient.age': '54', 'dara.route': 'iv' }],
    ['"Q13 54"', 'Q13 54', AGE],
    ['"pour la 13"', 'pour la 13 : 54', AGE],
    ['number and words', '13. Âge à la première perfusion : 54 ans', AGE],
    ['number and a short word', '13. Âge : 54', AGE],
    ['a cell', '53a1 : 12/04/2021', CELL],
    ['a cell in capitals', '53A1. 12/04/2021', CELL],
    [
      'not known',
      '25 : NSP\n43 : ne sait pas',
      { 'disease.diagnosis_date': '{"missing":"NSP"}', 'dara.route': '{"missing":"NSP"}' },
    ],
    [
      'the list’s own count is not for sure',
      '1. 54\n2. NSP',
      { 'patient.age': '~54', 'patient.hbv': '~{"missing":"NSP"}' },
    ],
  ])('%s', (_why, text, answers, left = false) => {
    expect(read(text)).toEqual({ answers, left });
  });
  test('the list’s own count where both lines are counted, on one line', () => {
    const asked = ['patient.age', 'dara.first_date'];
    expect(read('1. 54  2. 03/03/2021', { asked })).toEqual({
      answers: { 'patient.age': '~54', 'dara.first_date': '~2021-03-03' },
      left: false,
    });
  });
});

describe('beneath or behind the quoted line', () => {
  const inline = (answers: Record<number, string>, isBehind = false): string =>
    letterText()
      .split('\n')
      .map((line) => {
        const number = Object.keys(answers).find((one) => line.startsWith(`  ${one}. `));
        const answer = answers[Number(number)];
        return number === undefined ? `> ${line}` : isBehind ? `> ${line} ${answer}` : `> ${line}\n${answer}`;
      })
      .join('\n');
  const unmarked = (answers: Record<number, string>, gap = ''): string =>
    letterText()
      .replace(/\n(?=[^\n]* (?:message :|lignes?,|pas ;|rappelant))/g, '\n')
      .split('\n')
      .flatMap((line) => {
        const number = Object.keys(answers).find((one) => line.startsWith(`  ${one}. `));
        return number === undefined
          ? [line.trim()]
          : [line.trim(), ...(gap ? [''] : []), answers[Number(number)] ?? '', ...(gap ? [''] : [])];
      })
      .join('\n');
  const GIVEN = { 13: '54', 40: 'le 3 mars 2021', 43: 'IV' };
  test.each<Row>([
    ['beneath', `Voir ci-dessous.\n\n${HEAD}\n${inline(GIVEN)}`, THREE],
    ['beneath, with a remark that agrees', `${HEAD}\n${inline({ 13: 'Âge : 54' })}`, AGE],
    ['behind', `${HEAD}\n${inline(GIVEN, true)}`, THREE],
    [
      'NSP beneath, though our letter says NSP too',
      `${HEAD}\n${inline({ 43: 'NSP' })}`,
      { 'dara.route': '{"missing":"NSP"}' },
    ],
    ['Outlook, no marks', `Réponses dans le texte.\n\n${OUTLOOK}\n\n${unmarked(GIVEN)}`, THREE],
    ['Outlook, no marks, empty lines', `${OUTLOOK}\n\n${unmarked(GIVEN, 'gap')}`, THREE],
    ['Outlook, NSP', `${OUTLOOK}\n\n${unmarked({ 13: 'NSP' })}`, { 'patient.age': '{"missing":"NSP"}' }],
    [
      'long text beneath',
      `${HEAD}\n${inline({ 18: 'HTA, diabète, âge 60 au diagnostic' })}`,
      { 'patient.history': 'HTA, diabète, âge 60 au diagnostic' },
    ],
    ['nothing beneath', `${HEAD}\n${quote(letterText())}`, {}],
    ['nothing, Outlook', `${OUTLOOK}\n\n${letterText()}`, {}],
    ['the list copied and filled', ASKED_LINES.replace(/(?<=\(en ans\)\s:)/, ' 54'), AGE],
    [
      'a quoted line that a program broke',
      `${HEAD}\n> 40. Date de la première\n> perfusion (jj/mm/aaaa) :\n03/03/2021`,
      { 'dara.first_date': '2021-03-03' },
    ],
    [
      'an older answer, quoted twice, is not read again',
      `13 : 54\n\n${HEAD}\n> Bonjour\n>> ${HEAD}\n>> 43. Voie : SC`,
      AGE,
    ],
    ['two answers beneath one line', `${HEAD}\n${inline({ 13: '54 ou 55' })}`, {}, true],
    [
      'an answer and a remark',
      `${HEAD}\n${inline({ 13: '54, à vérifier dans le dossier' })}`,
      { 'patient.age': '~54' },
      true,
    ],
    ['words beneath that are no value', `${HEAD}\n${inline({ 13: 'je demande au secrétariat' })}`, {}, true],
    ['another question’s words beneath', `${HEAD}\n${inline({ 13: 'voie : IV' })}`, { 'dara.route': 'iv' }],
  ])('%s', (_why, text, answers, left = false) => {
    expect(read(text)).toEqual({ answers, left });
  });
});

describe('what could be meant in two ways', () => {
  test.each<Row>([
    ['"non" to a list', 'Non', {}, true],
    ['"oui" to a list', 'oui', {}, true],
    ['NSP to a list', 'je ne sais pas', {}, true],
    ['two numbers', 'âge 54 ou 55', {}, true],
    ['two numbers and a comma', 'âge 54, ou 55', { 'patient.age': '~54' }, true],
    ['bare values', '54, 3 mars 2021, IV', {}, true],
    ['a number without a sign', '13 54', {}, true],
    ['a number that was not asked', '99. 54', {}, true],
    [
      'a label of another question',
      'Date de la dernière perfusion : 03/03/2021',
      { 'dara.last_date': '~2021-03-03' },
    ],
    ['a word that fits two', 'perfusion : 12/04/2021', { 'dara.first_date': '~2021-04-12' }],
    ['"date" alone', 'date : 12/04/2021', {}, true],
    ['a value that fits no type', 'âge : IV', {}, true],
    ['a wrong unit', 'âge : 54 kg', {}, true],
    ['about', 'âge : environ 54', { 'patient.age': '~54' }],
    ['a question mark', 'âge : 54 ?', { 'patient.age': '~54' }],
    ['said twice, differently', 'âge : 54\nâge : 55', { 'patient.age': '~54' }],
    ['number and words disagree', '13. Voie : IV', {}, true],
    ['STOP within a sentence', 'Stop du daratumumab en mars 2021', {}, true],
    ['a question back', 'Que voulez-vous dire par âge à la première perfusion ?', {}, true],
    ['a promise', 'Je vous envoie cela demain.', {}, true],
    ['an answer and a question', 'âge 54. Faut-il remplir la question 18 ?', { 'patient.age': '~54' }, true],
    ['an answer, a new paragraph', 'âge 54\n\nQuand finit l’étude ?', AGE, true],
    ['"pas 54 mais 55"', 'âge : pas 54 mais 55', {}, true],
    ['a date that does not exist', 'première perfusion le 31/02/2021', {}, true],
    ['planned', 'première perfusion prévue le 3 mars 2021', {}, true],
    ['NSP where it is not allowed', 'NSP', {}, true],
    ['a telephone in a signature', 'âge 54\n\nCordialement,\nDr Martin\n13. avenue Foch', AGE],
    ['"merci de ..."', 'Merci de ne plus m’écrire', {}, true],
    ['"merci" and an answer', 'Merci, âge 54', AGE],
    ['nothing but thanks', 'Bien reçu, merci beaucoup.\n\nDr Martin', {}],
    ['a child', 'le fils avait un âge de 54 ans', {}, true],
    ['the age of another event', 'âge au diagnostic 54', {}, true],
    ['out of range is read and told by the judge', 'âge : 540', { 'patient.age': '540' }],
    ['"voir ci-joint"', 'Voir ci-joint.', {}],
  ])('%s', (_why, text, answers, left = false) => {
    expect(read(text)).toEqual({ answers, left });
  });
});

describe('one question alone', () => {
  const alone = { asked: ['patient.age'] };
  test.each<readonly [string, string, readonly string[], Record<string, string>, boolean]>([
    ['a bare value', '54', ['patient.age'], AGE, false],
    ['with courtesies', 'Bonjour,\n54 ans.\nCordialement', ['patient.age'], AGE, false],
    ['"non"', 'non', ['dara.ongoing'], { 'dara.ongoing': 'no' }, false],
    ['NSP', 'Je ne sais pas', ['patient.age'], { 'patient.age': '{"missing":"NSP"}' }, false],
    ['NSP where it is not allowed', 'NSP', ['disease.diagnosis'], {}, true],
    ['free words are no answer of their own', 'Je regarde demain', ['patient.history'], {}, true],
    ['two values', '54\n55', ['patient.age'], {}, true],
    ['its line’s count', '1. 54', ['patient.age'], { 'patient.age': '~54' }, false],
  ])('%s', (_why, text, asked, answers, left) => {
    expect(read(text, { asked })).toEqual({ answers, left });
  });
  test('where the letter is not known for sure, it is not sure', () => {
    expect(read('54', { ...alone, isExact: false })).toEqual({
      answers: { 'patient.age': '~54' },
      left: false,
    });
  });
});

describe('in English', () => {
  test.each<Row>([
    ['a sentence', 'age 54, first infusion on 3 March 2021, route IV', THREE],
    ['by number', '13. 54\n40. 3 March 2021\n43. Intravenous', THREE],
    ['day and month either way', '40. 03/04/2021', { 'dara.first_date': '~2021-04-03' }],
    ['the day beyond twelve', '40. 23/04/2021', { 'dara.first_date': '2021-04-23' }],
    [
      'courtesies',
      'Dear all,\n\nPlease see my answers below.\n\nRoute: IV\n\nKind regards,\nJohn Smith',
      { 'dara.route': 'iv' },
    ],
    ['do not know', "Date of diagnosis: I don't know", { 'disease.diagnosis_date': '{"missing":"NSP"}' }],
    ['a question', 'Do you need the exact date?', {}, true],
  ])('%s', (_why, text, answers, left = false) => {
    expect(read(text, { language: 'en' })).toEqual({ answers, left });
  });
});

describe('hostile texts take no time', () => {
  test.each([
    ['spaces', `âge 54${' '.repeat(100_000)}voie IV`],
    ['many lines', 'âge 54\n'.repeat(20_000)],
    ['many numbers', '1. '.repeat(50_000)],
    ['words of thanks', 'merci '.repeat(50_000)],
    ['a long word', 'é'.repeat(200_000)],
  ])(
    '%s',
    (_what, text) => {
      // A pattern that goes back and forth would take hours: the limit of the test ends it.
      expect(read(text).answers).toEqual({});
    },
    60_000,
  );
});
