/**
 * Strategy: known geometry, for sheets whose fields were flattened or printed. What lies in a place and is
 * not on the blank is its answer: text from the page's text layer, ticks by ink (strategy `ticks`).
 */
import { type Finding } from '../../core/sheet/finding.js';
import { type PageLayout, type Place, type Rect } from '../../core/sheet/layout.js';
import { type Candidate, type DoubtCode } from '../../core/sheet/reading.js';
import { isBlankText } from '../../core/sheet/normalise-text.js';
import { type PdfText } from '../../external/pdf-document.js';
import { type GreyImage, type SetText } from '../../external/pdf-render.js';
import { bareText, isEcho, isPrinted, type BlankText } from '../blank-words.js';
import { inkShare } from '../ink-share.js';
import { isGarbage } from '../is-garbage.js';
import { type KnownSheet } from '../known-sheets.js';
import { holds, invertFit, mapPoint, mapRect, overlap, toTuple, type PageFit } from '../page-fit.js';
import { UNREADABLE } from '../place-text.js';
import { type SheetPage } from '../sheet-page.js';
import { joinRuns, mayBeCut } from '../written-lines.js';

export interface GeometryInput {
  readonly sheet: KnownSheet;
  readonly page: SheetPage;
  readonly texts: readonly PdfText[];
  /** The blank's own page drawn alike, to be taken away from what is seen. */
  readonly blank: GreyImage | null;
  /** Where the sheet's own words run into boxes: the page drawn without them, and which they are. */
  readonly wordless?: { readonly image: GreyImage; readonly hides: (text: SetText) => boolean };
}
export interface GeometryReading {
  /** The page's words are not the ones that it shows: what is printed there cannot be found among them. */
  readonly isGarbled: boolean;
  /** Words run into boxes that are not empty: whether these are ticked is seen without the words. */
  readonly isOverrun: boolean;
  readonly candidates: Candidate[];
  readonly findings: Finding[];
}

/** Share of a tick box's inside that is dark: sure from the first, doubtful from the second (ticked 0.23 and more, blank 0). */
const TICKED = 0.15;
const TOUCHED = 0.02;
/** A box filled on purpose: a cancelled answer. */
const BLACKENED = 0.85;
/** Ink in a line or box to write in, beyond what is printed there. */
const WRITTEN = 0.006;
const MARGIN = 4;

export function readGeometry(input: GeometryInput): GeometryReading {
  const { sheet, page, blank } = input;
  const layout = sheet.layout.pages.find((one) => one.page === page.blankPage);
  if (!layout || !page.fit) return { candidates: [], findings: [], isGarbled: false, isOverrun: false };
  const places = sheet.layout.places.filter((place) => place.page === page.blankPage);
  const { entries, printed, runs } = separate(input, layout, page.fit);
  // Where the sheet's own words are not found, the text layer does not say what is seen.
  const garbled = printed.found < 0.5 * printed.all;
  const candidates: Candidate[] = [];
  const findings: Finding[] = [];
  const byPlace = new Map<Place, Entry[]>();
  for (const entry of entries) {
    const place = placeOf(entry, places);
    if (place) byPlace.set(place, [...(byPlace.get(place) ?? []), entry]);
    else if (!garbled && !boxNear(entry, places))
      findings.push({ code: 'unexpected_entry', detail: entry.text });
  }
  let isOverrun = false;
  const back = invertFit(page.fit);
  const seenRect = (rect: Rect) => toTuple(back ? mapRect(back, rect) : rect);
  for (const place of places) {
    const entered = byPlace.get(place) ?? [];
    const isBox = place.kind === 'radio' || place.kind === 'check';
    const source = {
      strategy: isBox ? 'ticks' : 'geometry',
      page: page.filePage,
      rect: seenRect(place.rect),
    } as const;
    const within = inside(place);
    const own = blank ? inkShare(blank, within) : 0;
    const inkOf = (image: GreyImage) => (back ? inkShare(image, mapRect(back, within)) - own : null);
    // Words that run into a box darken it as a tick does.
    const over = runs.filter(({ box }) => overlap(box, within) > 1);
    const wordless = over.length > 0 ? (input.wordless ?? null) : null;
    const drawn = wordless?.image ?? page.image;
    const ink = drawn && inkOf(drawn);
    const overrun = over.some(({ seen }) => !wordless?.hides(seen));
    if (overrun && ink !== null && ink > (isBox ? TOUCHED : WRITTEN))
      isOverrun ||= isBox || entered.length === 0;
    if (isBox) {
      const doubt = tickDoubt(ink, entered, overrun);
      if (doubt === null) continue;
      candidates.push({
        name: place.name,
        ...(place.code !== undefined && { code: place.code }),
        raw: entered.map(({ text }) => text).join(' ') || '☒',
        confidence: doubt === 'none' ? 0.97 : 0.4,
        ...(doubt !== 'none' && { doubt: { code: doubt, detail: `${Math.round((ink ?? 0) * 100)} %` } }),
        source,
      });
      continue;
    }
    if (entered.length === 0) {
      if (ink !== null && ink > WRITTEN)
        candidates.push({
          name: place.name,
          raw: UNREADABLE,
          confidence: 0,
          doubt: { code: 'unreadable_text' },
          source,
        });
      continue;
    }
    const written = entered.filter(({ echo }) => !echo);
    const joined = joinRuns(written.length > 0 ? written : entered, place);
    const raw = isBlankText(joined) ? UNREADABLE : joined;
    const doubt = textDoubt(joined, entered, place, places, garbled);
    candidates.push({
      name: place.name,
      raw,
      confidence: doubt ? 0.4 : 0.97,
      ...(doubt && { doubt: { code: doubt } }),
      source,
    });
  }
  return { candidates, findings, isGarbled: garbled, isOverrun };
}

interface Entry extends BlankText {
  readonly box: Rect;
  /** Words of the blank's own that stand a little beside where they were printed. */
  readonly echo: boolean;
}

/** Tells what was written from what is printed, word by word where both stand in one run. */
function separate(input: GeometryInput, layout: PageLayout, fit: PageFit) {
  const entries: Entry[] = [];
  const runs: { readonly box: Rect; readonly seen: SetText }[] = [];
  const printed = { found: 0, all: 0 };
  for (const seen of input.texts) {
    if (bareText(seen.text) === '') continue;
    const run = toBlank(seen, fit);
    if (/\p{L}{2}/u.test(run.text))
      runs.push({ box: boxOf(run), seen: { ...seen, y: seen.y - 0.75 * seen.height } });
    if (isPrinted(input.sheet, layout, run)) {
      printed.found += 1;
      continue;
    }
    const rest = splitWords(run).filter((word) => !isPrinted(input.sheet, layout, word));
    if (rest.length === 0) continue;
    const entry = rest.length === splitWords(run).length ? run : joinWords(rest);
    const echo = rest.every((word) => isEcho(input.sheet, layout, word));
    entries.push({ ...entry, box: boxOf(entry), echo });
  }
  printed.all = layout.labels.length * 0.8;
  return { entries, printed, runs };
}

function toBlank(seen: PdfText, fit: PageFit): BlankText {
  const turn = (seen.angle * Math.PI) / 180;
  const start = mapPoint(fit, seen);
  const end = mapPoint(fit, {
    x: seen.x + seen.width * Math.cos(turn),
    y: seen.y + seen.width * Math.sin(turn),
  });
  const scale = Math.sqrt(Math.abs(fit.a * fit.d - fit.b * fit.c));
  return {
    text: seen.text,
    x: Math.min(start.x, end.x),
    y: start.y,
    width: Math.abs(end.x - start.x),
    height: seen.height * scale,
  };
}

/** Words of a run, each where its letters' share of the width puts it. */
function splitWords(run: BlankText): BlankText[] {
  const each = run.width / Math.max(1, run.text.length);
  return [...run.text.matchAll(/\S+/gu)].map((match) => ({
    ...run,
    text: match[0],
    x: run.x + match.index * each,
    width: match[0].length * each,
  }));
}
function joinWords(words: readonly BlankText[]): BlankText {
  const [first] = words;
  const last = words.at(-1);
  if (!first || !last) throw new Error('no words');
  return { ...first, text: words.map(({ text }) => text).join(' '), width: last.x + last.width - first.x };
}
function boxOf(run: BlankText): Rect {
  const width = (run.width * run.text.trimEnd().length) / Math.max(1, run.text.length);
  return { x: run.x, y: run.y - 0.75 * run.height, width: Math.max(width, 1), height: run.height };
}

/** The place in which most of the text lies. */
function placeOf({ box }: Entry, places: readonly Place[]): Place | null {
  let best: { place: Place; share: number } | null = null;
  for (const place of places) {
    const share = overlap(place.rect, box);
    if (share > (best?.share ?? 0)) best = { place, share };
  }
  return best && best.share >= 0.2 * box.width * box.height ? best.place : null;
}
function boxNear({ box }: Entry, places: readonly Place[]): boolean {
  return places.some(
    (place) =>
      (place.kind === 'radio' || place.kind === 'check') &&
      holds(place.rect, { x: box.x + box.width / 2, y: box.y + box.height / 2 }, 3),
  );
}

/** Where ink counts: well inside the printed frame. */
function inside({ rect, kind }: Place): Rect {
  const inset = kind === 'radio' || kind === 'check' ? 0.2 * rect.width : 2.5;
  return {
    x: rect.x + inset,
    y: rect.y + inset,
    width: Math.max(1, rect.width - 2 * inset),
    height: Math.max(1, rect.height - 2 * inset),
  };
}

/** Null: not ticked. */
function tickDoubt(
  ink: number | null,
  glyphs: readonly Entry[],
  overrun: boolean,
): DoubtCode | 'none' | null {
  if (ink === null) return glyphs.length > 0 ? 'faint_mark' : null;
  if (ink < TOUCHED) return glyphs.length > 0 ? 'tick_and_glyph_disagree' : null;
  return ink >= TICKED && ink < BLACKENED && !overrun ? 'none' : 'faint_mark';
}

function textDoubt(
  raw: string,
  entries: readonly Entry[],
  place: Place,
  places: readonly Place[],
  garbled: boolean,
): DoubtCode | null {
  if (garbled || isGarbage(raw)) return 'unreadable_text';
  const leaves = entries.some(
    ({ box, echo }) =>
      echo ||
      !holds(place.rect, { x: box.x, y: box.y + box.height / 2 }, MARGIN) ||
      !holds(place.rect, { x: box.x + box.width, y: box.y + box.height / 2 }, MARGIN) ||
      places.some((other) => other !== place && overlap(other.rect, box) > 0.25 * box.width * box.height),
  );
  return leaves || mayBeCut(entries, place) ? 'outside_box' : null;
}
