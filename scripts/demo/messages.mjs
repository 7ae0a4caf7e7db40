/** The six messages that the demo's clinicians send, each with the end that it has to come to. */
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { zipSync } from 'fflate';
import { fillPdf, fillWord } from './fill.mjs';
import { complete, flattened, forwarded, incomplete } from './fillings.mjs';
import { DEMO_USERS } from './mail-server.mjs';

const [STUDY] = DEMO_USERS;
/** Who writes, by what he sends. */
export const CLINICIANS = {
  complete: 'e.fabre@chu-valmont.test',
  incomplete: 'p.aubert@ch-trois-rivieres.test',
  flattened: 'n.benali@hopital-aurore.test',
  forwarded: 'secretariat@chu-brevannes.test',
  outOfOffice: 'l.morvan@chu-valmont.test',
  noSheet: 'offres@publicite.test',
};
export const PDF = 'application/pdf';
export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export function writeMail({ from, subject, text, headers = {}, attachments = [] }) {
  return new MailComposer({ from, to: STUDY, subject, text, headers, attachments }).compile().build();
}

/** @param {{ pdf: Uint8Array, docx: Uint8Array }} blanks */
export async function writeMessages({ pdf, docx }) {
  const inner = await writeMail({
    from: 'Pr Hugo Marchetti <h.marchetti@chu-brevannes.test>',
    subject: 'À transmettre : fiche',
    text: 'Pouvez-vous transmettre la fiche jointe ? Merci.',
    attachments: [
      {
        filename: 'recueil.zip',
        contentType: 'application/zip',
        content: Buffer.from(zipSync({ 'recueil/fiche.pdf': await fillPdf(pdf, forwarded) })),
      },
    ],
  });
  return [
    {
      name: 'complete PDF',
      user: CLINICIANS.complete,
      written: complete,
      expected: { outcome: 'new', letter: 'complete', missing: 0 },
      raw: await writeMail({
        from: `Dr Élise Fabre <${CLINICIANS.complete}>`,
        subject: 'Série daratumumab : un cas',
        text: 'Bonjour,\n\nVoici ma fiche, remplie dans le PDF.\n\nBien cordialement,\nÉlise Fabre',
        attachments: [
          { filename: 'fiche.pdf', contentType: PDF, content: Buffer.from(await fillPdf(pdf, complete)) },
        ],
      }),
    },
    {
      name: 'incomplete Word sheet',
      user: CLINICIANS.incomplete,
      written: incomplete,
      expected: {
        outcome: 'new',
        letter: 'incomplete',
        missing: 'some',
        // Not to be understood without a question; and one unit turned into another.
        unsure: ['prior.rituximab_last'],
        values: { 'followup.visits.m0.platelets': 9 },
      },
      raw: await writeMail({
        from: `Dr Paul Aubert <${CLINICIANS.incomplete}>`,
        subject: 'fiche',
        text: 'Bonjour, il me manque quelques éléments.',
        attachments: [
          { filename: 'fiche.docx', contentType: DOCX, content: Buffer.from(fillWord(docx, incomplete)) },
        ],
      }),
    },
    {
      name: 'flattened PDF',
      user: CLINICIANS.flattened,
      written: flattened,
      expected: { outcome: 'new', letter: 'complete', missing: 0 },
      raw: await writeMail({
        from: `Dr Nadia Benali <${CLINICIANS.flattened}>`,
        subject: 'Fiche de recueil imprimée en PDF',
        text: 'Ci-joint.',
        attachments: [
          {
            filename: 'fiche-imprimee.pdf',
            contentType: PDF,
            content: Buffer.from(await fillPdf(pdf, flattened, { flatten: true })),
          },
        ],
      }),
    },
    {
      name: 'forwarded ZIP',
      user: CLINICIANS.forwarded,
      written: forwarded,
      expected: { outcome: 'new', letter: 'complete', missing: 0 },
      raw: await writeMail({
        from: `Secrétariat <${CLINICIANS.forwarded}>`,
        subject: 'TR : À transmettre : fiche',
        text: 'De la part du Pr Marchetti.',
        attachments: [{ filename: 'message.eml', contentType: 'message/rfc822', content: inner }],
      }),
    },
    {
      name: 'out-of-office reply',
      user: CLINICIANS.outOfOffice,
      expected: { outcome: 'away', letter: null },
      raw: await writeMail({
        from: `Dr Loïc Morvan <${CLINICIANS.outOfOffice}>`,
        subject: 'Réponse automatique : appel à cas',
        text: 'Je suis absent jusqu’au 30 novembre.',
        headers: { 'Auto-Submitted': 'auto-replied' },
      }),
    },
    {
      name: 'message without a sheet',
      user: CLINICIANS.noSheet,
      expected: { outcome: 'no_sheet', letter: null },
      raw: await writeMail({
        from: `Offres <${CLINICIANS.noSheet}>`,
        subject: 'Votre référencement',
        text: 'Bonjour, nous vous proposons nos services.',
      }),
    },
  ];
}
