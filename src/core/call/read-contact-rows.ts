/** The call for cases: a list of colleagues as people keep it in a spreadsheet → whom to write to. No names are kept: the letter needs none. */
import { foldCentreName } from '../case/fold-centre-name.js';
import { Problem } from '../problem.js';
import { LANGUAGES, type Language } from '../study/study.js';

export interface ListedContact {
  /** From 1, in the file, its head included. */
  readonly line: number;
  readonly address: string;
  /** As written; null where the list names none. */
  readonly centre: string | null;
  readonly language: Language;
}
export type ContactFlaw = 'no_address' | 'bad_address' | 'unknown_language' | 'twice';
export interface FlawedLine {
  readonly line: number;
  readonly flaw: ContactFlaw;
}
export interface ContactList {
  readonly contacts: readonly ListedContact[];
  /** The others go on without them. */
  readonly flaws: readonly FlawedLine[];
  /** Heads of columns that are not kept. */
  readonly ignored: readonly string[];
}

/** As heads are written, folded as names of centres are. */
const HEADS = {
  address: [
    ...['email', 'e mail', 'mail', 'adresse mail', 'adresse e mail', 'adresse email', 'adresse electronique'],
    ...['courriel', 'adresse', 'email address', 'e mail address', 'address'],
  ],
  centre: [
    ...['centre', 'etablissement', 'hopital', 'chu', 'ch', 'site', 'hospital', 'center', 'institution'],
    ...['nom du centre', 'centre hospitalier'],
  ],
  language: ['langue', 'language', 'lang'],
} as const;
const LANGUAGE_NAMES: Readonly<Record<string, Language>> = {
  ...Object.fromEntries(LANGUAGES.map((language) => [language, language])),
  ...{ francais: 'fr', french: 'fr', anglais: 'en', english: 'en' },
};
/** A sender would be told the rest by the mail server (RFC 5321); what has no such form was never an address. */
const ADDRESS = /^[^\s@<>,;"()]{1,64}@[^\s@<>,;"()]+\.[^\s@<>,;"().]{2,}$/u;
/** “Dr Claire Martin <c.martin@chu.test>”, as mail programs copy it. */
const WITH_NAME = /^[^<>]*<([^<>]+)>\s*$/u;

/** `rows`: cells as text, the head first. Throws the Problem `contacts_without_head`. */
export function readContactRows(rows: readonly (readonly string[])[]): ContactList {
  const [head = [], ...lines] = rows;
  const names = head.map(foldCentreName);
  const find = (kind: keyof typeof HEADS): number =>
    names.findIndex((name) => HEADS[kind].some((one) => one === name));
  const columns = { address: find('address'), centre: find('centre'), language: find('language') };
  if (columns.address === -1)
    throw new Problem(
      'contacts_without_head',
      'invalid',
      'The first line must name the columns, one of them “email” (others: “centre”, “langue”).',
    );
  const contacts: ListedContact[] = [];
  const flaws: FlawedLine[] = [];
  const seen = new Set<string>();
  for (const [index, cells] of lines.entries()) {
    const line = index + 2;
    const say = (flaw: ContactFlaw): void => void flaws.push({ line, flaw });
    const read = (column: number): string => (column === -1 ? '' : (cells[column] ?? '').trim());
    if (cells.every((cell) => cell.trim() === '')) continue;
    const typed = read(columns.address);
    const address = (WITH_NAME.exec(typed)?.[1] ?? typed).trim().replace(/^mailto:/iu, '');
    const said = foldCentreName(read(columns.language));
    const language = said === '' ? 'fr' : LANGUAGE_NAMES[said];
    if (address === '') say('no_address');
    else if (!ADDRESS.test(address)) say('bad_address');
    else if (language === undefined) say('unknown_language');
    else if (seen.has(address.toLowerCase())) say('twice');
    else {
      seen.add(address.toLowerCase());
      contacts.push({ line, address, centre: read(columns.centre) || null, language });
    }
  }
  const kept = Object.values(columns);
  return { contacts, flaws, ignored: head.filter((name, at) => !kept.includes(at) && name.trim() !== '') };
}
