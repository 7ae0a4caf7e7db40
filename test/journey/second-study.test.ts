/** Another study is another definition, not other code: a sheet of the tiny study walks to its case and its letter. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { complete } from '../../scripts/demo/fillings.mjs';
import { writeSheetDocx } from '../../src/external/sheet-docx.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { toFilling, type Written } from '../builders/answers.js';
import { writeMail } from '../builders/mail.js';
import { fillWithPdfLib } from '../sheets/routes.js';
import { fillInWord } from '../sheets/word-routes.js';
import { lastLetterTo, send } from './exchange.js';
import { openService, type Service } from './service.js';

const study = loadStudy('test/studies/tiny');
let service: Service;

const STUNG: Written = {
  'place.apiary': 'Rucher des Tilleuls',
  'place.hive': 'plastic',
  'place.hive_detail': 'résine',
  'keeper.ref': 'T-9',
  'keeper.sting.day': '04/06/2026',
  'keeper.signs.swelling': true,
  'keeper.honey': '1,5 L',
  'keeper.stings.1.spot': 'main',
  'keeper.stings.1.size': 'large',
  'keeper.stings.1.diameter': '45',
  'keeper.stings.1.seen': '05/06/2026',
  'keeper.stings.1.itching': 'NSP',
};

beforeAll(async () => {
  service = await openService({
    studyFolder: 'test/studies/tiny',
    env: { MAIL_FROM: 'Étude TINY <ruche@etude-tiny.test>' },
  });
  await service.start();
});
afterAll(() => service.stop());

test('a PDF becomes TINY-0001 with every value, and is acknowledged in the study’s words', async () => {
  const from = 'apicultrice@tilleuls.test';
  const bytes = await fillWithPdfLib(await writeSheetPdf(study, 'fr'), toFilling(study, STUNG));
  await send(
    service,
    await writeMail({ from, to: 'ruche@etude-tiny.test', files: [{ name: 'a.pdf', bytes }] }),
  );
  const [made] = await service.cases();
  expect(made).toMatchObject({
    reference: 'TINY-0001',
    centre: 'Rucher des Tilleuls',
    unsure: [],
    missing: [],
  });
  expect(made?.answers).toEqual({
    'place.apiary': 'Rucher des Tilleuls',
    'place.hive': 'plastic',
    'place.hive_detail': 'résine',
    'keeper.ref': 'T-9',
    'keeper.sting.day': '2026-06-04',
    'keeper.signs': ['swelling'],
    'keeper.honey': 1500,
    'keeper.stings': [
      { spot: 'main', size: 'large', diameter: 45, seen: '2026-06-05', itching: { missing: 'NSP' } },
    ],
  });
  const letter = await lastLetterTo(service, from);
  expect(letter.mail.subject).toBe('Ruche subject complete TINY-0001');
  expect(letter.mail.from?.text).toContain('ruche@etude-tiny.test');
  expect(letter.mail.text).toContain('Clinique de Belmare');
  expect(letter.words).not.toMatch(/DARA|daratumumab|Valmont/i);
});

test('an incomplete English Word sheet is asked for its own questions', async () => {
  const from = 'keeper@linden.test';
  const written = {
    'place.apiary': 'Linden',
    'keeper.ref': 'L1',
    'keeper.signs.nothing': true,
    'keeper.signs.hives': true,
  } as const;
  const bytes = await fillInWord(await writeSheetDocx(study, 'en'), toFilling(study, written));
  await send(service, await writeMail({ from, files: [{ name: 'a.docx', bytes }] }));
  const made = (await service.cases()).at(-1);
  expect(made).toMatchObject({ reference: 'TINY-0002', missing: ['place.hive', 'keeper.sting.day'] });
  expect(made?.findings.map(({ message }) => message)).toContain('“None” is ticked alone.');
  const text = (await lastLetterTo(service, from)).mail.text ?? '';
  expect(text).toContain('Kind of hive');
  expect(text).toContain('Day of the sting');
});

test('the sheet of another study is said to be one', async () => {
  const other = loadStudy('studies/daratumumab');
  const bytes = await fillWithPdfLib(await writeSheetPdf(other, 'fr'), toFilling(other, complete));
  const raw = await writeMail({ from: 'apicultrice@tilleuls.test', files: [{ name: 'a.pdf', bytes }] });
  const [message] = await send(service, raw);
  expect(message).toMatchObject({ outcomes: ['unreadable'], toSee: 'unreadable' });
  expect(await service.cases()).toHaveLength(2);
});
