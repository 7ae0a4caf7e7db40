/**
 * Answers in the words of a mail, as mail programs write them: every answer is right, one answer changed changes that answer and
 * nothing else, what cannot be told for sure is left to a person, and an ordinary mail is no sheet.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { layOutSheet } from '../../src/core/sheet/lay-out-sheet.js';
import { type SheetReading } from '../../src/core/sheet/reading.js';
import { measureText } from '../../src/external/sheet-fonts.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { lookAtFile } from '../../src/read/read-file.js';
import { readFile } from '../sheets/reader.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { toFilling } from '../builders/answers.js';
import { writeMail } from '../builders/mail.js';
import { type Body, BODY_ROUTES, writeBodyMail } from '../sheets/body-routes.js';
import { fillEverything, flatten, score } from '../sheets/filling.js';
import { fillWithPdfLib } from '../sheets/routes.js';

const study = loadStudy('studies/daratumumab');
const tiny = loadStudy('test/studies/tiny');
const studies = [study, tiny];
const layout = layOutSheet(study, 'fr', measureText);
const NO_BLANK = new Uint8Array();

const readAll = (bytes: Uint8Array): Promise<SheetReading[]> =>
  readFile({ name: 'message.eml', bytes, receivedOn: '2026-11-23' }, studies);
async function read(bytes: Uint8Array): Promise<SheetReading> {
  const [reading, ...others] = await readAll(bytes);
  if (!reading || others.length > 0) throw new Error(`${others.length} other readings`);
  return reading;
}

/** The answers that are sure, by key; and the keys of those that are not. */
async function readWords(body: string | Body): Promise<{ sure: object; unsure: string[] } | null> {
  const reading = await read(await writeBodyMail(typeof body === 'string' ? { text: body } : body));
  if (reading.study === null) return null;
  const all = Object.entries(reading.answers);
  return {
    sure: Object.fromEntries(all.flatMap(([key, { sure, value }]) => (sure ? [[key, value]] : []))),
    unsure: all.flatMap(([key, { sure }]) => (sure ? [] : [key])),
  };
}

describe.each(BODY_ROUTES)('$name', ({ route }) => {
  const base = fillEverything(study, layout);
  let reading: SheetReading;
  beforeAll(async () => {
    reading = await read(await route(NO_BLANK, base.filling));
  });

  test('every answer is read, and is right', () => {
    expect(reading).toMatchObject({ study: study.id, sheetVersion: study.version, language: 'fr' });
    const right = base.expected.size;
    expect(score(reading, base.expected)).toEqual({
      right,
      unsure: [],
      missing: [],
      silent: [],
      doubted: [],
    });
  });

  test('an answer that is changed changes that answer and nothing else', async () => {
    const names = [...base.expected.keys()].map((name) => name.replace(/=.*/, ''));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.integer({ min: 1, max: 3 }), async (name, turn) => {
        const other = fillEverything(study, layout, { [name]: turn });
        const changed = await read(await route(NO_BLANK, other.filling));
        expect(score(changed, other.expected)).toMatchObject({ silent: [], missing: [], doubted: [] });
        const [before, now] = [flatten(reading), flatten(changed)];
        const differing = [...new Set([...before.keys(), ...now.keys()])].filter(
          (one) => JSON.stringify(before.get(one)) !== JSON.stringify(now.get(one)),
        );
        expect(differing.filter((one) => one.replace(/=.*/, '') !== name)).toEqual([]);
      }),
      { numRuns: 6, endOnFailure: true },
    );
  });

  test('a sparse sheet says what was written, and nothing else', async () => {
    const written = {
      'patient.code': 'VAL-07',
      'patient.sex': 'F',
      'patient.birth_year': '1968',
      'disease.organs.skin': true,
      'dara.dose': 'NSP',
      'followup.visits.m3.igg': '7,2 g/L',
    } as const;
    const { answers } = await read(await route(NO_BLANK, toFilling(study, written)));
    expect(Object.keys(answers)).toEqual([
      'patient.code', 'patient.sex', 'patient.birth_year', 'disease.organs', 'dara.dose', 'followup.visits',
    ]); // prettier-ignore
    expect(answers['followup.visits']).toMatchObject({ value: [{ row: 'm3', igg: 7.2 }], sure: true });
    expect(answers['patient.birth_year']).toMatchObject({ value: 1968, sure: true });
  });
});

/** Enough to be a sheet; what is tested stands below. */
const START = '10. Code patient : VAL-12\n11. Sexe : F\n12. Année de naissance : 1954\n';
const KNOWN = { 'patient.code': 'VAL-12', 'patient.sex': 'F', 'patient.birth_year': 1954 };

describe('what is sure', () => {
  test.each<[string, string, object]>([
    ['accents and capitals left out', 'DATE DE LA PREMIERE PERFUSION : 12/01/2021', { 'dara.first_date': '2021-01-12' }],
    ['a slip of the pen', 'Date de la première perfuson : 12/01/2021', { 'dara.first_date': '2021-01-12' }],
    ['its short words beside the number', '13. Âge : 54 ans', { 'patient.age': 54 }],
    ['the unit in brackets', 'Poids à la première perfusion (kg) = 61,5', { 'patient.weight': 61.5 }],
    ['bold as a text part writes it', '*Infection :* non', { 'safety.infection': 'no' }],
    ['a dash for a colon', '- Infection – non', { 'safety.infection': 'no' }],
    ['boxes on one line', 'Voie d’administration : ( ) Intraveineuse (x) Sous-cutanée', { 'dara.route': 'sc' }],
    ['boxes beneath', 'Motif du traitement par daratumumab :\n[x] Maladie réfractaire\n[ ] Rechute\n[X] Autre', { 'dara.reason': ['refractory', 'other'] }],
    ['an English question', 'Year of birth : 1954\nInfection : no\nRoute : Subcutaneous', { 'safety.infection': 'no', 'dara.route': 'sc' }],
    ['a visit in words', 'M3 : IgG 7,2 g/l ; CK 120', { 'followup.visits': [{ row: 'm3', ck: 120, igg: 7.2 }] }],
    ['a code', '44) Dose par administration : NSP', { 'dara.dose': { missing: 'NSP' } }],
    ['a long question that was broken', 'Nombre de lignes thérapeutiques antérieures (une ligne = un traitement ou\nune association commencés pour inefficacité, rechute ou intolérance) : 3', { 'prior.lines': 3 }],
  ])('%s', async (_what, line, expected) => {
    expect(await readWords(`${START}${line}\n\nCordialement\nDr Vasseur`)).toEqual({
      sure: { ...KNOWN, ...expected },
      unsure: [],
    });
  }); // prettier-ignore
});

describe('what is left to a person', () => {
  test.each<[string, string, string]>([
    ['its short words alone', 'Âge : 54', 'patient.age'],
    ['the number alone', '13) 54', 'patient.age'],
    ['another question’s number', '14. Année du diagnostic\n13. Infection : non', 'safety.infection'],
    ['two answers', 'Infection : non\nPoids à la première perfusion : 60\nInfection : oui', 'safety.infection'],
    ['both choices kept', 'Infection : oui / non', 'safety.infection'],
    ['both boxes ticked', 'Infection : [x] Oui [x] Non', 'safety.infection'],
    ['boxes behind their words', 'Infection : Oui [x] Non [ ]', 'safety.infection'],
    ['a sign of two meanings', 'Infection : ✗ Oui', 'safety.infection'],
    ['two questions on a line', 'Ville : Valmont, Service : Médecine', 'centre.city'],
    ['an answer that goes on', 'Service : Médecine\ninterne et', 'centre.department'],
    ['a second paragraph', 'Commentaires : rien\n\nSinon il a guéri.', 'status.comments'],
    ['strange words in brackets', 'Poids à la première perfusion (aujourd’hui) : 60', 'patient.weight'],
    ['a visit with an unknown column', 'M3 : prednisone 5 mg, IgG 7,2', 'followup.visits'],
    ['a table in free words', '30. Auto-anticorps avant daratumumab : Coombs positif', 'disease.autoantibodies'],
    ['an unmarked answer beneath, in a mail that answers beside', 'Autre maladie : préciser\nJe rappelle demain', 'disease.diagnosis_other'],
  ])('%s', async (_what, lines, key) => {
    const found = await readWords(`${START}${lines}\n\nCordialement\nDr Vasseur`);
    expect(found?.unsure).toContain(key);
    expect(found?.sure).not.toHaveProperty([key]);
    expect(found?.sure).toMatchObject(KNOWN);
  }); // prettier-ignore

  test('struck words of an HTML mail', async () => {
    const html = `<div>${START.replaceAll('\n', '<br>')}Infection : <s>oui</s> / non<br></div>`;
    expect(await readWords({ text: '', html })).toEqual({ sure: KNOWN, unsure: ['safety.infection'] });
  });

  test('a date of an English mail whose month may come first', async () => {
    const text =
      'Sex: Female\nYear of birth: 1954\nRoute: Subcutaneous\nFirst infusion: 03/04/2021\nLast infusion: 25/04/2021';
    const found = await readWords(text);
    expect(found).toMatchObject({ unsure: ['dara.first_date'], sure: { 'dara.last_date': '2021-04-25' } });
  });

  // VHB and VHC, IgG and IgA, première and dernière: near words are other questions.
  test.each(['Statut VHC avant traitement : négatif', 'Nadir des IgA : 0,4', 'Date de la deuxième perfusion : 12/01/2021', 'Traitement de secours : oui', 'Infection urinaire : oui', 'Hypergammaglobulinémie : oui'])(
    '%s is no question of the sheet',
    async (line) => {
      expect(await readWords(`${START}\n${line}`)).toEqual({ sure: KNOWN, unsure: [] });
    },
  ); // prettier-ignore
});

describe('what is left out', () => {
  const older =
    '11. Sexe : M\n12. Année de naissance : 1930\n13. Âge à la première perfusion : 90\n64. Infection : oui';
  test.each<[string, string]>([
    ['Outlook', `De : Dr Roche <roche@chu-valmont.test>\nEnvoyé : lundi 2 mars 2026 10:12\nÀ : Vasseur\nObjet : cas\n\n${older}`],
    ['Outlook in English', `From: Dr Roche <roche@chu-valmont.test>\nSent: Monday\nTo: me\nSubject: case\n\n${older}`],
    ['Gmail', `Le lun. 2 mars 2026 à 10:12, Dr Roche <roche@chu-valmont.test> a\nécrit :\n\n${older.replace(/^/gm, '> ')}`],
    ['Apple Mail', `> Le 2 mars 2026 à 10:12, Dr Roche <r@chu-valmont.test> a écrit :\n> \n${older.replace(/^/gm, '> ')}`],
    ['Zimbra', `----- Mail original -----\nDe: "Dr Roche" <r@chu-valmont.test>\nÀ: "Vasseur"\nEnvoyé: Lundi 2 Mars 2026\nObjet: cas\n\n${older}`],
    ['Thunderbird', `On 02/03/2026 10:12, Dr Roche wrote:\n${older.replace(/^/gm, '> ')}`],
    ['older than the quoted one', `Le 02/03/2026 à 10:12, Étude DARA a écrit :\n> Bonjour\n${older.replace(/^/gm, '>> ')}`],
    ['a forwarded one', `-------- Message transféré --------\nSujet : cas\nDe : Dr Roche\n\n${older}`],
  ])('an older mail, as %s quotes it', async (_program, quoted) => {
    expect(await readWords(`${START}\n\n${quoted}`)).toEqual({ sure: KNOWN, unsure: [] });
  }); // prettier-ignore

  test.each<[string, string]>([
    ['Cordialement', 'Bien cordialement,\nDr Vasseur\nService : Médecine interne\nVille : Valmont'],
    ['the mark of RFC 3676', '-- \nDr Vasseur\nService : Médecine interne\nVille : Valmont'],
    ['a telephone', 'Envoyé de mon iPhone\nVille : Valmont'],
    ['a notice', 'Ce message et ses pièces jointes sont confidentiels.\nService : informatique'],
  ])('a signature after %s', async (_what, signature) => {
    expect(await readWords(`${START}\n${signature}`)).toEqual({ sure: KNOWN, unsure: [] });
  });
});

describe('our own letter answered', () => {
  test('behind and beneath its quoted lines', async () => {
    const text = [
      'Mes réponses ci-dessous.', '', 'Le lun. 2 mars 2026 à 10:12, Étude DARA <recueil+abc@etude-dara.test> a', 'écrit :', '',
      '> Il nous manque 3 précisions (numéros de la fiche) :', '>', '> 12. Année de naissance', '', '1954', '',
      '> 13. Âge à la première perfusion (valeur inhabituelle, à confirmer) : 66', '> 43. Voie d’administration', 'SC', 'Sous-cutanée',
      '> 64. Infection', '>', '> Répondez simplement à ce message',
    ].join('\n'); // prettier-ignore
    // Two of the three that it takes are sure: the words wait for a person.
    expect(await readWords(text)).toBeNull();
    expect(await readWords(text.replace('SC\n', ''))).toEqual({
      sure: { 'patient.birth_year': 1954, 'patient.age': 66, 'dara.route': 'sc' },
      unsure: [],
    });
  });

  test('behind the lines of what Outlook leaves unmarked', async () => {
    const text = `Voici.\n\nDe : Étude DARA <recueil@etude-dara.test>\nEnvoyé : lundi 2 mars 2026\nÀ : Vasseur\nObjet : [DARA-0001] Fiche reçue\n\n12. Année de naissance : 1954\n13. Âge à la première perfusion : 66\n43. Voie d’administration : Sous-cutanée\n64. Infection\nRépondez simplement`;
    expect(await readWords(text)).toEqual({
      sure: { 'patient.birth_year': 1954, 'patient.age': 66, 'dara.route': 'sc' },
      unsure: [],
    });
  });
});

describe('an ordinary mail is no sheet', () => {
  test.each<[string, string]>([
    ['a covering letter', 'Bonjour,\n\nCi-joint la fiche.\n\nCordialement\nDr Vasseur'],
    ['a clinician who presents herself', 'Établissement : CHU de Valmont\nService : Médecine interne\nVille : Valmont\nMédecin déclarant : Dr Vasseur\nTéléphone du service : 01 99 00 45 10'],
    ['two questions', 'Infection : non\nVoie d’administration : SC'],
    ['a list of numbers', '1. CHU de Valmont\n2. Médecine interne\n11. F\n12. 1954\n13. 54'],
    ['the blank’s own words', study.fields.map(({ number, label }) => `${number}. ${label.fr} :`).join('\n')],
    ['prose', 'Infection urinaire en 2020, sexe féminin, année de naissance 1954, dose par administration de 16 mg/kg.'],
  ])('%s', async (_what, text) => {
    expect(await readWords(text)).toBeNull();
  }); // prettier-ignore

  test('sent by a machine', async () => {
    const mail = await writeMail({
      text: `${START}64. Infection : non`,
      headers: { 'Auto-Submitted': 'auto-replied' },
    });
    expect((await read(mail)).study).toBeNull();
  });
});

describe('the sheet of the words', () => {
  test('is in the language of its questions, and of the study that asks them', async () => {
    const text =
      'Name of the apiary: North\nCode: K-1\nDay of the sting: 25/06/2021\nSigns: Swelling, Hives\nHoney taken: 20 cL';
    const reading = await read(await writeBodyMail({ text }));
    expect(reading).toMatchObject({ study: 'stings', sheetVersion: tiny.version, language: 'en' });
    expect(reading.answers['keeper.signs']).toMatchObject({ value: ['swelling', 'hives'], sure: true });
    expect(reading.answers['keeper.honey']).toMatchObject({ value: 200, sure: true });
  });

  test('has the message’s lines for its source', async () => {
    const bytes = await writeBodyMail({ text: `Bonjour,\n\n${START}` });
    const { answers } = await read(bytes);
    expect(answers['patient.birth_year']?.source).toEqual({
      strategy: 'body',
      page: null,
      rect: null,
      path: 'body/line[5]',
    });
    const look = await lookAtFile({ name: 'message.eml', bytes }, 1, studies);
    expect(look).toMatchObject({ kind: 'words', pages: [] });
    expect(look.words).toContainEqual({
      path: 'body/line[5]',
      text: '12. Année de naissance : 1954',
      table: null,
    });
  });

  test('beside a sheet that was filled, waits for a person', async () => {
    const sheet = await fillWithPdfLib(
      await writeSheetPdf(study, 'fr'),
      toFilling(study, { 'patient.code': 'VAL-12' }),
    );
    const mail = await writeMail({ text: START, files: [{ name: 'fiche.pdf', bytes: sheet }] });
    const [first, second, ...others] = await readAll(mail);
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      study: study.id,
      answers: { 'patient.code': { value: 'VAL-12', sure: true } },
    });
    expect(Object.keys(first?.answers ?? {})).toEqual(['patient.code']);
    expect(second).toMatchObject({ study: null, answers: {}, findings: [{ code: 'answers_in_words' }] });
  });
});
