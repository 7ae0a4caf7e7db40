/** The sealed summary: what was put in comes out, only for its case and its form, and its length tells nothing. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Study } from '../../src/core/study/study.js';
import { openSummary, sealSummary } from '../../src/external/sealed-summary.js';
import { openVault, type Vault } from '../../src/external/vault.js';
import { loadStudy } from '../../src/studies/load-study.js';

const study = loadStudy('studies/daratumumab');
const codes = study.fields.find(({ key }) => key === study.disease)?.choices.map(({ code }) => code) ?? [];
const summary = fc.record({
  disease: fc.constantFrom(null, ...codes),
  fields: fc.uint8Array({ minLength: study.fields.length, maxLength: study.fields.length, max: 15 }),
});

let folder: string;
let vault: Vault;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recueil-summary-'));
  vault = await openVault({
    keyFile: join(folder, 'key'),
    loadWrapped: () => Promise.resolve([...kept]),
    saveWrapped: (key) => Promise.resolve(void kept.push(key)),
  });
});
const kept: Parameters<Parameters<typeof openVault>[0]['saveWrapped']>[0][] = [];
afterAll(() => rm(folder, { recursive: true }));

test('comes out as it went in, always of the same length', () => {
  const lengths = new Set<number>();
  fc.assert(
    fc.property(fc.uuid(), summary, (caseId, given) => {
      const sealed = sealSummary(vault, study, caseId, given);
      lengths.add(sealed.length);
      expect(openSummary(vault, study, caseId, sealed)).toEqual(given);
    }),
  );
  expect(codes.length).toBeGreaterThan(10);
  expect(lengths.size).toBe(1);
});

test('opens for its own case alone', () => {
  const sealed = sealSummary(vault, study, randomUUID(), { disease: 'lupus', fields: new Uint8Array(80) });
  expect(() => openSummary(vault, study, randomUUID(), sealed)).toThrow(/moved/);
});

test('says nothing of another form', () => {
  const caseId = randomUUID();
  const fields = new Uint8Array(study.fields.length);
  const sealed = sealSummary(vault, study, caseId, { disease: 'lupus', fields });
  const [first, ...others] = study.fields;
  const forms: Study[] = [
    { ...study, fields: others },
    { ...study, fields: [{ ...first, required: false } as Study['fields'][number], ...others] },
    { ...study, disease: 'disease.aps_type' },
  ];
  for (const form of forms) expect(openSummary(vault, form, caseId, sealed)).toBeNull();
  // A word of a letter is no other form.
  expect(openSummary(vault, { ...study, title: { fr: '', en: '' } }, caseId, sealed)).not.toBeNull();
});
