/**
 * Mail of mixed kinds, made from a seed. Round 1 needs nothing that came before; round 2 answers the letters of round 1, for nobody answers a letter
 * that has not come. Within a round the end of a message does not depend on the others by construction: senders are strangers to each other, and
 * what one of them says twice is either the same or about another question. One kind is different on purpose, and `loose`: a sheet and its
 * correction, sent one after the other before any answer. They keep their order, but may be read side by side: then the newer makes the case and the
 * older finds nothing to add. What the case holds is the same, and is compared; which of the two messages is called `new` is not.
 */
import { complete } from '../../scripts/demo/fillings.mjs';
import { type Study } from '../../src/core/study/study.js';
import { makeRandom } from '../builders/cases.js';
import { deliveryReport } from '../builders/delivery-report.js';
import { rawMessage } from '../builders/mime.js';
import { openSheetPress } from '../builders/sheets.js';
import { type SoakMail, SoakSender, type Texts } from './soak-sender.js';

export interface Soak {
  readonly mails: readonly SoakMail[];
  readonly patients: number;
  readonly loose: ReadonlySet<string>;
}
/** Larger than any sheet; what is larger is not taken whole. */
export const MOST_BYTES = 1_000_000;

/** Of a hundred senders, how many of each kind. */
const SHARES = {
  ...{ spam: 16, question: 10, newsletter: 10, machine: 12, report: 8 },
  ...{ damaged: 12, away: 10, broken: 6, oversize: 2 },
  ...{ answers: 3, half: 2, returned: 2, stops: 2, asks: 2, corrects: 1, twice: 1, copier: 1 },
} as const;
type Kind = keyof typeof SHARES;
const PATIENT: readonly Kind[] = [
  'answers',
  'half',
  'returned',
  'stops',
  'asks',
  'corrects',
  'twice',
  'copier',
];
const UNASKED: Texts = { 'patient.age': '', 'dara.dose': '' };
const THANKS = Array<string>(6).fill('Merci beaucoup !');
const RELAY = { 'X-Relay': 'mx2.relais.test' };

/** At least so many messages. */
export async function makeSoak(study: Study, count: number, seed: number): Promise<Soak> {
  const random = makeRandom(seed);
  const press = await openSheetPress(study, 'fr', complete);
  const deck = (Object.keys(SHARES) as Kind[]).flatMap((kind) => Array<Kind>(SHARES[kind]).fill(kind));
  const mails: SoakMail[] = [];
  const loose = new Set<string>();
  let patients = 0;
  for (let number = 1; mails.length < count; number += 1) {
    // Thirty-seven and a hundred have no divisor in common: each hundred senders are the whole deck.
    const kind = deck[(number * 37) % deck.length] ?? 'spam';
    const sender = new SoakSender(kind, number, press);
    await write(kind, sender, number, random);
    mails.push(...sender.mails);
    if (PATIENT.includes(kind)) patients += 1;
    if (kind === 'corrects') loose.add(sender.from);
  }
  return { mails, patients, loose };
}

async function write(kind: Kind, sender: SoakSender, number: number, random: () => number): Promise<void> {
  switch (kind) {
    case 'spam':
      return void sender.send({ subject: `Offre ${number}`, text: 'Doublez vos revenus dès ce soir.' });
    case 'question':
      return void sender.send({ subject: 'Votre étude', text: 'Bonjour,\n\nEst-elle encore ouverte ?' });
    case 'newsletter': {
      const letter = { subject: 'Lettre du mois', text: 'Bonjour à tous.' };
      const headers = { 'List-Id': `<lettre-${number}.test>` };
      const id = sender.send(letter, { headers });
      return void sender.send(letter, { id, headers: { ...headers, ...RELAY } });
    }
    case 'machine':
      return void sender.send(
        { subject: 'Alerte', text: 'Le disque est plein.' },
        { headers: { 'Auto-Submitted': 'auto-generated' } },
      );
    case 'away':
      return void sender.send({ subject: 'Absence', text: 'Je suis en congés, de retour lundi.' });
    case 'broken':
      return void sender.send({
        files: [{ name: 'fiche.pdf', bytes: Buffer.from(`%PDF-1.7\n${number} 0 obj`) }],
      });
    case 'oversize':
      return void sender.send({ text: 'Une bien longue lettre. '.repeat(MOST_BYTES / 20) });
    case 'report':
      return sender.raw((messageId) =>
        deliveryReport({ recipient: sender.from, mailId: `<autre.${number}@ailleurs.test>`, messageId }),
      );
    case 'damaged':
      return sender.raw((messageId) => damage(sender.from, messageId, Math.floor(random() * 4)));
    case 'answers':
      return sender.reply(await sender.sheet(UNASKED), '13. 52', '44. 16', ...THANKS);
    case 'half':
      return sender.reply(await sender.sheet(UNASKED), '13. 52', ...THANKS);
    case 'stops':
      return sender.reply(await sender.sheet(UNASKED), 'STOP', ...THANKS);
    case 'asks': {
      const questions = ['Faut-il une nouvelle fiche à un an ?', 'Et à quelle date au plus tard ?'];
      const sheet = await sender.sheet(UNASKED);
      sender.ask(sheet, ...questions);
      return sender.reply(sheet, 'STATUT', 'AIDE', ...THANKS);
    }
    case 'returned':
      return sender.bounce(await sender.sheet(UNASKED));
    case 'corrects':
      await sender.sheet({ 'patient.age': '' }, { chain: number });
      return void (await sender.sheet({ 'patient.weight': '72' }, { chain: number }));
    case 'twice':
      return void (await sender.sheet({}, { id: await sender.sheet({}), headers: RELAY }));
    case 'copier':
      return void (await sender.sheet({}, { headers: { Precedence: 'bulk' } }));
  }
}

/** As broken programs send them: a part that does not end, bytes of no character set, a type that is none, base64 that is none. */
function damage(from: string, messageId: string, how: number): string {
  const open = { 'Content-Type': 'multipart/mixed; boundary="b"' };
  const part = 'Content-Type: application/pdf; name="fiche.pdf"\r\nContent-Transfer-Encoding: base64';
  const fields = [
    {
      headers: open,
      body: `--b\r\nContent-Type: text/plain\r\n\r\nBonjour\r\n--b\r\n${part}\r\n\r\nJVBERi0xLjcKJ`,
    },
    {
      headers: { 'Content-Type': 'text/plain; charset=x-inconnu' },
      body: '\xc3\x28\xff\xfe \xe9\xe8 bonjour',
    },
    { headers: { 'Content-Type': ';;;=' }, body: '=?utf-8?B?////?=' },
    { headers: { ...open, 'Content-Transfer-Encoding': 'base64' }, body: '--b\r\n--b\r\n--b--\r\n--c' },
  ];
  return rawMessage({ from, messageId, ...fields[how] });
}
