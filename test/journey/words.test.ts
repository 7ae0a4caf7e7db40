/** A mail whose answers are all in its words: a draft case, acknowledged in its thread; beside a sheet, words wait for a person. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { toFilling } from '../builders/answers.js';
import { writeMail } from '../builders/mail.js';
import { fillWithPdfLib } from '../sheets/routes.js';
import { lastLetterTo, send } from './exchange.js';
import { openService, type Service } from './service.js';

const study = loadStudy('studies/daratumumab');
const FROM = 'claire.vasseur@chu-valmont.test';
const WORDS = `Bonjour,

Établissement : CHU de Valmont
10. Code patient : VAL-31
11. Sexe : Féminin
12. Année de naissance : 1954
Infection : oui / non

Bien cordialement,
Dr Claire Vasseur`;
let service: Service;

beforeAll(async () => {
  service = await openService();
  await service.start();
});
afterAll(() => service.stop());

test('the words of a mail become a draft, are acknowledged in its thread, and what is missing is asked', async () => {
  const mail = await writeMail({
    from: FROM,
    subject: 'Un cas',
    text: WORDS,
    messageId: '<w1@chu-valmont.test>',
  });
  const [message] = await send(service, mail);
  expect(message).toMatchObject({ outcomes: ['new'], references: ['DARA-0001'], toSee: null });
  const [made] = await service.cases();
  expect(made).toMatchObject({ reference: 'DARA-0001', state: 'draft', unsure: ['safety.infection'] });
  expect(made?.answers).toMatchObject({
    'centre.hospital': 'CHU de Valmont',
    'patient.code': 'VAL-31',
    'patient.sex': 'F',
    'patient.birth_year': 1954,
  });
  const letter = await lastLetterTo(service, FROM);
  expect(letter.mail.subject).toMatch(/^\[DARA-0001\] Fiche reçue, \d+ précisions utiles$/);
  expect(letter.header('In-Reply-To')).toBe('<w1@chu-valmont.test>');
  expect(letter.mail.text).toContain('13. Âge à la première perfusion');
  expect(letter.words).not.toMatch(/VAL-31|1954/);
});

test('a reviewer sees the lines that the answers came from', async () => {
  const [attachment] = await service.query<{ id: string; media_type: string }>(
    'select id, media_type from attachments',
  );
  expect(attachment?.media_type).toBe('text/plain');
  const { body } = await service.get<{ kind: string; words: object[] }>(
    `/api/attachments/${attachment?.id ?? ''}/pages`,
  );
  expect(body.kind).toBe('words');
  expect(body.words).toContainEqual({
    path: 'body/line[6]',
    text: '12. Année de naissance : 1954',
    table: null,
  });
});

test('an answer to the letter, beneath its quoted questions, completes the case', async () => {
  const letter = await lastLetterTo(service, FROM);
  const text = `Voici.\n\nLe 02/03/2026 à 10:12, Étude DARA a écrit :\n> 13. Âge à la première perfusion\n66\n> 43. Voie d’administration\nSous-cutanée\n> 25. Date du diagnostic\n03/2016\n`;
  const mail = await writeMail({ from: FROM, text, inReplyTo: letter.mail.messageId ?? '' });
  expect((await send(service, mail))[0]).toMatchObject({ outcomes: ['updated'], references: ['DARA-0001'] });
  const [made] = await service.cases();
  expect(made?.answers).toMatchObject({
    'patient.birth_year': 1954,
    'patient.age': 66,
    'dara.route': 'sc',
    'disease.diagnosis_date': '2016-03',
  });
});

test('words beside a sheet wait for a person, and change nothing', async () => {
  const filling = toFilling(study, { 'patient.code': 'VAL-32', 'patient.sex': 'M' });
  const bytes = await fillWithPdfLib(await writeSheetPdf(study, 'fr'), filling);
  const text = WORDS.replace('VAL-31', 'VAL-32');
  const mail = await writeMail({ from: FROM, text, files: [{ name: 'fiche.pdf', bytes }] });
  expect((await send(service, mail))[0]).toMatchObject({ outcomes: ['new'], toSee: 'file_beside_sheet' });
  const made = (await service.cases()).find(({ reference }) => reference === 'DARA-0002');
  expect(made?.answers).toEqual({ 'patient.code': 'VAL-32', 'patient.sex': 'M' });
});
