/** Which question each number of an answer stands for, seen over the whole of it: one number alone cannot say how it was meant. */
import { type AskedList } from '../letter/asked-line.js';
import { type Doubt } from '../sheet/parsed-answer.js';
import { type AnswerPlace } from './answer-places.js';
import { type Numbers } from './find-anchor.js';
import { type ReplyLine } from './reply-lines.js';
import { findNumber, splitClauses } from './split-clauses.js';

const DIFFERS: Doubt = { code: 'label_differs' };

/**
 * What the numbers that were written stand for. They are the sheet's; "1. … 2. …" that are not in the list may count its lines,
 * which is never sure.
 */
export function settleNumbers(
  lines: readonly ReplyLine[],
  places: readonly AnswerPlace[],
  { asked, isExact }: { readonly asked: AskedList; readonly isExact: boolean },
): Numbers {
  const placeOf = (name: string | undefined) => places.find((place) => place.name === name);
  const byNumber = new Map<string, AnswerPlace>();
  const twice = new Set<string>();
  for (const { numbers, names } of asked.lines)
    for (const [index, number] of numbers.entries()) {
      const place = placeOf(names[index]);
      const known = byNumber.get(number);
      if (known && known !== place) twice.add(number);
      if (place) byNumber.set(number, place);
    }
  for (const number of twice) byNumber.delete(number);
  const isNumber = (number: string): boolean =>
    byNumber.has(number) || (/^\d+$/.test(number) && Number(number) <= asked.lines.length);
  const used = lines.flatMap((line) =>
    line.kind === 'own'
      ? splitClauses(line.text, isNumber).flatMap(({ text }) => findNumber(text)?.number ?? [])
      : [],
  );
  const isCount =
    used.length > 0 &&
    used.length <= asked.lines.length &&
    used.every((number, index) => number === String(index + 1)) &&
    (used.length > 1 || asked.lines.length === 1);
  const isListed = used.every((number) => byNumber.has(number));
  if (isListed) {
    const isBoth =
      isCount && used.some((number, at) => byNumber.get(number)?.name !== asked.lines[at]?.names[0]);
    return { byNumber, isNumber, ...(isBoth && { doubt: DIFFERS }) };
  }
  if (!isCount || !isExact || used.some((number) => byNumber.has(number)))
    return { byNumber, isNumber, doubt: DIFFERS };
  const byCount = new Map<string, AnswerPlace>();
  for (const [index, { names }] of asked.lines.entries()) {
    const place = names.length === 1 ? placeOf(names[0]) : undefined;
    if (place) byCount.set(String(index + 1), place);
  }
  return { byNumber: byCount, isNumber, doubt: DIFFERS };
}
