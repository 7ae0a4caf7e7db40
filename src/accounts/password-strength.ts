/**
 * Whether a password may be chosen. Length counts (NIST SP 800-63B), not kinds of characters; what everyone tries first, and what
 * is known of the person, does not count towards it.
 */
import { Problem } from '../core/problem.js';

export const SHORTEST_PASSWORD = 12;
const LONGEST = 128;
/** What must be left once the parts that everybody guesses are taken out. */
const LEFT = 6;
const FEWEST_CHARACTERS = 5;

const GUESSED = [
  ...[
    'motdepasse',
    'password',
    'passwort',
    'passe',
    'azertyuiop',
    'azerty',
    'qwertyuiop',
    'qwerty',
    'qwertz',
  ],
  ...['abcdefghijkl', 'abcdef', 'bonjour', 'soleil', 'welcome', 'bienvenue', 'letmein', 'admin', 'secret'],
  ...[
    'recueil',
    'hopital',
    'hospital',
    'etude',
    'study',
    'doudou',
    'chouchou',
    'loulou',
    'iloveyou',
    'jetaime',
  ],
  ...[
    '123456789',
    '12345678',
    '1234567',
    '123456',
    '12345',
    '1234',
    '987654321',
    '654321',
    '000000',
    '111111',
  ],
];

/** Problem `password_weak`, with what is wanted. `known`: the person's name and address. */
export function checkPassword(password: string, known: readonly string[]): void {
  const length = [...password.normalize('NFKC')].length;
  const folded = fold(password);
  const parts = known.flatMap((text) => fold(text).split(/[^a-z0-9]+/)).filter((part) => part.length >= 3);
  const left = [...GUESSED, ...parts]
    .sort((a, b) => b.length - a.length)
    .reduce((text, part) => text.replaceAll(part, ''), folded);
  const distinct = new Set(folded).size;
  if (
    length >= SHORTEST_PASSWORD &&
    length <= LONGEST &&
    left.length >= LEFT &&
    distinct >= FEWEST_CHARACTERS
  )
    return;
  throw new Problem(
    'password_weak',
    'invalid',
    `A password has ${SHORTEST_PASSWORD} to ${LONGEST} characters and is not built of common words, rows of keys, your name or your address.`,
    { shortest: SHORTEST_PASSWORD, longest: LONGEST },
  );
}

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
