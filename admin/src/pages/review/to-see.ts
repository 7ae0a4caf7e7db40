/** What needs a person's eye in a case, in the sheet's order, and what may be taken without one by one. */
import type { CaseReview, CellView, FindingView, QueryView } from './types.js';
import { answerAt, findPlace, isHeld, type Place } from './places.js';

export type Cause = 'unsure' | 'finding' | 'missing' | 'answered';
export interface ToSee {
  readonly name: string;
  readonly causes: readonly Cause[];
}

type Reviewed = Pick<CaseReview, 'answers' | 'missing' | 'unsure' | 'findings' | 'blockers' | 'queries'>;
/** What a person has to look at, or to change, before she can sign. */
const LOOK_AT = ['to_look_at', 'code_not_allowed', 'non_opposition'];

export function listToSee(places: readonly Place[], review: Reviewed): ToSee[] {
  const causes = new Map<string, Set<Cause>>();
  const note = (names: readonly string[], cause: Cause) => {
    for (const name of names) {
      const place = findPlace(places, name);
      if (place) causes.set(place.name, (causes.get(place.name) ?? new Set()).add(cause));
    }
  };
  note(review.unsure, 'unsure');
  note(
    review.blockers.flatMap(({ code, keys }) => (LOOK_AT.includes(code) ? keys : [])),
    'finding',
  );
  note(review.missing, 'missing');
  note(
    review.queries.filter(({ state }) => state === 'answered').map(({ name }) => name),
    'answered',
  );
  return places.flatMap(({ name }) => {
    const found = causes.get(name);
    return found ? [{ name, causes: [...found] }] : [];
  });
}

/** The next one after the current stop, round to the first; null when nothing is left but the current one. */
export function nextToSee(
  places: readonly Place[],
  toSee: readonly ToSee[],
  current: string | null,
): string | null {
  const at = places.findIndex(({ name }) => name === current);
  const order = new Map(places.map(({ name }, index) => [name, index]));
  const later = toSee.find(({ name }) => (order.get(name) ?? -1) > at);
  const next = later ?? toSee[0];
  return next && next.name !== current ? next.name : null;
}

/**
 * What `a` takes of a section: read for sure, nothing remarked of it, and not looked at yet. The service decides (and has no way
 * to take anything else); this tells how many it will be, before the key is pressed.
 */
export function listSure(places: readonly Place[], review: Reviewed, section: string): Place[] {
  const remarked = review.findings.flatMap(({ key, keys }) => [...keys, ...(key === null ? [] : [key])]);
  const isRemarked = (name: string) =>
    remarked.some((one) => one === name || name.startsWith(`${one}.`) || one.startsWith(`${name}.`));
  const isDoubted = (name: string) =>
    review.unsure.some((one) => one === name || one.startsWith(`${name}.`) || name.startsWith(`${one}.`));
  return places.filter((place) => {
    if (place.section !== section) return false;
    const answer = answerAt(review, place);
    if (!isHeld(answer) || !answer.sure || answer.origin === 'person' || answer.reviewed) return false;
    // Numbered rows are told apart by their order alone: what is doubted of one may be of its neighbour.
    const isNumbered = place.row !== null && /^\d+$/.test(place.row);
    const name = isNumbered ? place.key : place.name;
    return !isRemarked(name) && !isDoubted(name);
  });
}

export type Shade = 'sure' | 'unsure' | 'missing' | 'blank' | 'person';
/** How a stop is marked: by its shape and its words, never by colour alone. */
export interface Mark {
  readonly shade: Shade;
  readonly answer: CellView | null;
  readonly findings: readonly FindingView[];
  readonly queries: readonly QueryView[];
}

export function markOf(place: Place, review: Reviewed): Mark {
  const answer = answerAt(review, place);
  const { name } = place;
  const isIt = (one: string) =>
    one === name || (place.row === null && place.field.type !== 'table' && one.startsWith(`${name}.`));
  const shade: Shade = review.unsure.some(isIt)
    ? 'unsure'
    : review.missing.includes(name)
      ? 'missing'
      : !isHeld(answer)
        ? 'blank'
        : answer.origin === 'person'
          ? 'person'
          : 'sure';
  return {
    shade,
    answer,
    findings: review.findings.filter(({ key, keys }) => key === name || keys.some(isIt)),
    queries: review.queries.filter(({ name: asked }) => isIt(asked)),
  };
}

export interface SectionCount {
  readonly held: number;
  readonly asked: number;
  readonly toSee: number;
}

/** Of a section: the answers there, and with them those that are missing. */
export function countSection(
  places: readonly Place[],
  review: Reviewed,
  toSee: readonly ToSee[],
  section: string,
): SectionCount {
  const own = places.filter((place) => place.section === section);
  const held = own.filter((place) => isHeld(answerAt(review, place))).length;
  const missing = own.filter(({ name }) => review.missing.includes(name)).length;
  const names = new Set(own.map(({ name }) => name));
  return { held, asked: held + missing, toSee: toSee.filter(({ name }) => names.has(name)).length };
}
