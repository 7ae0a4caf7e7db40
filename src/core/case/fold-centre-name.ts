/** Step 3: a hospital's name as it is compared and searched: no case, accents or punctuation. */
export function foldCentreName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
