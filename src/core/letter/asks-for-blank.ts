/** Step 3: whether someone asks for the blank sheet in the own words of a message's text or subject (what is quoted are ours). */

/** Where the quoted message begins, in the ways of the common mail programs. */
const QUOTE_BEGINS = [
  /^\s*>/,
  /^\s*-{2,}.*(?:original|transf|forward)/i,
  /^\s*_{8,}\s*$/,
  /^\s*(?:de|from|von)\s*:\s*\S/i,
  /^\s*(?:le|on)\s.*(?:a écrit|wrote)/i,
];
/** The subject of a reply or a forward is that of the letter it answers, which may well be “Blank collection sheet”. */
const BORROWED_SUBJECT = /^\s*(?:re|ré|rép|tr|fw|fwd|aw|sv)\s*:/iu;
/** Longer messages say more than that: a person reads them. */
const MOST_WORDS = 60;
const REQUEST = /\b(?:fiches? (?:de recueil )?vierges?|blank (?:collection )?sheet)\b/;

export function asksForBlank(text: string): boolean {
  const lines = text.split(/\r?\n/);
  const quoteAt = lines.findIndex((line) => QUOTE_BEGINS.some((pattern) => pattern.test(line)));
  const own = (quoteAt === -1 ? lines : lines.slice(0, quoteAt))
    .filter((line) => !BORROWED_SUBJECT.test(line))
    .join(' ');
  const words = own.toLowerCase().split(/\s+/).filter(Boolean);
  return words.length <= MOST_WORDS && REQUEST.test(words.join(' '));
}
