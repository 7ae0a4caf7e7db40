/** Looks for words in a free text as a person would: without regard to capitals, accents and signs between words. */

/** `antiglobulin*` finds every word that begins so; `test indirect` finds the two words in this order. */
export function mentionsPhrase(text: string, phrase: string): boolean {
  const words = foldText(phrase.replace(/\*$/, ''));
  const folded = ` ${foldText(text)} `;
  return folded.includes(phrase.endsWith('*') ? ` ${words}` : ` ${words} `);
}

function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
