/**
 * The blank sheet's geometry, made from the study alone: A4 pages with the questions in their order. The
 * roomiest setting is taken that needs no more pages than the tightest one.
 */
import { type Language, type Study } from '../study/study.js';
import { flowQuestions, type Flow } from './blank/flow-questions.js';
import { BODY, drawFoot, drawHead, drawTitle } from './blank/draw-frame.js';
import { startDrafting, type Density, type Drafting, type Pen } from './blank/drafting.js';
import { type Measure, type SheetLayout } from './layout.js';

const TIGHT: Density = {
  ...{ label: 10, box: 18.5, gap: 3.5, choiceLine: 14, notes: 36 },
  ...{ tableRow: 16, tickRow: 16, band: 16 },
};
const ROOMY: Density = {
  ...{ label: 10.5, box: 23, gap: 7, choiceLine: 16.5, notes: 64 },
  ...{ tableRow: 20, tickRow: 20, band: 18 },
};
const STEPS = 12;

export function layOutSheet(study: Study, language: Language, measure: Measure): SheetLayout {
  const fewest = fillPages(startDrafting(study, language, measure, TIGHT)).length;
  for (let step = STEPS; step >= 0; step -= 1) {
    const drafting = startDrafting(study, language, measure, between(step / STEPS));
    const pages = fillPages(drafting);
    if (pages.length > fewest && step > 0) continue;
    return {
      study: study.id,
      version: study.version,
      language,
      pages: pages.map((pen) => drawFoot(pen, pen.page, pages.length, drafting)),
      places: pages.flatMap((pen) => pen.places),
    };
  }
  throw new Error('no setting fits');
}

function between(share: number): Density {
  const mix = (key: keyof Density) => TIGHT[key] + (ROOMY[key] - TIGHT[key]) * share;
  return {
    ...{ label: mix('label'), box: mix('box'), gap: mix('gap'), choiceLine: mix('choiceLine') },
    ...{ notes: mix('notes'), tableRow: mix('tableRow'), tickRow: mix('tickRow'), band: mix('band') },
  };
}

function fillPages(drafting: Drafting): Pen[] {
  const flows = flowQuestions(drafting.study, drafting);
  const pages: Pen[] = [];
  const turn = (): Pen => {
    const pen: Pen = { page: pages.length + 1, labels: [], shapes: [], places: [] };
    pages.push(pen);
    return pen;
  };
  let pen = turn();
  let y = drawTitle(pen, drafting);
  for (const [index, flow] of flows.entries()) {
    if (y + neededFrom(flows, index) > BODY.bottom && pen.places.length > 0) {
      pen = turn();
      drawHead(pen, drafting);
      y = BODY.top;
    }
    flow.draw(pen, y);
    y += flow.height;
  }
  return pages;
}

/** A band needs room for the question after it. */
function neededFrom(flows: readonly Flow[], index: number): number {
  const flow = flows[index];
  if (!flow) return 0;
  return flow.height + (flow.keepWithNext ? neededFrom(flows, index + 1) : 0);
}
