/**
 * Missing-data codes as people write them: NSP (does not know), NF (not done), NA (not applicable), with or without
 * dots, and their words in both languages. `ND`, `?` and the like say that something is missing, but not what.
 */
import { type MissingCode } from '../study/study.js';
import { foldWords } from './normalise-text.js';

const WORDS: Readonly<Record<MissingCode, RegExp>> = {
  NSP: /^(?:nsp|(?:je )?ne (?:sait|sais|savons) pas|inconnue?s?|non connue?s?|unknown|not known|(?:i )?(?:do not|don'?t|does not|doesn'?t) know)$/,
  NF: /^(?:nf|n\/f|(?:non|pas) (?:faite?s?|realisee?s?|effectuee?s?)|not (?:done|performed))$/,
  NA: /^(?:na|n\/a|non applicable|not applicable|sans objet)$/,
};
const UNCLEAR =
  /^(?:nd|n\/d|nr|n\/r|\?+|-+|\/+|_+|x+|unk|uk|dk|non (?:disponible|renseignee?|retrouvee?|dosee?|mesuree?|precisee?|communiquee?)s?|not (?:available|measured|recorded|found|stated|reported)|manquante?s?|missing|en attente|en cours|pending|a (?:voir|preciser|completer)|tbd)$/;

export type MissingWords =
  | { readonly kind: 'code'; readonly code: MissingCode }
  /** Something is missing; which of the three cannot be told. */
  | { readonly kind: 'unclear' };

/** Null when the text as a whole is not about missing data. */
export function findMissingWords(raw: string): MissingWords | null {
  const whole = foldWords(raw).replace(/^\((.*)\)$/, '$1');
  // N.S.P., n. a., NSP.
  const isDotted = /^[a-z](?:\. ?[a-z])+\.?$/.test(whole);
  const text = isDotted ? whole.replace(/[. ]/g, '') : whole.replace(/[.!]+$/, '').trim();
  for (const [code, words] of Object.entries(WORDS)) {
    if (words.test(text)) return { kind: 'code', code: code as MissingCode };
  }
  return UNCLEAR.test(text) ? { kind: 'unclear' } : null;
}

/** The code that the text begins with, when a remark follows it: "NSP (dossier perdu)". Null otherwise. */
export function findLeadingCode(raw: string): MissingCode | null {
  const match = /^(nsp|nf|na|n\/a)\s*[(:,;-]\s*(?!.*\b(?:nsp|nf|na)\b)\D+$/.exec(foldWords(raw));
  if (!match?.[1]) return null;
  return match[1] === 'n/a' ? 'NA' : (match[1].toUpperCase() as MissingCode);
}
