/**
 * The blank sheet's geometry, made from the study alone: A4 pages with the questions in their order. As few
 * pages as the tightest setting needs, and each page then as roomy as its questions allow.
 */
import { type Language, type Study } from '../study/study.js';
import { breakPages } from './blank/break-pages.js';
import { BODY, drawFoot, drawHead, drawTitle } from './blank/draw-frame.js';
import { startDrafting, type Density, type Drafting, type Pen } from './blank/drafting.js';
import { flowQuestions, type Flow } from './blank/flow-questions.js';
import { type Measure, type SheetLayout } from './layout.js';

const TIGHT: Density = {
  ...{ label: 10, box: 19.9, gap: 2.5, choiceLine: 13.2, notes: 30 },
  ...{ tableRow: 16, tickRow: 16, band: 15.5 },
};
const ROOMY: Density = {
  ...{ label: 10, box: 22.7, gap: 8, choiceLine: 16.5, notes: 60 },
  ...{ tableRow: 21, tickRow: 21, band: 18 },
};
const STEPS = 24;
/** What a box for a long answer, and a gap between two lines, may be given of a page's free room. */
const MOST_GROWTH = 60;
const MOST_BETWEEN = 5;

/** Throws when a single question is higher than a page. */
export function layOutSheet(study: Study, language: Language, measure: Measure): SheetLayout {
  const drafts = Array.from({ length: STEPS + 1 }, (_, step): Draft => {
    const drafting = startDrafting(study, language, measure, between(step / STEPS));
    return { drafting, flows: flowQuestions(study, drafting) };
  });
  const ends = findBreaks(drafts);
  const pens = ends.map((end, index): Pen => {
    const pen: Pen = { page: index + 1, labels: [], shapes: [], places: [] };
    drawRoomiest(pen, drafts, ends[index - 1] ?? 0, end, end === ends.at(-1));
    return pen;
  });
  const [tight] = drafts;
  if (!tight) throw new Error('no setting');
  return {
    study: study.id,
    version: study.version,
    language,
    pages: pens.map((pen) => drawFoot(pen, pen.page, pens.length, tight.drafting)),
    places: pens.flatMap((pen) => pen.places),
  };
}

interface Draft {
  readonly drafting: Drafting;
  readonly flows: readonly Flow[];
}

function between(share: number): Density {
  const mix = (key: keyof Density) => TIGHT[key] + (ROOMY[key] - TIGHT[key]) * share;
  return {
    ...{ label: mix('label'), box: mix('box'), gap: mix('gap'), choiceLine: mix('choiceLine') },
    ...{ notes: mix('notes'), tableRow: mix('tableRow'), tickRow: mix('tickRow'), band: mix('band') },
  };
}

/** The breaks of the roomiest setting that needs no more pages than the tightest. */
function findBreaks(drafts: readonly Draft[]): number[] {
  const [tight] = drafts;
  if (!tight) throw new Error('no setting');
  const top = drawTitle({ page: 1, labels: [], shapes: [], places: [] }, tight.drafting);
  const room = { first: BODY.bottom - top, others: BODY.bottom - BODY.top };
  let best: number[] | null = null;
  for (const { flows } of drafts) {
    const ends = flows.length === tight.flows.length ? breakPages(flows, room) : null;
    if (!ends || (best && ends.length > best.length)) break;
    best = ends;
  }
  if (!best) throw new Error('a question of the sheet is higher than a page');
  return best;
}

/** One page, in the roomiest setting in which its questions fit. */
function drawRoomiest(pen: Pen, drafts: readonly Draft[], from: number, to: number, isLast: boolean): void {
  const [tight] = drafts;
  if (!tight) return;
  const top = pen.page === 1 ? drawTitle(pen, tight.drafting) : drawHead(pen, tight.drafting);
  const fitting = drafts
    .filter((draft) => draft.flows.length === tight.flows.length)
    .map((draft) => draft.flows.slice(from, to))
    .filter((flows) => top + heightOf(flows) <= BODY.bottom + 0.01);
  drawFlows(pen, fitting.at(-1) ?? tight.flows.slice(from, to), top, isLast);
}

const heightOf = (flows: readonly Flow[]): number => flows.reduce((sum, flow) => sum + flow.height, 0);

/** Spreads the room that is left: to the boxes for long answers first, then between the lines. */
function drawFlows(pen: Pen, flows: readonly Flow[], top: number, isLast: boolean): void {
  const free = Math.max(0, BODY.bottom - top - heightOf(flows));
  const growing = flows.filter((flow) => flow.stretches).length;
  const more = growing === 0 ? 0 : Math.min(MOST_GROWTH, free / growing);
  const rest = free - more * growing;
  const gap = isLast ? 0 : Math.min(MOST_BETWEEN, rest / Math.max(1, flows.length - 1));
  let y = top;
  for (const flow of flows) {
    const grown = flow.stretches ? more : 0;
    flow.draw(pen, y, grown);
    y += flow.height + grown + gap;
  }
}
