/** The six messages that the demo's clinicians send, each with the end that it has to come to. */
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { zipSync } from 'fflate';
import { fillPdf, fillWord } from './fill.mjs';
import { complete, flattened, forwarded, incomplete } from './fillings.mjs';

const STUDY = 'recueil@etude-dara.test';
const PDF = 'application/pdf';
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

function compose({ from, subject, text, headers = {}, attachments = [] }) {
  return new MailComposer({ from, to: STUDY, subject, text, headers, attachments }).compile().build();
}

/** @param {{ pdf: Uint8Array, docx: Uint8Array }} blanks */
export async function writeMessages({ pdf, docx }) {
  const inner = await compose({
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
      user: 'e.fabre@chu-valmont.test',
      written: complete,
      expected: { outcome: 'new', letter: 'complete', missing: 0 },
      raw: await compose({
        from: 'Dr Élise Fabre <e.fabre@chu-valmont.test>',
        subject: 'Série daratumumab : un cas',
        text: 'Bonjour,\n\nVoici ma fiche, remplie dans le PDF.\n\nBien cordialement,\nÉlise Fabre',
        attachments: [
          { filename: 'fiche.pdf', contentType: PDF, content: Buffer.from(await fillPdf(pdf, complete)) },
        ],
      }),
    },
    {
      name: 'incomplete Word sheet',
      user: 'p.aubert@ch-trois-rivieres.test',
      expected: { outcome: 'new', letter: 'incomplete', missing: 'some' },
      raw: await compose({
        from: 'Dr Paul Aubert <p.aubert@ch-trois-rivieres.test>',
        subject: 'fiche',
        text: 'Bonjour, il me manque quelques éléments.',
        attachments: [
          { filename: 'fiche.docx', contentType: DOCX, content: Buffer.from(fillWord(docx, incomplete)) },
        ],
      }),
    },
    {
      name: 'flattened PDF',
      user: 'n.benali@hopital-aurore.test',
      written: flattened,
      expected: { outcome: 'new', letter: 'complete', missing: 0 },
      raw: await compose({
        from: 'Dr Nadia Benali <n.benali@hopital-aurore.test>',
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
      user: 'secretariat@chu-brevannes.test',
      written: forwarded,
      expected: { outcome: 'new', letter: 'complete', missing: 0 },
      raw: await compose({
        from: 'Secrétariat <secretariat@chu-brevannes.test>',
        subject: 'TR : À transmettre : fiche',
        text: 'De la part du Pr Marchetti.',
        attachments: [{ filename: 'message.eml', contentType: 'message/rfc822', content: inner }],
      }),
    },
    {
      name: 'out-of-office reply',
      user: 'l.morvan@chu-valmont.test',
      expected: { outcome: 'no_sheet', letter: null },
      raw: await compose({
        from: 'Dr Loïc Morvan <l.morvan@chu-valmont.test>',
        subject: 'Réponse automatique : appel à cas',
        text: 'Je suis absent jusqu’au 30 novembre.',
        headers: { 'Auto-Submitted': 'auto-replied' },
      }),
    },
    {
      name: 'message without a sheet',
      user: 'offres@publicite.test',
      expected: { outcome: 'no_sheet', letter: null },
      raw: await compose({
        from: 'Offres <offres@publicite.test>',
        subject: 'Votre référencement',
        text: 'Bonjour, nous vous proposons nos services.',
      }),
    },
  ];
}
