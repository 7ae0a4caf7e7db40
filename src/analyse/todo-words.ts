/** What a person is told of something that needs her: short, and without a word of what is in it. */
import { type Localised } from '../core/study/study.js';

const say = (fr: string, en: string): Localised => ({ fr, en });

/** By `messages.to_see`. */
const MESSAGES: Readonly<Record<string, Localised>> = {
  failed: say('Le traitement a été abandonné après plusieurs essais', 'Given up after several tries'),
  password: say('Un fichier attend son mot de passe', 'A file waits for its password'),
  unreadable: say('Un fichier n’a pas pu être lu', 'A file could not be read'),
  file_beside_sheet: say(
    'Un fichier reçu avec une fiche n’a pas pu être lu',
    'A file beside a sheet could not be read',
  ),
  oversize: say('Trop volumineux pour être repris', 'Too large to be taken'),
  bounced: say('Un de nos e-mails n’est pas arrivé', 'One of our e-mails did not arrive'),
  encrypted: say('Chiffré : il n’a pas pu être ouvert', 'Encrypted: it could not be opened'),
  damaged: say('Endommagé : une partie manque', 'Damaged: a part is missing'),
  words: say('Une réponse en toutes lettres est à lire', 'An answer in words is to be read'),
  visit: say('Une visite est demandée', 'A visit is asked for'),
  no_sheet: say('Sans fiche : à lire', 'Without a sheet: to be read'),
  no_sender: say('Sans expéditeur utilisable', 'Without a usable sender'),
  forged: say('L’expéditeur n’est pas celui qu’il dit être', 'The sender is not who it says'),
  reply_to_outside: say('Demande une réponse à une autre organisation', 'Asks to be answered elsewhere'),
  thread_rate: say('Trop de réponses dans ce fil aujourd’hui', 'Too many answers in this thread today'),
  not_authenticated: say('Expéditeur non authentifié', 'Sender not authenticated'),
  not_known: say('Expéditeur hors de la liste de l’étude', 'Sender not on the study’s list'),
  rate: say('Trop de réponses à cette adresse', 'Too many answers to this address'),
  no_sheet_unknown: say('Sans fiche, d’un expéditeur inconnu', 'Without a sheet, from an unknown sender'),
  no_sheet_again: say('Encore un message sans fiche', 'Once more without a sheet'),
  to_redact: say(
    'Contient aussi la fiche d’un patient qui s’oppose : à expurger',
    'Also holds the sheet of a patient who objects: to be redacted',
  ),
};
const A_SHEET = say('Une fiche est restée sans réponse', 'A sheet was not answered');
const A_MESSAGE = say('Un message est à regarder', 'A message is to be looked at');

export function wordMessage(code: string): Localised {
  const known = MESSAGES[code];
  if (known) return known;
  if (!code.startsWith('unanswered_')) return A_MESSAGE;
  const why = MESSAGES[code.slice('unanswered_'.length)];
  return why ? say(`${A_SHEET.fr}\u202f: ${lower(why.fr)}`, `${A_SHEET.en}: ${lower(why.en)}`) : A_SHEET;
}

/** By the letter's state. */
const LETTERS: Readonly<Record<string, Localised>> = {
  uncertain: say('Peut-être parti, peut-être pas', 'Perhaps sent, perhaps not'),
  refused: say('Refusé par le serveur', 'Refused by the server'),
  failed: say('Pas parti, après plusieurs essais', 'Not sent, after several tries'),
  held: say('Retenu', 'Held'),
};
export const LETTER_STATES = Object.keys(LETTERS);
export function wordLetter(state: string): Localised {
  return LETTERS[state] ?? say('Un e-mail est à regarder', 'An e-mail is to be looked at');
}

export const PROPOSAL = say(
  'Peut-être le même patient qu’un autre cas',
  'Perhaps the same patient as another case',
);
export const WAITING_SHEET = say(
  'Une fiche plus récente attend à côté du cas',
  'A newer sheet waits beside the case',
);
export const ANSWERED_QUERY = say('Une question a sa réponse', 'A question has its answer');

export function wordCase({
  unsure,
  missing,
}: {
  readonly unsure: number;
  readonly missing: number;
}): Localised {
  if (unsure + missing === 0) return say('Complet, à relire', 'Complete, to be reviewed');
  const fr = [
    ...(unsure > 0 ? [`${unsure} ${unsure === 1 ? 'réponse' : 'réponses'} à voir`] : []),
    ...(missing > 0 ? [`${missing} ${missing === 1 ? 'manquante' : 'manquantes'}`] : []),
  ];
  const en = [
    ...(unsure > 0 ? [`${unsure} ${unsure === 1 ? 'answer' : 'answers'} to see`] : []),
    ...(missing > 0 ? [`${missing} missing`] : []),
  ];
  return say(fr.join(', '), en.join(', '));
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
