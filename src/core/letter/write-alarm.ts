/** The words of an alarm to the study lead: the mailbox is no longer watched, or is again. Both languages, for the lead's is not known. */
import { typeset } from './typeset.js';

export const MAILBOX_TROUBLES = ['login', 'unreachable', 'quiet', 'ledger', 'not_stored', 'other'] as const;
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
