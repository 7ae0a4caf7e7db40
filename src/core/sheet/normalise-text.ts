/**
 * What was written, made comparable before anything is read into it: one form for each character (Unicode NFC for
 * texts that are kept, NFKC for grammars), no invisible characters, plain spaces.
 */

/** Zero-width characters, soft hyphens, bidirectional marks, byte order marks. */
const INVISIBLE = /\p{Cf}|\p{Variation_Selector}|\u034f/gu;
/** Every space but those that end a line. */
const SPACES = /[\t\p{Zs}]+/gu;
const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/gu;
/** Latin ligatures, which come from fonts and not from keyboards: ﬀ ﬁ ﬂ ﬃ ﬄ ﬅ ﬆ. */
const LIGATURES = /[\ufb00-\ufb06]/gu;
/** What no one types: other controls, private use, replacement characters, half a surrogate pair. */
const GARBAGE = /(?![\t\n\v\f\r\u0085])\p{Cc}|[\p{Co}\p{Cs}\ufffc\ufffd]/u;
const ALL_GARBAGE = new RegExp(GARBAGE, 'gu');
/** Dots or underscores only: the leaders of a form that was not filled. */
const LEADERS = /^[\s._\u2026]{2,}$/u;

/** Nothing was written: spaces, invisible characters, or the dotted line of the form itself. Damaged text is not nothing. */
export function isBlankText(raw: string): boolean {
  if (isGarbled(raw)) return false;
  const text = normaliseText(raw);
  return text === '' || LEADERS.test(text);
}

/** The text layer is damaged: characters that no keyboard gives. */
export function isGarbled(raw: string): boolean {
  return GARBAGE.test(raw);
}

/** One line: NFC, trimmed, every run of spaces and line ends as one space. */
export function normaliseText(raw: string): string {
  return normaliseLongText(raw).replace(/\n+/g, ' ').replace(SPACES, ' ').trim();
}

/** NFC, trimmed, line ends as `\n`, lines without trailing spaces. */
export function normaliseLongText(raw: string): string {
  return raw
    .replace(INVISIBLE, '')
    .replace(LINE_ENDS, '\n')
    .replace(ALL_GARBAGE, '')
    .replace(LIGATURES, (ligature) => ligature.normalize('NFKC'))
    .replace(SPACES, ' ')
    .replace(/ ?\n ?/g, '\n')
    .normalize('NFC')
    .trim();
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/**
 * For grammars of numbers, units and dates: one line, NFKC, without accents, exponents as `^9` (NFKC alone would
 * turn 10⁹ into 109), one dash, one apostrophe. Case is kept: G and g are two units.
 */
export function foldForGrammar(raw: string): string {
  return normaliseText(raw)
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]+/gu, (run) => `^${[...run].map((char) => SUPERSCRIPTS.indexOf(char)).join('')}`)
    .replace(/[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/gu, '-')
    .replace(/[\u2018\u2019\u02bc\u2032\u00b4`]/gu, "'")
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .normalize('NFC')
    .replace(/œ/gu, 'oe')
    .replace(/Œ/gu, 'OE')
    .replace(SPACES, ' ')
    .trim();
}

/** For comparing words: as `foldForGrammar`, without case. */
export function foldWords(raw: string): string {
  return foldForGrammar(raw).toLowerCase();
}
