/** Which part of a list is asked for. */
import { Problem } from '../core/problem.js';

const USUAL = 50;
const MOST = 200;

/** Throws the Problem `page`. */
export function readPage(
  limit?: string,
  offset?: string,
): { readonly limit: number; readonly offset: number } {
  const read = (text: string | undefined, usual: number, least: number, most: number): number => {
    const number = text === undefined ? usual : Number(text);
    if (!Number.isInteger(number) || number < least || number > most)
      throw new Problem('page', 'invalid', `limit is 1 to ${MOST}; offset is 0 or more.`);
    return number;
  };
  return { limit: read(limit, USUAL, 1, MOST), offset: read(offset, 0, 0, Number.MAX_SAFE_INTEGER) };
}
