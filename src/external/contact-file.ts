/** A list of contacts as a spreadsheet saves it: CSV (RFC 4180) with commas, semicolons or tabs, in UTF-8 or Windows-1252. */
import { parse } from 'csv-parse/sync';
import { Problem } from '../core/problem.js';

const SEPARATORS = [';', ',', '\t'] as const;
const MOST_BYTES = 5_000_000;

/** Its cells, line by line; empty lines are kept, so that lines keep their numbers. Throws the Problems `contacts_too_large`, `contacts_unreadable`. */
export function readContactFile(bytes: Uint8Array): string[][] {
  if (bytes.length > MOST_BYTES)
    throw new Problem('contacts_too_large', 'invalid', 'The list of contacts is larger than 5 MB.');
  const text = decode(bytes);
  const [head = ''] = text.split(/\r?\n/, 1);
  const count = (separator: string): number => head.split(separator).length;
  const delimiter = SEPARATORS.reduce((best, one) => (count(one) > count(best) ? one : best));
  try {
    const rows: string[][] = parse(text, {
      ...{ delimiter, bom: true, relaxColumnCount: true, relaxQuotes: true, skipEmptyLines: false },
    });
    return rows;
  } catch {
    throw new Problem('contacts_unreadable', 'invalid', 'The list of contacts is no CSV file.');
  }
}

function decode(bytes: Uint8Array): string {
  if (bytes.subarray(0, 4000).includes(0))
    throw new Problem(
      'contacts_unreadable',
      'invalid',
      'The list of contacts is no CSV file: save the spreadsheet as CSV.',
    );
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // What a French spreadsheet writes by itself; every byte of it is a letter.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
