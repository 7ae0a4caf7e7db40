/**
 * Which question a piece of an answer is about, when it says so: by its number in the letter or on the sheet, or by enough of its
 * words that no other question could be meant.
 */
import { findMissingWords } from '../sheet/parse-missing.js';
import { type Doubt } from '../sheet/parsed-answer.js';
import { type Language } from '../study/study.js';
import {
  type AnswerPlace,
  beginsLike,
  countNaming,
  isWholeName,
  listNaming,
  type Taken,
  takeText,
  type Word,
} from './answer-places.js';
import { findNumber } from './split-clauses.js';

export interface Anchor {
  readonly place: AnswerPlace;
  /** Where the answer begins in the piece. */
  readonly from: number;
  readonly taken: Taken;
  readonly doubt?: Doubt;
}

/** What the numbers of an answer stand for; a doubt where they may be the list's own count. */
export interface Numbers {
  readonly byNumber: ReadonlyMap<string, AnswerPlace>;
  /** What may be one: a line begins an answer there. */
  readonly isNumber: (number: string) => boolean;
  readonly doubt?: Doubt;
}

export interface AnchorContext {
  readonly places: readonly AnswerPlace[];
  readonly numbers: Numbers;
  readonly language: Language;
  readonly today: string | undefined;
}

const DIFFERS: Doubt = { code: 'label_differs' };
const UNASKED: Doubt = { code: 'low_confidence' };
/** Words that lead to a question. */
const LEADERS =
  /^\s*(?:[-–•·*]\s*)?(?:(?:pour|concernant|quant\s+(?:à|au|aux)|sur|for|regarding|about|donc|alors|enfin|puis|ensuite|sinon|son|sa|ses|his|her|the patient['’]s)\s+)*/iu;
const UNCOUNTED = /^(?:l['’]|la|le|les|d['’]|de|du|des|the|of)\s*$/iu;

export function findAnchor(text: string, context: AnchorContext): Anchor | null {
  const numbered = findNumber(text);
  const place = numbered && context.numbers.byNumber.get(numbered.number);
  if (numbered && place) return anchorNumber(text, numbered.end, place, context);
  const named = anchorWords(text, context) ?? anchorMissing(text, context);
  if (named || !numbered) return named;
  // A number that was not asked, and its words.
  const behind = anchorWords(text.slice(numbered.end), context);
  return behind && { ...behind, from: numbered.end + behind.from };
}

/** Whether the piece begins with a number that the letter gave to a question, whatever it says of it. */
export function namesNumber(text: string, { numbers }: AnchorContext): boolean {
  const numbered = findNumber(text);
  return numbered !== null && numbered !== undefined && numbers.byNumber.has(numbered.number);
}

/** "14. 54", "14. Âge : 54": words behind the number that are another question's leave both in doubt. */
function anchorNumber(text: string, end: number, place: AnswerPlace, context: AnchorContext): Anchor | null {
  const { language, today, numbers } = context;
  const rest = text.slice(end);
  const words = listNaming(rest);
  for (let count = countNaming(place, words); count > 0; count -= 1) {
    const from = words[count - 1]?.end ?? 0;
    const taken = takeText(place, rest.slice(from), language, today);
    // Its words say that the number was meant.
    if (taken)
      return {
        place,
        from: end + from,
        taken,
        ...(numbers.doubt && !beginsLike(place, words) && { doubt: numbers.doubt }),
      };
  }
  const other = anchorWords(rest, { ...context, numbers: { ...numbers, byNumber: new Map() } });
  if (other && other.place !== place && isWholeName(other.place, words, countNaming(other.place, words)))
    return null;
  const taken = takeText(place, rest, language, today);
  if (!taken) return null;
  const doubt = numbers.doubt ?? (other && other.place !== place ? DIFFERS : undefined);
  return { place, from: end, taken, ...(doubt && { doubt }) };
}

function anchorWords(text: string, { places, language, today }: AnchorContext): Anchor | null {
  const skipped = LEADERS.exec(text)?.[0].length ?? 0;
  const said = text.slice(skipped);
  const words = listNaming(said);
  const counted = places.map((place) => ({ place, count: countNaming(place, words) }));
  for (let count = Math.max(0, ...counted.map((one) => one.count)); count > 0; count -= 1) {
    const from = words[count - 1]?.end ?? 0;
    const takers = counted.flatMap((one) => {
      const taken = one.count >= count ? takeText(one.place, said.slice(from), language, today) : null;
      return taken ? [{ place: one.place, taken }] : [];
    });
    if (takers.length === 0) continue;
    const chosen = choose(takers, words, count);
    return chosen && { ...chosen, from: skipped + from };
  }
  return null;
}

interface Taker {
  readonly place: AnswerPlace;
  readonly taken: Taken;
}

/** The one question that can be meant; null where two can. */
function choose(
  takers: readonly Taker[],
  words: readonly Word[],
  count: number,
): Omit<Anchor, 'from'> | null {
  const whole = takers.filter(({ place }) => isWholeName(place, words, count));
  const near = whole.length > 0 ? whole : takers;
  // What reads the answer for sure comes before what reads something into it.
  const sure = near.filter(({ taken }) => taken.sure);
  const pool = sure.length > 0 ? sure : near;
  const asked = pool.filter(({ place }) => place.isAsked);
  const [only] = asked;
  if (asked.length > 1) return null;
  if (!only) {
    const [unasked] = pool;
    return pool.length === 1 && unasked && whole.includes(unasked) ? { ...unasked, doubt: UNASKED } : null;
  }
  const isWhole = whole.includes(only);
  const isText = only.place.type === 'text' || only.place.type === 'long_text';
  const isEnough = isWhole || (!isText && (count > 1 || beginsLike(only.place, words)));
  return { ...only, ...((!isEnough || pool.length > 1) && { doubt: DIFFERS }) };
}

/** "NSP pour l'âge", "je ne connais pas la date du diagnostic": a missing-data code before its question. */
function anchorMissing(text: string, { places, language, today }: AnchorContext): Anchor | null {
  for (const { index } of text.matchAll(/(?<=[^\s,:])[\s,:]+(?=\S)/gu)) {
    const head = text.slice(0, index);
    if (findMissingWords(head)?.kind !== 'code') continue;
    const tail = text.slice(index).replace(/^[\s,:]+/u, '');
    const said = tail.slice(LEADERS.exec(tail)?.[0].length ?? 0);
    const words = listNaming(said);
    const last = words.at(-1);
    if (!last || !/^[\s.!]*$/.test(said.slice(last.end)) || UNCOUNTED.test(said)) continue;
    const takers = places.flatMap((place): Taker[] => {
      const taken =
        countNaming(place, words) === words.length ? takeText(place, head, language, today) : null;
      return taken && place.isAsked ? [{ place, taken: { raw: head.trim(), sure: taken.sure } }] : [];
    });
    const [only] = takers;
    const others = places.filter(
      (place) => place !== only?.place && countNaming(place, words) === words.length,
    );
    if (takers.length !== 1 || !only) continue;
    return { ...only, from: 0, ...(others.length > 0 && { doubt: DIFFERS }) };
  }
  return null;
}
