/**
 * Step 3: the same sheet sent twice makes no second case and no second list of questions. What counts is what was
 * answered: not the file's bytes, the program that saved it, nor the strategy that read it.
 */
import { type SheetReading } from '../sheet/reading.js';
import { canonicalValue, isBlankValue } from './canonical-value.js';

/** What the reading's digest is made of: its study and its answers in one order. Holds answers: hash it with a key. */
export function digestInput(reading: Pick<SheetReading, 'study' | 'answers'>): string {
  const answers = Object.entries(reading.answers)
    .filter(([, answer]) => !isBlankValue(answer.value, answer.raw))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, answer]) => `${JSON.stringify(key)}:${canonicalValue(answer.value, answer.raw)}`);
  return ['same-sheet/1', JSON.stringify(reading.study), ...answers].join('\n');
}
