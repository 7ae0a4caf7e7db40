import { expect, test } from '@jest/globals';
import { loadStudy } from '../../src/studies/load-study.js';

test('the daratumumab study loads', () => {
  const study = loadStudy('studies/daratumumab');
  expect(study.fields).toHaveLength(76);
});
