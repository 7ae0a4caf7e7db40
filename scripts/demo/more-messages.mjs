/** What else the demo's clinicians send once the first six have come to their ends: a draft of every kind, to be tried in the console. */
import { PDFDocument } from '@cantoo/pdf-lib';
import { fillPdf, fillWord, scan, tickByPen } from './fill.mjs';
import { complete } from './fillings.mjs';
import { DOCX, PDF, writeMail } from './messages.mjs';

/** Two routes ticked with a pen on the printed sheet, and two answers that need a person's eye. */
const doubtful = {
  ...complete,
  'centre.hospital': 'CHU de Valmont',
  'centre.clinician': 'Dr Samuel Ortiz',
  'centre.email': 's.ortiz@chu-valmont.test',
  'patient.code': 'VAL-19',
  'patient.birth_year': '1971',
  'patient.age': '49',
  'prior.rituximab_last': 'hiver 2018',
  'followup.visits.m3.haemoglobin': '10 à 11',
};

/** Every box is filled and three answers contradict each other. */
const contradictory = {
  ...complete,
  'centre.hospital': 'CH des Trois-Rivières',
  'centre.city': 'Trois-Rivières',
  'centre.clinician': 'Dr Anne Keller',
  'centre.email': 'a.keller@ch-trois-rivieres.test',
  'patient.code': 'TR-9',
  'patient.birth_year': '1944',
  'patient.age': '77',
  'dara.first_date': '12/04/2021',
  'dara.last_date': '02/03/2021',
};

/** A patient of sixteen: the series takes adults. */
const tooYoung = {
  ...complete,
  'centre.hospital': 'Hôpital Sainte-Aurore',
  'centre.city': 'Aurore-sur-Mer',
  'centre.clinician': 'Dr Nadia Benali',
  'centre.email': 'n.benali@hopital-aurore.test',
  'patient.code': 'HSA 31',
  'patient.birth_year': '2004',
  'patient.age': '16',
};

/** In English, on the English Word sheet. */
const inEnglish = {
  ...complete,
  'centre.hospital': 'CHU de Brévannes-le-Haut',
  'centre.city': 'Brévannes-le-Haut',
  'centre.clinician': 'Dr Grace Holloway',
  'centre.email': 'g.holloway@chu-brevannes.test',
  'patient.code': 'BH021',
  'patient.birth_year': '1980',
  'patient.age': '40',
  'patient.history': 'Treated hypothyroidism.',
  'dara.schedule': 'one infusion a week for 8 weeks',
  'disease.autoantibodies.1.antibody': 'direct Coombs IgG',
};

/** The first patient again, from a colleague of the same hospital, with one answer that differs. */
const again = {
  ...complete,
  'centre.clinician': 'Dr Loïc Morvan',
  'centre.email': 'l.morvan@chu-valmont.test',
  'followup.visits.last.haemoglobin': '12,8',
};

/** Typed, printed, and scanned on the ward's copier. */
const scanned = {
  ...complete,
  'centre.hospital': 'CH de Malestroy',
  'centre.city': 'Malestroy',
  'centre.clinician': 'Dr Inès Carpentier',
  'centre.email': 'i.carpentier@ch-malestroy.test',
  'patient.code': 'MAL-7',
  'patient.birth_year': '1958',
  'patient.age': '63',
};

const WRITERS = [doubtful, contradictory, tooYoung, inEnglish, again, scanned];
export const MORE_CLINICIANS = WRITERS.map((written) => written['centre.email']);

/**
 * @param {{ pdf: Uint8Array, docxEnglish: Uint8Array }} blanks
 * @returns {Promise<{ name: string, user: string, raw: Buffer }[]>}
 */
export async function writeMoreMessages({ pdf, docxEnglish }) {
  const sheet = (name, bytes, contentType = PDF) => [
    { filename: name, contentType, content: Buffer.from(bytes) },
  ];
  const byPen = await tickByPen(await fillPdf(pdf, doubtful), 'dara.route', 'sc');
  const written = [
    ['printed, two boxes ticked', doubtful, 'Fiche imprimée puis numérisée', sheet('fiche.pdf', byPen)],
    ['contradictory dates', contradictory, 'Cas AHAI', sheet('fiche.pdf', await fillPdf(pdf, contradictory))],
    [
      'a patient of sixteen',
      tooYoung,
      'Un cas pour la série',
      sheet('fiche.pdf', await fillPdf(pdf, tooYoung)),
    ],
    [
      'English Word sheet',
      inEnglish,
      'Case for the daratumumab series',
      sheet('sheet.docx', fillWord(docxEnglish, inEnglish), DOCX),
    ],
    [
      'scanned sheet',
      scanned,
      'Fiche numérisée',
      sheet('numerisation.pdf', await scan(await fillPdf(pdf, scanned))),
    ],
    ['maybe a known patient', again, 'Notre patiente', sheet('fiche.pdf', await fillPdf(pdf, again))],
    [
      'PDF under a password',
      complete,
      'Fiche protégée',
      sheet('fiche-protegee.pdf', await lock(await fillPdf(pdf, { ...complete, 'patient.code': 'VAL-23' }))),
    ],
  ];
  return Promise.all(
    written.map(async ([name, { 'centre.clinician': who, 'centre.email': user }, subject, attachments]) => ({
      name,
      user,
      raw: await writeMail({
        from: `${who} <${user}>`,
        subject,
        text: 'Bonjour,\n\nVous trouverez la fiche ci-jointe.\n\nBien cordialement',
        attachments,
      }),
    })),
  );
}

/** As a hospital's rule may ask; the password is the one that the demo prints. */
async function lock(bytes) {
  const document = await PDFDocument.load(bytes);
  document.encrypt({ userPassword: LOCK, ownerPassword: LOCK, permissions: {} });
  return document.save({ useObjectStreams: false });
}
export const LOCK = 'valmont-2026';
