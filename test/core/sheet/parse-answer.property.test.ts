/** What must hold for every text: nothing throws, what is written in a known way is read back, letters are never numbers. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judgeSheet } from '../../../src/core/sheet/judge-sheet.js';
import { parseAnswer } from '../../../src/core/sheet/parse-answer.js';
import { STRATEGIES } from '../../../src/core/sheet/reading.js';
import { LANGUAGES, type ScalarType } from '../../../src/core/study/study.js';
import {
  ALL_CODES,
  buildChoice,
  buildField,
  buildQuestion,
  buildStudy,
  G_PER_DL,
  G_PER_L,
} from '../../builders/study-builder.js';

const TYPES: readonly ScalarType[] = [
  'text',
  'long_text',
  'integer',
  'decimal',
  'date',
  'month',
  'year',
  'yes_no',
  'one_of',
  'email',
  'phone',
];
const question = buildQuestion();
const today = '2024-06-15';
const rich = buildQuestion({
  unit: G_PER_DL,
  softMin: 3,
  softMax: 20,
  codesAllowed: ALL_CODES,
  choices: [buildChoice('a', 'Absence de réponse', 'No response'), buildChoice('b', 'Vivant(e)', 'Alive')],
});
/** Texts near those that are understood, and any others. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...'0123456789.,/-<>~?=+ \u00a0\u202f'), maxLength: 16 }),
  fc
    .array(
      fc.constantFrom(
        '12',
        '03',
        '2021',
        '/',
        '-',
        ' ',
        'mars',
        'g/L',
        ',',
        '.',
        '<',
        'NSP',
        'oui',
        '?',
        '10^9',
        'O',
        'é',
        '\u0301',
        '\u0000',
        '\ud800',
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join('')),
);

describe('any text', () => {
  test('is parsed without an error, to a value of the right shape', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TYPES),
        anyText,
        fc.constantFrom(...LANGUAGES),
        (type, raw, language) => {
          const { value, doubt } = parseAnswer(rich, type, raw, language, { today });
          if (value === null || doubt || typeof value === 'object') return;
          if (type === 'integer') expect(Number.isInteger(value) && Number(value) >= 0).toBe(true);
          if (type === 'decimal') expect(Number.isFinite(value) && Number(value) >= 0).toBe(true);
          if (type === 'year') expect(String(value)).toMatch(/^\d{4}$/);
          if (type === 'date') expect(value).toMatch(/^\d{4}(-\d{2}(-\d{2})?)?$/);
          if (type === 'month') expect(value).toMatch(/^\d{4}(-\d{2})?$/);
          if (type === 'yes_no') expect(['yes', 'no']).toContain(value);
          if (type === 'one_of') expect(['a', 'b']).toContain(value);
          if (typeof value === 'string') expect(value).toBe(value.normalize('NFC').trim());
        },
      ),
      { numRuns: 5000 },
    );
  });

  test('is not lost by the judge', () => {
    const types = TYPES.map((type) => buildField(`f.${type}`, type, { codesAllowed: ALL_CODES }));
    const study = buildStudy(types);
    const candidate = fc.record({
      name: fc.constantFrom(...types.map(({ key }) => key), 'f', 'other'),
      raw: anyText,
      confidence: fc.double({ min: 0, max: 1 }),
      source: fc.record({
        strategy: fc.constantFrom(...STRATEGIES),
        page: fc.constant(1),
        rect: fc.constant(null),
      }),
    });
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 6 }), (candidates) => {
        const { answers, findings } = judgeSheet(study, 'fr', candidates, { today });
        for (const { name, raw } of candidates) {
          if (!/[\p{L}\p{N}]/u.test(raw)) continue;
          expect(name in answers || findings.some(({ code }) => code === 'unexpected_entry')).toBe(true);
        }
        for (const [key, answer] of Object.entries(answers)) {
          expect(answer.sure && answer.value === null).toBe(false);
          expect(answer.sure).toBe(answer.reason === undefined);
          if (!answer.sure) expect(findings.some((finding) => finding.key === key)).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('numbers', () => {
  const spaced = (whole: string, space: string) => whole.replace(/\B(?=(\d{3})+$)/g, space);

  test('are read back from every accepted way of writing', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 99_999_999 }),
        fc.constantFrom('', '5', '25', '05', '70'),
        fc.constantFrom(',', '.'),
        fc.constantFrom('', ' ', '\u00a0', '\u202f', '\u2009'),
        fc.constantFrom('', ' g/dL', 'g/dl', '\u00a0g/100 mL', ' g / dL.'),
        (whole, fraction, separator, space, unit) => {
          const digits = spaced(String(whole), space) + (fraction && separator + fraction);
          const parsed = parseAnswer({ ...question, unit: G_PER_DL }, 'decimal', digits + unit, 'fr');
          expect(parsed).toEqual({ value: Number(`${whole}.${fraction || '0'}`), notes: [] });
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('are converted to the nearest double', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), (value) => {
        const counts = { ...question, unit: G_PER_L };
        expect(parseAnswer(counts, 'integer', `${value} 000/mm3`, 'fr').value).toBe(value);
        expect(parseAnswer(rich, 'decimal', `${value} g/L`, 'fr').value).toBe(Number(`${value}e-1`));
      }),
    );
  });

  test('are never sure with letters outside the known units', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzOIlQµ%°€'),
      minLength: 1,
      maxLength: 6,
    });
    const known = /^(g\/?dl|g\/?l)$/i;
    const opening = /^(inf|sup|below|under|above|over)$/;
    fc.assert(
      fc.property(
        fc.nat({ max: 9999 }),
        letters,
        fc.boolean(),
        fc.constantFrom('', ' '),
        (number, word, before, space) => {
          if (known.test(word) || (before && opening.test(word))) return;
          const raw = before ? `${word}${space}${number}` : `${number}${space}${word}`;
          for (const type of ['integer', 'decimal'] as const) {
            expect(parseAnswer(rich, type, raw, 'fr').doubt).toBeDefined();
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('dates', () => {
  const day = fc
    .date({ min: new Date('1900-01-01'), max: new Date('2024-06-15'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const FRENCH = [
    'janvier',
    'février',
    'mars',
    'avril',
    'mai',
    'juin',
    'juillet',
    'août',
    'septembre',
    'octobre',
    'novembre',
    'décembre',
  ];
  const ENGLISH = [
    'Jan.',
    'Feb',
    'March',
    'April',
    'May',
    'June',
    'July',
    'Aug',
    'Sept.',
    'October',
    'Nov',
    'December',
  ];

  test('are read back from every accepted way of writing', () => {
    fc.assert(
      fc.property(day, (iso) => {
        const [y = '', m = '', d = ''] = iso.split('-');
        const [month, date] = [Number(m), Number(d)];
        const ways = [
          iso,
          `${d}/${m}/${y}`,
          `${date}/${month}/${y}`,
          `${d}-${m}-${y}`,
          `${d}.${m}.${y}`,
          `${d} ${m} ${y}`,
          `${date === 1 ? '1er' : date} ${FRENCH[month - 1] ?? ''} ${y}`,
          `${ENGLISH[month - 1] ?? ''} ${date}, ${y}`,
          `${FRENCH[month - 1]?.toUpperCase().normalize('NFD') ?? ''}`.replace(/^/, `${date} `) + ` ${y}`,
        ];
        for (const raw of ways) {
          for (const language of LANGUAGES) {
            expect({ raw, ...parseAnswer(question, 'date', raw, language, { today }) }).toEqual({
              raw,
              value: iso,
              notes: [],
            });
          }
        }
        for (const raw of [
          `${m}/${y}`,
          `${month}/${y}`,
          `${y}-${m}`,
          `${FRENCH[month - 1] ?? ''} ${y}`,
          `${ENGLISH[month - 1] ?? ''} ${y}`,
        ]) {
          expect({ raw, ...parseAnswer(question, 'month', raw, 'fr', { today }) }).toEqual({
            raw,
            value: iso.slice(0, 7),
            notes: [],
          });
        }
      }),
      { numRuns: 500 },
    );
  });

  test('that do not exist are never proposed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 39 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1900, max: 2024 }),
        (d, m, y) => {
          const exists = new Date(Date.UTC(y, m - 1, d)).getUTCDate() === d && d <= 31;
          const { value, doubt } = parseAnswer(question, 'date', `${d}/${m}/${y}`, 'fr', { today });
          expect({ d, m, y, known: value !== null, sure: !doubt }).toEqual({
            d,
            m,
            y,
            known: exists,
            sure: exists,
          });
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('a sure date never lies after today when its year was cut', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 31 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 99 }),
        (d, m, y) => {
          const { value, doubt } = parseAnswer(
            question,
            'date',
            `${d}/${m}/${String(y).padStart(2, '0')}`,
            'fr',
            { today },
          );
          if (!doubt && typeof value === 'string') expect(value <= today).toBe(true);
        },
      ),
    );
  });
});
