/**
 * Strategy `ticks` on a scanned page: each box by its ink against the blank's. Sure only when one box of a question is clearly marked and
 * the others are clean; a box that is blackened (a cancelled answer, as in SDAPS), touched, or marked beside is left to a person.
 */
import { type Label, type PageLayout, type Place, type Rect } from '../../core/sheet/layout.js';
import { type Candidate, type DoubtCode } from '../../core/sheet/reading.js';
import { inkShare } from '../ink-share.js';
import { type KnownSheet } from '../known-sheets.js';
import { holds, invertFit, mapRect, toTuple } from '../page-fit.js';
import { findBlobs } from '../scan/find-blobs.js';
import { type ScannedPage } from '../scan/scanned-page.js';

/** Share of a box's inside that is dark: marked on purpose from the first, clean below the second (seen: 0.57 and more; 0.00). */
const TICKED = 0.12;
const CLEAN = 0.02;
/** Filled all over; a cross faxed coarsely reaches 0.88. */
const BLACKENED = 0.92;
/** How dark ink is, 255 being paper: a pencil's, and on a page whose paper is that dark itself, a pen's. */
const INKS = [200, 150] as const;
/** Of a page's boxes so many are surely not ticked. */
const MOSTLY = 0.5;
/** Written ink around a box and its words, in square points, that is no speck: half a line's stroke. */
const BESIDE = 4;
const SPECK = 1.5;
/** How far around a box and its words a circle or a tick may stand. */
const AROUND = 7;

interface BoxSeen {
  readonly place: Place;
  readonly ink: number;
  readonly state: 'ticked' | 'clean' | 'touched' | 'blackened' | 'beside';
}

export function readScanTicks(sheet: KnownSheet, page: ScannedPage, layout: PageLayout): Candidate[] {
  const places = sheet.layout.places.filter((place) => place.page === layout.page);
  const boxes = places.filter(({ kind }) => kind === 'radio' || kind === 'check');
  const written = findBlobs(page.written, 180)
    .map(({ left, right, top, bottom, area }) => ({
      x: (left + right + 1) / 2 / page.written.scale,
      y: (top + bottom + 1) / 2 / page.written.scale,
      size: area / page.written.scale ** 2,
    }))
    .filter(({ size }) => size >= SPECK);
  const outside = written.filter((blob) => !places.some(({ rect }) => holds(rect, blob, 2)));
  const inks = measureInks(boxes, page);
  const seen = boxes.map((place, index): BoxSeen => {
    const ink = inks[index] ?? 0;
    const around = ownGround(place, layout, sheet);
    const beside = outside
      .filter((blob) => around.some((rect) => holds(rect, blob)))
      .reduce((sum, { size }) => sum + size, 0);
    return { place, ink, state: stateOf(ink, beside) };
  });
  const groups = new Map<string, BoxSeen[]>();
  for (const one of seen) {
    // A radio's boxes share a name; those of a many_of stand for themselves.
    const key = one.place.name;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => readGroup(group, page));
}

/** By the faintest ink that the paper itself does not look like. */
function measureInks(boxes: readonly Place[], { flat, blank }: ScannedPage): number[] {
  const measure = (dark: number): number[] =>
    boxes.map(({ rect }) => inkShare(flat, insideOf(rect), dark) - inkShare(blank, insideOf(rect), dark));
  const [faint, plain] = INKS;
  const inks = measure(faint);
  const usual = [...inks].sort((one, other) => one - other)[Math.floor(MOSTLY * inks.length)] ?? 0;
  return usual < CLEAN / 2 ? inks : measure(plain);
}

function readGroup(group: readonly BoxSeen[], page: ScannedPage): Candidate[] {
  const marked = group.filter(({ state }) => state !== 'clean');
  const ticked = marked.filter(({ state }) => state === 'ticked');
  const [only] = ticked;
  // One answer, and a trace on another box: that answer is proposed, and not called sure.
  if (ticked.length === 1 && only && marked.length > 1) {
    const other = marked.find((one) => one !== only);
    return [toCandidate(only, page, other ? doubtOf(other) : null)];
  }
  return marked.map((one) => toCandidate(one, page, doubtOf(one)));
}

function toCandidate({ place, ink }: BoxSeen, page: ScannedPage, doubted: DoubtCode | null): Candidate {
  const doubt = doubted ?? (page.isCertain ? null : 'low_confidence');
  const back = invertFit(page.fit);
  return {
    name: place.name,
    ...(place.code !== undefined && { code: place.code }),
    raw: '☒',
    confidence: doubt ? 0.4 : confidenceOf(ink),
    ...(doubt && { doubt: { code: doubt, detail: `${Math.round(ink * 100)} %` } }),
    source: {
      strategy: 'ticks',
      page: page.filePage,
      rect: toTuple(back ? mapRect(back, place.rect) : place.rect),
    },
  };
}

/** From 0.8 where a mark is just clear to 0.98. */
function confidenceOf(ink: number): number {
  return Math.round(100 * Math.min(0.98, 0.8 + (0.18 * (ink - TICKED)) / 0.2)) / 100;
}

function stateOf(ink: number, beside: number): BoxSeen['state'] {
  if (ink >= BLACKENED) return 'blackened';
  if (ink >= TICKED) return 'ticked';
  if (ink >= CLEAN) return 'touched';
  return beside >= BESIDE ? 'beside' : 'clean';
}

function doubtOf({ state }: BoxSeen): DoubtCode | null {
  const doubts = {
    ticked: null,
    clean: null,
    touched: 'faint_mark',
    blackened: 'cancelled_box',
    beside: 'marked_beside',
  } as const;
  return doubts[state];
}

function insideOf({ x, y, width, height }: Rect): Rect {
  const inset = 0.2 * width;
  return { x: x + inset, y: y + inset, width: width - 2 * inset, height: height - 2 * inset };
}

/** The ground of one choice: around its box, and around the words behind it. */
function ownGround(place: Place, layout: PageLayout, sheet: KnownSheet): Rect[] {
  const { rect } = place;
  const label = layout.labels.find((one) => isBehind(one, rect));
  const grounds = [widen(rect, AROUND)];
  if (label) {
    const width = sheet.measure(label.text, label.size, label.font);
    grounds.push(widen({ x: label.x, y: label.y - 0.75 * label.size, width, height: label.size }, AROUND));
  }
  return grounds;
}

function isBehind({ x, y }: Label, rect: Rect): boolean {
  return (
    y > rect.y && y < rect.y + rect.height + 4 && x >= rect.x + rect.width && x < rect.x + rect.width + 10
  );
}

function widen({ x, y, width, height }: Rect, by: number): Rect {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}
