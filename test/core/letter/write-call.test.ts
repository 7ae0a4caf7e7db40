import { expect, it } from '@jest/globals';
import { writeCall } from '../../../src/core/letter/write-call.js';
import { LANGUAGES } from '../../../src/core/study/study.js';
import { loadStudy } from '../../../src/studies/load-study.js';
import { letterStudy } from './letter-study.js';

const study = loadStudy('studies/daratumumab');

it.each(LANGUAGES)('the call for cases names the diseases and the ways to answer, in %s', (language) => {
  const call = writeCall(study, language);
  const text = call?.text.replaceAll('\u00a0', ' ') ?? '';
  expect(text).not.toMatch(/[{}]|undefined/);
  for (const way of [study.contact.email, study.contact.phone, study.contact.fax ?? '?'])
    expect(text).toContain(way);
  expect(text).toContain('DARA');
  expect(text.match(/\d{4}, /g)).toHaveLength(8);
  if (language === 'fr') expect((call?.subject ?? '') + text).not.toMatch(/[^\u202f\d][;:!?»](\s|$)/u);
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(72);
  expect(call?.html).not.toMatch(/https?:|<img/);
  expect(text).toContain('STOP');
});

it.each(LANGUAGES)(
  'the second call is shorter, asks once more and says that it is the last, in %s',
  (language) => {
    const [first, second] = [1, 2].map((round) => writeCall(study, language, round));
    expect(second?.subject).not.toBe(first?.subject);
    expect(second?.text.length).toBeLessThan((first?.text.length ?? 0) / 1.5);
    expect(second?.text).toContain('STOP');
    expect(second?.text).toContain(study.contact.email);
  },
);

it('a study without a call has none to write', () => {
  const { 'call.subject': _subject, 'call.body': _body, ...fr } = letterStudy.letters.fr;
  expect(writeCall({ ...letterStudy, letters: { ...letterStudy.letters, fr } }, 'fr')).toBeNull();
});
