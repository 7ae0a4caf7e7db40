/** The words of an alarm to the study lead: the mailbox is no longer watched, or is again. Both languages, for the lead's is not known. */
import { typeset } from './typeset.js';

export const MAILBOX_TROUBLES = [
  'login',
  'unreachable',
  'quiet',
  'ledger',
  'not_stored',
  'folder',
  'full',
  'other',
] as const;
export type MailboxTrouble = (typeof MAILBOX_TROUBLES)[number];

/** Null where nobody need be woken: all is well, the service is starting, or was stopped in order. */
export function nameTrouble(code: string | null): MailboxTrouble | null {
  if (code === null || code === 'connecting' || code === 'stopped') return null;
  return MAILBOX_TROUBLES.find((name) => name === code) ?? 'other';
}

const WORDS: Readonly<Record<MailboxTrouble, { readonly fr: string; readonly en: string }>> = {
  login: {
    fr: 'le serveur de messagerie refuse le mot de passe',
    en: 'the mail server refuses the password',
  },
  unreachable: {
    fr: 'le serveur de messagerie ne répond pas',
    en: 'the mail server does not answer',
  },
  quiet: {
    fr: 'le dossier n’a plus été relevé depuis plus d’un quart d’heure',
    en: 'the folder has not been listed for more than a quarter of an hour',
  },
  ledger: {
    fr: 'les messages ne peuvent pas être enregistrés dans la base de données',
    en: 'messages cannot be stored in the database',
  },
  not_stored: {
    fr: 'un ou plusieurs messages n’ont pas pu être enregistrés',
    en: 'one or more messages could not be stored',
  },
  folder: {
    fr: 'le serveur de messagerie ne trouve pas ce dossier',
    en: 'the mail server does not find this folder',
  },
  full: {
    fr: 'la boîte aux lettres est pleine',
    en: 'the mailbox is full',
  },
  other: { fr: 'cause inconnue', en: 'unknown cause' },
};

export interface Alarm {
  readonly study: string;
  readonly folder: string;
  /** Null: all is well again. */
  readonly trouble: MailboxTrouble | null;
  /** When it began, as the lead's clock shows it. */
  readonly since: string;
}

export function writeAlarm({ study, folder, trouble, since }: Alarm): { subject: string; text: string } {
  if (trouble === null)
    return {
      subject: typeset(`[${study}] La boîte aux lettres est de nouveau relevée`, 'fr'),
      text: join(
        `Le dossier « ${folder} » est de nouveau relevé. Aucun message n'est perdu : ce qui est arrivé entre-temps est pris maintenant.`,
        `The folder “${folder}” is being watched again. No message is lost: what came meanwhile is being taken now.`,
      ),
    };
  if (trouble === 'full')
    return {
      subject: typeset(`[${study}] La boîte aux lettres est pleine`, 'fr'),
      text: join(
        `Depuis le ${since}, la boîte aux lettres est pleine : les messages du dossier « ${folder} » sont lus et reçoivent leur réponse, mais ils ne peuvent plus être rangés, et le serveur peut refuser ceux qui viennent. Aucun message n'est perdu jusqu'ici. Il faut faire de la place, ou demander un quota plus grand ; le rangement reprendra de lui-même.`,
        `Since ${since}, the mailbox has been full: the messages of the folder “${folder}” are read and answered, but cannot be moved any more, and the server may refuse those to come. No message has been lost so far. Room has to be made, or a larger quota asked for; the moving then resumes by itself.`,
      ),
    };
  return {
    subject: typeset(`[${study}] La boîte aux lettres n'est plus relevée`, 'fr'),
    text: join(
      `Depuis le ${since}, le dossier « ${folder} » n'est plus relevé : ${WORDS[trouble].fr}. Les messages restent dans la boîte ; personne ne reçoit de réponse tant que cela dure. La commande « recueil doctor » dit ce qui ne va pas.`,
      `Since ${since}, the folder “${folder}” has not been watched: ${WORDS[trouble].en}. The messages stay in the mailbox; nobody is answered while this lasts. The command “recueil doctor” says what is wrong.`,
    ),
  };
}

function join(french: string, english: string): string {
  return `${typeset(french, 'fr')}\n\n${english}\n\n-- \nRecueil\n`;
}
