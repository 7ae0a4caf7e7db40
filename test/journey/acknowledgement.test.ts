/** A complete sheet: every answer in `recueil cases` is what was written, and the acknowledgement is as RFC 3834 and the design ask. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { complete } from '../../scripts/demo/fillings.mjs';
import { runCases } from '../../src/cli/cases-command.js';
import { writeSheetDocx } from '../../src/external/sheet-docx.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { toFilling } from '../builders/answers.js';
import { writeMail } from '../builders/mail.js';
import { fillWithPdfJs, fillWithPdfLib } from '../sheets/routes.js';
import { fillInWord } from '../sheets/word-routes.js';
import { lastLetterTo, lettersTo, type Received, send } from './exchange.js';
import { openService, type Service } from './service.js';

const study = loadStudy('studies/daratumumab');
let service: Service;

/** What `complete` says, as the contract writes values. */
const EXPECTED = {
  'centre.hospital': 'CHU de Valmont',
  'centre.department': 'Médecine interne',
  'centre.city': 'Valmont',
  'centre.clinician': 'Dr Élise Fabre',
  'centre.email': 'e.fabre@chu-valmont.test',
  'centre.phone': '01 99 00 45 10',
  'centre.form_date': '2026-11-02',
  'centre.visit_wanted': 'no',
  'centre.non_opposition': 'yes',
  'patient.code': 'VAL-07',
  'patient.sex': 'F',
  'patient.birth_year': 1968,
  'patient.age': 52,
  'patient.weight': 61.5,
  'patient.allograft': 'no',
  'patient.hbv': 'negative',
  'patient.history': 'Hypothyroïdie substituée. Fracture du col fémoral en 2014.',
  'disease.diagnosis': 'waiha',
  'disease.diagnosis_date': '2016-03',
  'disease.plasma_cell': 'none',
  'disease.organs': ['blood'],
  'disease.autoantibodies': [{ antibody: 'Coombs direct IgG', result: 'positive', date: '2021-01' }],
  'prior.lines': 3,
  'prior.drugs': ['corticosteroids', 'rituximab', 'cyclophosphamide'],
  'prior.rituximab_courses': 2,
  'prior.rituximab_last': '2019-06',
  'prior.rituximab_response': 'pr',
  'prior.treatments': [
    { drug: 'Prednisone', start: '2016-03', stop: '2020-12', response: 'pr' },
    { drug: 'Rituximab', start: '2017-05', stop: '2019-06', response: 'pr' },
  ],
  'dara.reason': ['refractory'],
  'dara.first_date': '2021-01-12',
  'dara.last_date': '2021-03-02',
  'dara.infusions': 8,
  'dara.route': 'iv',
  'dara.dose': 16,
  'dara.dose_unit': 'mg_per_kg',
  'dara.schedule': '1 perfusion par semaine, 8 semaines',
  'dara.ongoing': 'no',
  'dara.stop_reason': 'planned_end',
  'dara.concomitant': ['corticosteroids'],
  'dara.premedication': 'yes',
  'dara.premedication_total': 160,
  'followup.visits': [
    { row: 'm0', date: '2021-01-11', prednisone: 40, haemoglobin: 7.2, transfusion: 'yes' },
    { row: 'm3', date: '2021-04-13', prednisone: 10, haemoglobin: 12.4, transfusion: 'no', response: 'cr' },
    { row: 'last', date: '2026-09-15', prednisone: 0, haemoglobin: 13.1, response: 'cr' },
  ],
  'outcome.best_response': 'cr',
  'outcome.response_date': '2021-02-23',
  'outcome.relapse': 'no',
  'outcome.rescue': 'no',
  'outcome.steroids_stopped': 'yes',
  'safety.infusion_reaction': 'yes',
  'safety.infusion_grade': 'g2',
  'safety.infection': 'no',
  'safety.hypogamma': 'yes',
  'safety.igg_nadir': 4.1,
  'safety.ivig_replacement': 'no',
  'safety.cytopenia': 'no',
  'status.last_news': '2026-09-15',
  'status.vital': 'alive',
};

/** Everything of an answer that a letter could give away; words that any letter holds (the study's own) are left out. */
const TELLING = [
  ...['VAL-07', 'VAL07', 'Élise Fabre', 'e.fabre@', '01 99 00 45 10', 'Hypothyroïdie', 'fémoral', 'Coombs'],
  ...['61,5', '61.5', '1968', '12/01/2021', '2021-01-12', 'Prednisone', 'waiha', 'hémolytique', 'mg_per_kg'],
  ...['confidentiel', 'Dupont', 'cas de Mme'],
];

beforeAll(async () => {
  service = await openService();
  await service.start();
});
afterAll(() => service.stop());

describe('a complete PDF sheet', () => {
  const sender = 'claire.vasseur@chu-valmont.test';
  const own = { messageId: '<sheet-1@chu-valmont.test>', references: '<call-1@etude-dara.test>' };
  let letter: Received;

  test('gives a draft in which every answer is what was written', async () => {
    const sheet = await fillWithPdfJs(await writeSheetPdf(study, 'fr'), toFilling(study, complete));
    const mail = await writeMail({
      from: `Dr Claire Vasseur <${sender}>`,
      subject: 'Fiche, cas de Mme Dupont',
      inReplyTo: '<call-1@etude-dara.test>',
      ...own,
      files: [{ name: 'Dupont confidentiel.pdf', bytes: sheet }],
    });
    await send(service, mail);
    const [made] = await service.cases();
    expect(made).toMatchObject({ reference: 'DARA-0001', state: 'draft', unsure: [], missing: [] });
    expect(made?.answers).toEqual(EXPECTED);
    expect(made?.findings).toEqual([]);
    letter = await lastLetterTo(service, sender);
  });

  test('is shown so by `recueil cases --json`', async () => {
    const lines: string[] = [];
    await runCases(service.config, { json: true }, (text) => void lines.push(text));
    expect(JSON.parse(lines.join(''))).toEqual([
      {
        reference: 'DARA-0001',
        state: 'draft',
        answers: EXPECTED,
        unsure: [],
        missing: [],
        findings: [],
      },
    ]);
  });

  test('is acknowledged once, in its thread, as an automatic reply', async () => {
    expect(await lettersTo(service, sender)).toHaveLength(1);
    expect(letter.mail.subject).toBe('[DARA-0001] Fiche reçue, complète');
    expect(letter.header('In-Reply-To')).toBe(own.messageId);
    expect(letter.header('References')).toBe(`${own.references} ${own.messageId}`);
    expect(letter.header('Auto-Submitted')).toBe('auto-replied');
    expect(letter.header('Content-Language')).toBe('fr');
    expect(letter.mail.from?.text).toContain('recueil@etude-dara.test');
    const token = letter.header('X-Recueil-Thread');
    expect(token).toMatch(/^[a-z2-7]{50}$/);
    expect(letter.mail.replyTo?.value.map(({ address }) => address)).toEqual([
      `recueil+${token}@etude-dara.test`,
    ]);
    expect(letter.mail.messageId).toMatch(new RegExp(`^<r\\.${token}\\.[0-9a-f-]{36}@etude-dara\\.test>$`));
    expect(letter.mail.text).toMatch(new RegExp(`^Suivi\\s: ${token}$`, 'm'));
    expect(letter.mail.text).toContain('DARA-0001');
    expect(letter.mail.attachments).toEqual([]);
  });

  test('is quoted by no word of the letter: no answer, no code, no file name, no subject', () => {
    expect(typeof letter.mail.html).toBe('string');
    for (const word of TELLING) expect(letter.words).not.toContain(word);
    // Nor coded some other way.
    expect(letter.raw).not.toContain(Buffer.from('VAL-07').toString('base64').slice(0, 7));
  });
});

describe('an English Word sheet', () => {
  test('gets an English letter', async () => {
    const sender = 'john.hart@belmare-hospital.test';
    const filling = toFilling(study, {
      ...complete,
      'centre.hospital': 'Belmare University Hospital',
      'patient.code': 'BUH 3',
      'safety.infection': 'NSP',
    });
    const sheet = await fillInWord(await writeSheetDocx(study, 'en'), filling);
    const mail = await writeMail({
      from: `John Hart <${sender}>`,
      subject: 'Sheet',
      text: 'Bonjour, voici la fiche. Merci.',
      files: [{ name: 'sheet.docx', bytes: sheet }],
    });
    await send(service, mail);
    const made = (await service.cases()).at(-1);
    expect(made).toMatchObject({ reference: 'DARA-0002', unsure: [], missing: [] });
    expect(made?.answers).toEqual({
      ...EXPECTED,
      'centre.hospital': 'Belmare University Hospital',
      'patient.code': 'BUH 3',
      'safety.infection': { missing: 'NSP' },
    });
    const letter = await lastLetterTo(service, sender);
    expect(letter.mail.subject).toBe('[DARA-0002] Sheet received, complete');
    expect(letter.header('Content-Language')).toBe('en');
    expect(letter.mail.text).toContain('Thank you, your collection sheet has arrived (reference DARA-0002).');
    expect(letter.words).not.toMatch(/Bonjour|Merci|Fiche|BUH/);
    expect(letter.mail.html).toContain('<html lang="en"');
  });
});

describe('the command of the build', () => {
  test('`node dist/cli.js cases` prints JSON alone, whatever the service does beside it', async () => {
    const { stdout } = await promisify(execFile)(
      'node',
      ['dist/cli.js', 'cases', '--state', 'draft', '--json'],
      {
        env: { ...process.env, ...service.env },
      },
    );
    const listed = JSON.parse(stdout) as { reference: string }[];
    expect(listed.map(({ reference }) => reference)).toEqual(['DARA-0001', 'DARA-0002']);
  });
});

describe('the letters of a confirmed sender', () => {
  test('carry the notice on the contact’s own data once', async () => {
    const sender = 'paul.roche@chu-valmont.test';
    const blank = await writeSheetPdf(study, 'fr');
    for (const code of ['VAL-21', 'VAL-22']) {
      const bytes = await fillWithPdfLib(blank, toFilling(study, { ...complete, 'patient.code': code }));
      await send(service, await writeMail({ from: sender, files: [{ name: 'fiche.pdf', bytes }] }));
    }
    const letters = await lettersTo(service, sender);
    expect(letters.map(({ mail }) => /coordonnées professionnelles/.test(mail.text ?? ''))).toEqual([
      true,
      false,
    ]);
  });
});
