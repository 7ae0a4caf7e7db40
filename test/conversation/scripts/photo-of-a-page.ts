import { expect } from '@jest/globals';
import { complete } from '../../../scripts/demo/fillings.mjs';
import { layOutSheet } from '../../../src/core/sheet/lay-out-sheet.js';
import { measureText } from '../../../src/external/sheet-fonts.js';
import { writeSheetPdf } from '../../../src/external/sheet-pdf.js';
import { toFilling } from '../../builders/answers.js';
import { fillWithPdfLib } from '../../sheets/routes.js';
import { scanPages } from '../../sheets/scan-routes.js';
import { conversation, study } from '../conversation.js';

const ZOE = 'zoe@chu-photo.test';

export default conversation('a photograph of the page that was lacking', async (talk) => {
  const { say, last, expectLetter, expectCase } = talk;
  await say(ZOE, { sheet: { without: ['dara.route'] } });
  await expectLetter({ kind: 'incomplete', says: ['43. Voie'] });
  const { references } = last();
  const filled = await fillWithPdfLib(
    await writeSheetPdf(study, 'fr'),
    toFilling(study, { ...complete, 'patient.code': 'X' }),
  );
  const pages = await scanPages(filled, { dpi: 150, quality: 70 }, 'jpg');
  const { places } = layOutSheet(study, 'fr', measureText);
  const number = places.find(({ name }) => name === 'dara.route')?.page ?? 0;
  const page = pages[number - 1];
  await say(ZOE, {
    reply: 'Voici la page qui manquait.',
    files: [{ name: 'IMG_0002.jpg', bytes: page ?? new Uint8Array(), type: 'image/jpeg' }],
  });
  expect(last().references).toEqual(references);
  await expectLetter({ kind: 'updated' });
  const found = await expectCase({ answers: { 'dara.route': 'iv' }, missing: [] });
  expect(JSON.stringify(found.findings)).not.toContain('missing_pages');
});
