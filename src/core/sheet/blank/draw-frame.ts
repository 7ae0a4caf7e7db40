/** What stands on every page around the questions: corner squares, the page's mark, head and foot. */
import { MISSING_CODES } from '../../study/study.js';
import { drawLines, leading, wrapRuns, type Drafting, type Pen, type Run } from './drafting.js';
import { writePageMark, type PageLayout, type Rect } from '../layout.js';

export const PAGE = { width: 595.28, height: 841.89 } as const;
export const BODY = { x: 42, width: PAGE.width - 84, top: 79.6, bottom: 803 } as const;
const CORNER = 14;
const EDGE = 20;
/** 18 mm: 29 modules of 1.8 points; four of them are left white around it. */
const MARK: Rect = { x: BODY.x + BODY.width - 52.2, y: EDGE, width: 52.2, height: 52.2 };
const BESIDE_MARK = MARK.x - 12 - BODY.x;

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

/** In one line: whose sheet, where to send it, which page. */
export function drawFoot(pen: Pen, page: number, pages: number, drafting: Drafting): PageLayout {
  const { study, language, words, measure } = drafting;
  const y = PAGE.height - EDGE - 4;
  const size = 8.8;
  const sheet = [study.shortTitle[language], words.version(study.version), words.language].join(' · ');
  const number = words.page(page, pages);
  pen.shapes.push({ rect: { x: BODY.x, y: y - 12.5, width: BODY.width, height: 0.6 }, fill: 'band' });
  const send = words.sendTo(study.contact.email);
  const middle = BODY.x + (BODY.width - measure(send, size, 'regular')) / 2;
  const right = BODY.x + BODY.width - measure(number, 10, 'bold');
  pen.labels.push(
    { text: sheet, x: BODY.x, y, size, font: 'regular', tone: 'soft' },
    { text: send, x: middle, y, size, font: 'regular', tone: 'ink' },
    { text: number, x: right, y, size: 10, font: 'bold', tone: 'ink' },
  );
  for (const mark of EDGE_MARKS) pen.shapes.push({ rect: mark, fill: 'ink' });
  return {
    page,
    width: PAGE.width,
    height: PAGE.height,
    labels: pen.labels,
    shapes: pen.shapes,
    corners: CORNERS,
    mark: {
      rect: MARK,
      text: writePageMark({ study: study.id, version: study.version, language, page, pages }),
    },
  };
}

/** Title, what the sheet is for and how it is filled. Gives where the questions begin. */
export function drawTitle(pen: Pen, drafting: Drafting): number {
  const { study, language, words, measure } = drafting;
  const inset = 7;
  let width: number = BESIDE_MARK;
  let left: number = BODY.x;
  let y = 22;
  const write = (text: string, wished: Omit<Run, 'text'>, gap: number, least = wished.size) => {
    const style = { ...wished, size: fitSize(text, wished, width, least, measure) };
    const lines = wrapEvenly({ text, ...style }, width, measure);
    y += style.size * 0.8;
    drawLines(pen, lines, left, y, leading(style.size));
    y += (lines.length - 1) * leading(style.size) + style.size * 0.38 + gap;
  };
  write(study.contact.hospital[language], { font: 'regular', tone: 'soft', size: 9.5 }, 3);
  write(study.title[language], { font: 'bold', tone: 'ink', size: 15.5 }, 6);
  const top = Math.max(y, BODY.top);
  y = top + 5;
  width = BODY.width - 2 * inset;
  left = BODY.x + inset;
  // The second line says what must not be written: the one that no one may miss.
  for (const [index, line] of study.sheetIntro[language].entries())
    write(line, { font: index === 1 ? 'bold' : 'regular', tone: 'ink', size: 9.8 }, 2.5, 9);
  const codes = MISSING_CODES.map((code) => `${code} (${words.codes[code]})`);
  write(words.howTo(codes), { font: 'regular', tone: 'ink', size: 9.8 }, 4, 9);
  pen.shapes.push({ rect: { x: BODY.x, y: top, width: BODY.width, height: y - top }, stroke: 'line' });
  return y + 6;
}

/** The largest size at which the text takes one line, if it is not below `least`. */
function fitSize(
  text: string,
  { size, font }: Omit<Run, 'text'>,
  width: number,
  least: number,
  measure: Drafting['measure'],
): number {
  const fitting = (size * width) / measure(text, size, font) - 0.01;
  return fitting >= size || fitting < least ? size : fitting;
}

/** Lines of like length: no word is left alone. */
function wrapEvenly(run: Run, width: number, measure: Drafting['measure']) {
  const count = wrapRuns([run], width, measure).length;
  let narrow = width;
  while (narrow > width / 2 && wrapRuns([run], narrow - 6, measure).length === count) narrow -= 6;
  return wrapRuns([run], narrow, measure);
}

/** Later pages say whose they are and how to leave a question. Gives where the questions begin. */
export function drawHead(pen: Pen, drafting: Drafting): number {
  const { study, language, words, measure } = drafting;
  const title = wrapEvenly(
    { text: study.title[language], font: 'bold', tone: 'ink', size: 10 },
    BESIDE_MARK,
    measure,
  );
  drawLines(pen, title, BODY.x, 32, leading(10));
  const y = 32 + title.length * leading(10) + 5;
  pen.labels.push({ text: listCodes(words), x: BODY.x, y, size: 9, font: 'regular', tone: 'soft' });
  return BODY.top;
}

function listCodes(words: Drafting['words']): string {
  return MISSING_CODES.map((code) => `${code}\u00a0= ${words.codes[code]}`).join(' · ');
}
