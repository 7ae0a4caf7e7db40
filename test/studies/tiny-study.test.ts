/** The second, tiny study: it works without a line of code, and nothing of the first one is in the code. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Answers } from '../../src/core/study/answer.js';
import { checkCase } from '../../src/core/study/check-case.js';
import { wordFinding } from '../../src/core/sheet/finding.js';
import { loadStudy } from '../../src/studies/load-study.js';

const tiny = loadStudy('test/studies/tiny');
const first = loadStudy('studies/daratumumab');
const today = '2022-05-10';

describe('a case of the tiny study', () => {
  const answers: Answers = {
    'place.apiary': 'Le Pré-Fleuri',
    'place.hive': 'plastic',
    'keeper.ref': 'R-3',
    'keeper.sting.day': '2022-05-02',
    'keeper.signs': ['nothing', 'hives'],
    'keeper.honey': 7500.5,
    'keeper.stings': [
      { spot: 'Main', size: 'small', diameter: 400, seen: '2022-05-01', itching: { missing: 'NSP' } },
      { spot: 'Cou', size: { missing: 'NSP' }, seen: '2022-05' },
    ],
  };
  const check = checkCase(tiny, answers, { today });

  test('asks for what is required and shown', () => {
    expect(check.missing).toEqual(['place.hive_detail']);
    expect([check.answered, check.asked]).toEqual([4, 5]);
  });

  test('finds what is odd, in words', () => {
    expect(check.findings.map((finding) => [finding.key, wordFinding(finding, 'fr', tiny)])).toEqual([
      ['keeper.honey', 'Valeur inhabituelle\u202f: 7500,5.'],
      ['keeper.stings.1.diameter', 'Valeur inhabituelle\u202f: 400.'],
      ['keeper.stings.2.size', 'Ce code n’est pas prévu pour cette question\u202f: NSP.'],
      ['keeper.stings.2.seen', 'Date incomplète\u202f: 05/2022.'],
      ['keeper.stings.1.seen', 'Les piqûres sont vues à partir du jour de la piqûre.'],
      ['keeper.signs', '«\u202fAucun\u202f» est coché seul.'],
    ]);
    expect(wordFinding({ code: 'inconsistent', rule: 'C' }, 'en', tiny)).toBe('“None” is ticked alone.');
  });
});

/** Sources without their comments, which may give examples. */
function listSources(folder: string): { file: string; code: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ file: name, code: readFileSync(join(folder, name), 'utf8') }))
    .map(({ file, code }) => ({ file, code: code.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '') }));
}

test('no key, label or rule of the first study is in the code', () => {
  const quoted = (text: string) => [`'${text}'`, `"${text}"`, `\`${text}\``];
  const keys = first.fields.map(({ key }) => key);
  const labels = first.fields
    .flatMap(({ label }) => [label.fr, label.en])
    .filter((label) => label.length > 12);
  const rules = [...first.inclusion, ...first.consistency].flatMap(({ message }) => [message.fr, message.en]);
  const found = listSources('src').flatMap(({ file, code }) => [
    ...keys.filter((key) => code.includes(key)).map((key) => `${file}: ${key}`),
    ...[...labels, ...rules].filter((text) => code.includes(text)).map((text) => `${file}: ${text}`),
    ...quoted(first.prefix)
      .filter((text) => code.includes(text))
      .map((text) => `${file}: ${text}`),
  ]);
  expect(found).toEqual([]);
});
