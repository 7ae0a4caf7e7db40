/** Names and addresses of people: how an e-mail address is compared, how a name is shortened. */

/** Two spellings of one address are one account. */
export function foldEmail(email: string): string {
  return email.trim().normalize('NFKC').toLowerCase();
}

/** First letters of up to three words: Claire Dupont-Morel → CDM. */
export function makeInitials(name: string): string {
  const words = name.split(/[\s'’.-]+/u).filter((word) => /\p{L}/u.test(word));
  return words
    .slice(0, 3)
    .map((word) => (/\p{L}/u.exec(word)?.[0] ?? '').toUpperCase())
    .join('');
}
