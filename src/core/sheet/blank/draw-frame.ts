/** What stands on every page around the questions: corner squares, the page's mark, head and foot. */
import { MISSING_CODES } from '../../study/study.js';
import { drawLines, leading, wrapRuns, type Drafting, type Pen, type Run } from './drafting.js';
import { writePageMark, type PageLayout, type Rect } from '../layout.js';

export const PAGE = { width: 595.28, height: 841.89 } as const;
export const BODY = { x: 42, width: PAGE.width - 84, top: 46, bottom: 762 } as const;
const CORNER = 14;
const EDGE = 22;
const MARK = 58;

const CORNERS: readonly Rect[] = [
  [EDGE, EDGE],
  [PAGE.width - EDGE - CORNER, EDGE],
  [PAGE.width - EDGE - CORNER, PAGE.height - EDGE - CORNER],
  [EDGE, PAGE.height - EDGE - CORNER],
].map(([x = 0, y = 0]) => ({ x, y, width: CORNER, height: CORNER }));

/** Small squares along the edges: a lost corner is then harmless. */
const SIDE = 7;
const EDGE_MARKS: readonly Rect[] = [0.25, 0.5, 0.75].flatMap((share) => [
  { x: EDGE, y: PAGE.height * share - SIDE / 2, width: SIDE, height: SIDE },
  { x: PAGE.width - EDGE - SIDE, y: PAGE.height * share - SIDE / 2, width: SIDE, height: SIDE },
]);

/** Foot of the page, beside the mark. */
export function drawFoot(pen: Pen, page: number, pages: number, drafting: Drafting): PageLayout {
  const { study, language, words, measure } = drafting;
  const rect = { x: BODY.x + BODY.width - MARK, y: PAGE.height - EDGE - MARK - 1, width: MARK, height: MARK };
  const top = rect.y + 4;
  const width = BODY.width - MARK - 24;
  pen.shapes.push({ rect: { x: BODY.x, y: top - 4, width, height: 0.6 }, fill: 'band' });
  const codes = MISSING_CODES.map((code) => `${code}\u00a0= ${words.codes[code]}`).join(' · ');
  const line = (text: string, y: number, more: Partial<Run> = {}) =>
    drawLines(
      pen,
      wrapRuns([{ text, font: 'regular', tone: 'soft', size: 8.5, ...more }], width, measure),
      BODY.x,
      y,
      10,
    );
  line(codes, top + 10);
  line(`${study.shortTitle[language]} · ${words.version(study.version)} · ${words.language}`, top + 23);
  line(words.sendTo(study.contact.email), top + 36, { tone: 'ink' });
  const number = words.page(page, pages);
  pen.labels.push({
    ...{ text: number, size: 9.5, font: 'bold', tone: 'ink' },
    x: BODY.x + width - measure(number, 9.5, 'bold'),
    y: top + 36,
  });
  for (const mark of EDGE_MARKS) pen.shapes.push({ rect: mark, fill: 'ink' });
  return {
    page,
    width: PAGE.width,
    height: PAGE.height,
    labels: pen.labels,
    shapes: pen.shapes,
    corners: CORNERS,
    mark: {
      rect,
      text: writePageMark({ study: study.id, version: study.version, language, page, pages }),
    },
  };
}

/** Title, what the sheet is for and how it is filled. Gives where the questions begin. */
export function drawTitle(pen: Pen, drafting: Drafting): number {
  const { study, language, words, measure } = drafting;
  let y = 34;
  const write = (runs: readonly Run[], inset: number, gap: number) => {
    const size = runs[0]?.size ?? 10;
    const lines = wrapRuns(runs, BODY.width - 2 * inset, measure);
    y += size * 0.8;
    drawLines(pen, lines, BODY.x + inset, y, leading(size));
    y += (lines.length - 1) * leading(size) + size * 0.38 + gap;
  };
  write([{ text: study.contact.hospital[language], font: 'regular', tone: 'soft', size: 9 }], 8, 3);
  write([{ text: study.title[language], font: 'bold', tone: 'ink', size: 15.5 }], 8, 5);
  const top = y;
  y += 4;
  for (const line of study.sheetIntro[language])
    write([{ text: line, font: 'regular', tone: 'ink', size: 9.8 }], 9, 1.5);
  const codes = MISSING_CODES.map((code) => `${code} (${words.codes[code]})`);
  write([{ text: words.howTo(codes), font: 'italic', tone: 'soft', size: 9.2 }], 9, 4);
  pen.shapes.push({ rect: { x: BODY.x, y: top, width: BODY.width, height: y - top }, stroke: 'line' });
  return y + 8;
}

/** Later pages say whose they are. */
export function drawHead(pen: Pen, drafting: Drafting): void {
  const { study, language } = drafting;
  pen.labels.push({
    ...{ text: study.title[language], size: 8.5, font: 'regular', tone: 'soft' },
    x: BODY.x,
    y: 32,
  });
}
