/** An incomplete sheet: the letter asks for what is missing, by section, in the sheet's words and numbers, twelve at most. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { complete, incomplete } from '../../scripts/demo/fillings.mjs';
import { writeSheetDocx } from '../../src/external/sheet-docx.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { toFilling, type Written } from '../builders/answers.js';
import { writeMail } from '../builders/mail.js';
import { fillWithPdfLib } from '../sheets/routes.js';
import { fillInWord } from '../sheets/word-routes.js';
import { lastLetterTo, send } from './exchange.js';
import { openService, type Service } from './service.js';

const study = loadStudy('studies/daratumumab');
let service: Service;
let blank: Uint8Array;

/** Typographic spaces made plain and the wrapped lines joined, to compare words. */
const plain = (text = ''): string =>
  text
    .replace(/[\u00a0\u202f\u2009]/g, ' ')
    .replace(/\n(?!\n)/g, ' ')
    .replace(/[ \t]+/g, ' ');

beforeAll(async () => {
  [service, blank] = await Promise.all([openService(), writeSheetPdf(study, 'fr')]);
  await service.start();
});
afterAll(() => service.stop());

function without(...keys: string[]): Written {
  return Object.fromEntries(Object.entries(complete).filter(([key]) => !keys.includes(key)));
}

describe('a few answers missing', () => {
  test('are asked for by section, with the numbers and labels of the sheet', async () => {
    const sender = 'a@chu-valmont.test';
    const written = without('centre.city', 'patient.age', 'status.last_news', 'safety.infusion_grade');
    const bytes = await fillWithPdfLib(blank, toFilling(study, written));
    await send(service, await writeMail({ from: sender, files: [{ name: 'fiche.pdf', bytes }] }));
    const [made] = await service.cases();
    expect(made?.missing).toEqual([
      'centre.city',
      'patient.age',
      'safety.infusion_grade',
      'status.last_news',
    ]);
    const letter = await lastLetterTo(service, sender);
    expect(letter.mail.subject).toBe('[DARA-0001] Fiche reçue, 4 précisions utiles');
    const text = plain(letter.mail.text);
    const places = made?.missing.map((key) => {
      const field = study.fields.find((one) => one.key === key);
      const label = plain((field?.mailLabel ?? field?.label)?.fr);
      const section = plain(study.sections.find((one) => one.key === field?.section)?.label.fr);
      const line = `${field?.number ?? 0}. ${label}`;
      expect(text).toContain(line);
      expect(text.indexOf(section)).toBeGreaterThan(-1);
      expect(text.indexOf(section)).toBeLessThan(text.indexOf(line));
      return text.indexOf(line);
    });
    expect(places).toEqual([...(places ?? [])].sort((a, b) => a - b));
    // What discloses by asking is worded neutrally.
    expect(text).not.toMatch(/réaction/i);
    expect(text).toContain('Répondez simplement à ce message');
    expect(text).not.toContain('précisions, que nous vous demanderons ensuite');
    expect(letter.mail.html).toContain('<li');
  });
});

describe('an almost empty sheet', () => {
  test('is asked twelve questions, and told how many follow', async () => {
    const sender = 'b@chu-valmont.test';
    const written = { 'centre.hospital': 'Clinique du Lac', 'patient.code': 'CL-1', 'patient.sex': 'F' };
    const bytes = await fillWithPdfLib(blank, toFilling(study, written));
    await send(service, await writeMail({ from: sender, files: [{ name: 'fiche.pdf', bytes }] }));
    const made = (await service.cases()).at(-1);
    const asked = made?.missing.length ?? 0;
    expect(asked).toBeGreaterThan(20);
    const letter = await lastLetterTo(service, sender);
    const text = plain(letter.mail.text);
    expect(letter.mail.text?.match(/^ {2}(?:\d+\. |Question)/gm)).toHaveLength(12);
    expect(letter.mail.html?.toString().match(/<li/g)).toHaveLength(12);
    expect(text).toContain(`et ${asked - 12} autres précisions, que nous vous demanderons ensuite.`);
    expect(letter.mail.subject).toContain(`${asked} précisions utiles`);
  });
});

describe('an incomplete Word sheet with an answer that nobody understands', () => {
  test('keeps it as written and unsure, and asks for it with its reason', async () => {
    const sender = 'p.aubert@ch-trois-rivieres.test';
    const written = { ...incomplete, 'prior.lines': 'plusieurs dizaines' };
    const bytes = await fillInWord(await writeSheetDocx(study, 'fr'), toFilling(study, written));
    await send(service, await writeMail({ from: sender, files: [{ name: 'fiche.docx', bytes }] }));
    const made = (await service.cases()).at(-1);
    expect(made).toMatchObject({ state: 'draft', centre: 'CH des Trois-Rivières' });
    expect(made?.answers).toMatchObject({
      'disease.diagnosis_date': '2014',
      'prior.lines': null,
      // Sure of the year, not of the rest.
      'prior.rituximab_last': '2018',
      'followup.visits': [{ row: 'm0', date: '2020-05-04', platelets: 9 }],
      'status.death_date': '2020-12-20',
    });
    expect(made?.unsure).toEqual(expect.arrayContaining(['prior.lines', 'prior.rituximab_last']));
    expect(made?.missing).toContain('prior.rituximab_response');
    expect(made?.missing).not.toContain('prior.lines');
    const text = plain((await lastLetterTo(service, sender)).mail.text);
    expect(text).toContain('réponse non comprise)');
    expect(text).not.toMatch(/printemps|dizaines|TR-2|Aubert|décès|rituximab/i);
  });
});
