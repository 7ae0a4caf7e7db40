/** The walk of a message, whole: a real mailbox, real database, real SMTP, a sheet filled by another program. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Study } from '../../src/core/study/study.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { complete } from '../../scripts/demo/fillings.mjs';
import { toFilling, type Written } from '../builders/answers.js';
import { writeMail } from '../builders/mail.js';
import { fillWithPdfLib } from '../sheets/routes.js';
import { openService, type Service } from './service.js';

const study: Study = loadStudy('studies/daratumumab');
let service: Service;
let blank: Uint8Array;
const fill = (written: Written): Promise<Uint8Array> => fillWithPdfLib(blank, toFilling(study, written));

beforeAll(async () => {
  [service, blank] = await Promise.all([openService(), writeSheetPdf(study, 'fr')]);
  await service.start();
});
afterAll(() => service.stop());

describe('a complete sheet', () => {
  test('becomes a draft with every value, and an acknowledgement', async () => {
    const sheet = await fill(complete);
    await service.dovecot.deliver(await writeMail({ files: [{ name: 'fiche.pdf', bytes: sheet }] }));
    await service.settled(1);
    const [made] = await service.cases();
    expect(made).toMatchObject({ reference: 'DARA-0001', state: 'draft', unsure: [], missing: [] });
    const [letter] = await service.smtp.waitFor(1);
    expect(letter?.raw).toContain('DARA-0001');
  });
});
