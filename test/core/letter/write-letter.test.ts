import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CaseAnswers } from '../../../src/core/case/case-answers.js';
import { type Ask, ASK_REASONS, listAsks } from '../../../src/core/letter/list-asks.js';
import { FILE_TYPES } from '../../../src/core/letter/file-type.js';
import {
  type LetterInput,
  type LetterOutcome,
  UNREAD_REASONS,
} from '../../../src/core/letter/letter-input.js';
import { writeLetter } from '../../../src/core/letter/write-letter.js';
import { LANGUAGES, type Language } from '../../../src/core/study/study.js';
import { loadStudy } from '../../../src/studies/load-study.js';
import { letterStudy as study } from './letter-study.js';

const reference = 'DARA-0042';
const write = (outcome: LetterOutcome, more: Partial<LetterInput> = {}) =>
  writeLetter({
    study,
    language: 'fr',
    isFirst: false,
    withBlank: false,
    ...more,
    ...outcome,
  });
const missing = (...names: string[]): Ask[] => names.map((name) => ({ names: [name], reason: null }));
const allMissing = missing(...study.fields.map(({ key }) => key));
const words = (text: string) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
const flat = (text: string) => text.replace(/\n +/g, ' ');

const OUTCOMES: readonly LetterOutcome[] = [
  { outcome: 'new', reference, asks: [] },
  { outcome: 'new', reference, asks: [], personReads: true },
  { outcome: 'new', reference, asks: allMissing },
  { outcome: 'new', reference, asks: ASK_REASONS.map((reason) => ({ names: ['patient.sex'], reason })) },
  { outcome: 'updated', reference, asks: [] },
  { outcome: 'updated', reference, asks: allMissing.slice(0, 1) },
  { outcome: 'unchanged', reference },
  { outcome: 'waiting', reference },
  { outcome: 'closed', reference },
  { outcome: 'proposed', reference },
  { outcome: 'proposed', reference: null },
  { outcome: 'noted', reference },
  { outcome: 'noted', reference: null },
  { outcome: 'blank' },
  { outcome: 'no_sheet' },
  { outcome: 'blank_sent' },
  { outcome: 'unreadable', files: FILE_TYPES.map((type) => ({ type, reason: 'unreadable_file' })) },
  { outcome: 'unreadable', files: UNREAD_REASONS.map((reason) => ({ type: 'pdf', reason })) },
  { outcome: 'oversize' },
  { outcome: 'oversize', maxBytes: 25_000_000 },
];
const EVERY = OUTCOMES.flatMap((outcome) => LANGUAGES.map((language) => ({ outcome, language })));

describe('every letter', () => {
  it.each(EVERY)(
    '$outcome.outcome in $language is whole, signed, and says that it is automatic',
    ({ outcome, language }) => {
      const { subject, text, html } = write(outcome, { language, isFirst: true, threadToken: 'abc' });
      expect(subject).toMatch(/^\[DARA(-0042)?\] \S/);
      expect(subject + text + html).not.toMatch(/[{}]|undefined|null/);
      expect(text).toContain(study.contact.hospital[language]);
      expect(text).toMatch(/automati/i);
      expect(text.replaceAll('\u00a0', ' ')).toContain('01 99 00 12 34');
      expect(text).toContain('recueil@etude-dara.test');
      expect(text).toMatch(/: abc$/m);
      for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(72);
      expect(html).toContain(`<html lang="${language}">`);
      expect(html).not.toMatch(/https?:|<img|<script|<link|url\(/);
    },
  );

  it.each(OUTCOMES)('$outcome in French has narrow no-break spaces where they belong', (outcome) => {
    const { subject, text } = write(outcome, { isFirst: true });
    expect(subject + text).not.toMatch(/[^\u202f\d/][;:!?»](\s|$)|« |«\S|\p{L}'\p{L}/u);
    expect(text).not.toMatch(/[ \n][;:!?»]/);
  });

  it.each(EVERY)(
    '$outcome.outcome in $language says the same in HTML as in text',
    ({ outcome, language }) => {
      const { text, html } = write(outcome, { language });
      const seen = html
        .replace(/^[\s\S]*<body[^>]*>/, '')
        .replace(/<[^>]+>/g, ' ')
        .replace(/&#39;/g, "'")
        .replace(/&quot;/g, '"')
        .replace(/&amp;/g, '&');
      expect(seen.split(/[ \n]+/).filter(Boolean)).toEqual(text.split(/[ \n]+/).filter(Boolean));
    },
  );

  it('gives the notice on the contact’s own data in the first letter only', () => {
    const outcome = { outcome: 'new', reference, asks: [] } as const;
    expect(write(outcome, { isFirst: true }).text).toContain('coordonnées professionnelles');
    expect(write(outcome).text).not.toContain('coordonnées professionnelles');
  });
});

describe('the subject', () => {
  it.each<[Language, 'new' | 'updated', number, string]>([
    ['fr', 'new', 0, '[DARA-0042] Fiche reçue, complète'],
    ['fr', 'new', 1, '[DARA-0042] Fiche reçue, 1 précision utile'],
    ['fr', 'new', 3, '[DARA-0042] Fiche reçue, 3 précisions utiles'],
    ['fr', 'updated', 0, '[DARA-0042] Fiche mise à jour, complète'],
    ['fr', 'updated', 1, '[DARA-0042] Fiche mise à jour, encore 1 précision utile'],
    ['fr', 'updated', 2, '[DARA-0042] Fiche mise à jour, encore 2 précisions utiles'],
    ['en', 'new', 1, '[DARA-0042] Sheet received, 1 detail needed'],
    ['en', 'new', 13, '[DARA-0042] Sheet received, 13 details needed'],
  ])('in %s, %s with %i to ask: %s', (language, outcome, count, subject) => {
    expect(write({ outcome, reference, asks: allMissing.slice(0, count) }, { language }).subject).toBe(
      subject,
    );
  });

  it('does not call a sheet complete that a person still has to read', () => {
    const letter = write({ outcome: 'new', reference, asks: [], personReads: true });
    expect(letter.subject + letter.text).not.toMatch(/complète\b|Tout y est/);
  });
});

describe('the list', () => {
  it.each(LANGUAGES)('stays under 150 words when five things are missing, in %s', (language) => {
    const real = loadStudy('studies/daratumumab');
    const doubts: Ask[] = ['prior.lines', 'centre.visit_wanted', 'followup.visits.m0.prednisone'].map(
      (name) => ({
        names: [name],
        reason: 'out_of_range',
      }),
    );
    const asks = [...doubts, ...missing('dara.first_date', 'status.last_news')];
    const { text } = write({ outcome: 'new', reference, asks }, { study: real, language, isFirst: true });
    expect(words(text)).toBeLessThan(150);
  });

  it('asks at most twelve and counts the rest', () => {
    const listed = (count: number) =>
      write({ outcome: 'new', reference, asks: allMissing.slice(0, count) }).text;
    const lines = (text: string) => text.match(/^ {2}(\d+\.|Question) /gm)?.length;
    expect([lines(listed(12)), lines(listed(13)), lines(listed(20))]).toEqual([12, 12, 12]);
    expect(listed(12)).not.toContain('autre');
    expect(listed(13)).toContain('et 1 autre précision,');
    expect(listed(20)).toContain('et 8 autres précisions,');
  });

  it('is in the sheet’s words, by section, with the sheet’s numbers', () => {
    const asks: Ask[] = [
      ...missing('patient.code'),
      { names: ['patient.sex'], reason: 'several_boxes' },
      { names: ['dara.first_date'], reason: 'partial_date' },
      ...missing('dara.lines', 'dara.visits.m0.date', 'dara.drugs.2.drug'),
      { names: ['dara.first_date', 'status.death_date', 'patient.sex'], reason: 'inconsistent' },
      { names: ['dara.visits.m0.date', 'dara.visits.m3.date'], reason: 'inconsistent' },
    ];
    const { text } = write({ outcome: 'new', reference, asks });
    expect(flat(text).replaceAll('\u202f', ' ')).toContain(
      [
        'Il nous manque 8 précisions (numéros de la fiche) :',
        '',
        'Patient 1. Code patient attribué par le centre (ni nom ni prénom) : 2. Sexe (plusieurs cases cochées) :',
        '',
        'Daratumumab 4. Date de la première perfusion (jj/mm/aaaa ; date incomplète) : 5. Lignes antérieures (nombre) :' +
          ' 6a1. Évolution : Date, M0 : 7a2. Traitements : Nom, ligne 2 :' +
          ' Questions 2, 4 et 9 (réponses qui ne concordent pas) : 6. Évolution (réponses qui ne concordent pas) :',
      ].join('\n'),
    );
  });

  it.each(LANGUAGES)('does not disclose by asking, in %s', (language) => {
    const asks: Ask[] = [
      ...missing('status.death_date', 'status.death_cause'),
      { names: ['patient.organs.kidney'], reason: 'faint_mark' },
      { names: ['status.death_date', 'status.death_cause'], reason: 'inconsistent' },
    ];
    const { subject, text, html } = write({ outcome: 'new', reference, asks }, { language });
    expect(subject + text + html).not.toMatch(/décès|death|Rein|Kidney/i);
    expect(text).toContain(language === 'fr' ? 'Question 9 (précision' : 'Question 9 (detail');
    expect(text).toContain(language === 'fr' ? '10. Précision sur le statut' : '10. Detail of the status');
  });

  it.each<[Language, string, string]>([
    ['fr', 'patient.age', '13. Âge à la première perfusion (en ans)'],
    ['fr', 'dara.first_date', '40. Date de la première perfusion (jj/mm/aaaa)'],
    ['fr', 'dara.route', '43. Voie d’administration (Intraveineuse, Sous-cutanée)'],
    ['fr', 'dara.ongoing', '47. Traitement en cours (oui/non)'],
    ['fr', 'dara.infusions', '42. Nombre de perfusions ou injections (nombre)'],
    ['fr', 'disease.diagnosis', '19. Maladie auto-immune traitée par daratumumab'],
    ['fr', 'followup.visits.m0.date', '53a1. Évolution : Date, M0 (jj/mm/aaaa)'],
    ['en', 'patient.age', '13. Age at first infusion (in years)'],
    ['en', 'patient.allograft_date', '16. History: detail (mm/yyyy)'],
    // Its unit would tell what was measured, and so that it had to be.
    ['fr', 'safety.igg_nadir', '68. Tolérance : valeur'],
  ])('says what is expected, in %s, at %s', (language, name, line) => {
    const real = loadStudy('studies/daratumumab');
    const letter = write({ outcome: 'new', reference, asks: missing(name) }, { study: real, language });
    const colon = language === 'fr' ? ' :' : ':';
    expect(letter.asked).toHaveLength(1);
    expect(letter.asked[0]).toMatchObject({ numbers: [line.split('.')[0]], names: [name] });
    expect(letter.asked[0]?.text.replaceAll('\u202f', ' ')).toBe(`${line}${colon}`);
    expect(flat(letter.text).replaceAll('\u202f', ' ')).toContain(`${line}${colon}`);
  });

  it('escapes a label that looks like markup', () => {
    const [field] = study.fields;
    if (!field) throw new Error('no field');
    const label = { fr: '<b>CK</b> & "LDH"', en: '' };
    const html = write(
      { outcome: 'new', reference, asks: missing(field.key) },
      { study: { ...study, fields: [{ ...field, label }] } },
    ).html;
    expect(html).toContain('&lt;b&gt;CK&lt;/b&gt; &amp; &quot;LDH&quot;');
  });
});

describe('what was answered', () => {
  /** Unlike any word of a letter. */
  const secret = fc.stringMatching(/^[A-Z]{3}[0-9]{4}[a-z]{3}$/).map((text) => `q${text}z`);

  it('never gets into a letter, whatever is doubtful', () => {
    const fieldKeys = study.fields.map(({ key }) => key);
    const answer = fc.record({
      value: fc.option(secret),
      raw: secret,
      sure: fc.boolean(),
      reason: secret,
      doubt: fc.constantFrom('several_boxes', 'unparsed', 'from_ocr', 'strategies_disagree', undefined),
      cell: secret,
    });
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...fieldKeys), answer), secret, (given, detail) => {
        const source = { strategy: 'acroform', page: 1, rect: null } as const;
        const answers = Object.fromEntries(
          Object.entries(given).map(([key, { cell, doubt, ...rest }]) => {
            const cells = key.endsWith('visits')
              ? { 'm0.date': { ...rest, value: cell, raw: cell, confidence: 0.5, source } }
              : undefined;
            const read = {
              ...rest,
              confidence: 0.5,
              source,
              ...(doubt && { doubt }),
              ...(cells && { cells }),
            };
            return [key, { origin: 'reading', answer: read }];
          }),
        ) as CaseAnswers;
        const findings = fieldKeys.flatMap((key) => [
          { code: 'out_of_range', key, detail } as const,
          { code: 'inconsistent', key, keys: [key, 'patient.sex'], detail } as const,
        ]);
        const asks = listAsks(study, { missing: [], answers, findings });
        for (const language of LANGUAGES) {
          const { subject, text, html } = write({ outcome: 'updated', reference, asks }, { language });
          const secrets = [detail, ...Object.values(given).flatMap((one) => [one.raw, one.reason, one.cell])];
          for (const word of secrets) expect(subject + text + html).not.toContain(word);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a letter about a file', () => {
  it('names it by its type with what to do, each once', () => {
    const { text } = write({
      outcome: 'unreadable',
      files: [
        { type: 'pdf', reason: 'password_protected' },
        { type: 'image', reason: 'image_only' },
        { type: 'pdf', reason: 'password_protected' },
      ],
    });
    expect(text.match(/un fichier PDF/g)).toHaveLength(1);
    expect(text).toContain('protégé par un mot de passe');
    expect(text).toContain('une image');
  });

  it.each([
    [false, 'blank', 'répondez «\u202ffiche vierge\u202f»'],
    [true, 'blank', 'La fiche vierge est jointe'],
    [true, 'blank_sent', 'Voici, comme demandé, la fiche'],
  ] as const)(
    'says how to get the blank sheet, or that it is there (%s, %s)',
    (withBlank, outcome, words) => {
      expect(flat(write({ outcome }, { withBlank }).text).replaceAll('\n', ' ')).toContain(words);
    },
  );
});
