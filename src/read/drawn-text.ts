/** Whether a text as it is stored is the text that is drawn: one that is not shows something else than it says. */

/** The same, or the beginning of a long text whose end the box cuts off. */
export function isDrawnAs(stored: string, drawn: string): boolean {
  const [kept, seen] = [bare(stored), bare(drawn)];
  return looksLike(kept, seen) || (seen.length > 20 && kept.startsWith(seen));
}

/** For comparing: no spaces, one form for each character. */
export function bare(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u00ad\u200b-\u200f\ufeff]/gu, '')
    .replace(/[\u2018\u2019]/gu, "'");
}

/** The same, but for letters that a program could not draw and wrote as question marks. */
function looksLike(stored: string, drawn: string): boolean {
  const [letters, signs] = [[...stored], [...drawn]];
  return (
    letters.length === signs.length &&
    letters.every((letter, index) => letter === signs[index] || (signs[index] === '?' && letter > '~'))
  );
}
