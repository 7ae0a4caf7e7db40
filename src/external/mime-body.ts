/**
 * Step 2, read: what a message says by itself, in one plain form whatever program wrote it: a line of the mail is a line, cells
 * of a row are parted by a tab, quoted lines begin with `> `, struck words stand between `~~`. Answers in words are read from it.
 */
import { compile, type FormatCallback } from 'html-to-text';

const MOST_CHARACTERS = 2_000_000;
/** Ends a line within a cell, so that the row stays one line. */
const LINE_IN_CELL = '\u2028';
const BREAKS = /[ \n\u2028]*[\n\u2028][ \n\u2028]*/g;
const AROUND = /^[\s\u2028]+|[\s\u2028]+$/g;
/** A text part beside an HTML part that says less (a gateway's notice) is what the sender wrote. */
const SAYS_AS_MUCH = 0.6;

/** The HTML is what the sender saw; the text beside it is what a program made of it. */
export function writeBody(text: string, html: string): string {
  const plain = text.replace(/\r\n?/g, '\n').trimEnd();
  const rendered = html === '' ? '' : renderBody(html);
  return countLetters(rendered) >= SAYS_AS_MUCH * countLetters(plain) ? rendered : plain;
}

type Element = Parameters<FormatCallback>[0];
type Builder = Parameters<FormatCallback>[2];

/** A cell that lays the mail out, holding tables itself, is a part of the page and no cell. */
const cell: FormatCallback = (elem, walk, builder) => {
  if (holdsTable(elem)) return walk(elem.children, builder);
  const end = (text: string) => `${text.replace(AROUND, '').replace(BREAKS, LINE_IN_CELL)}\t`;
  inBlock(builder, 0, end, () => walk(elem.children, builder));
};
const quote: FormatCallback = (elem, walk, builder) =>
  inBlock(
    builder,
    1,
    (text) => text.replace(/^(>*) ?/gm, '>$1 '),
    () => walk(elem.children, builder),
  );
/** Paragraphs, and entries of lists with their number or dash. */
const lines: FormatCallback = (elem, walk, builder) => {
  const fill = () => {
    if (elem.name === 'li') builder.addLiteral(findMark(elem));
    walk(elem.children, builder);
  };
  if (!isInCell(elem)) return inBlock(builder, 1, (text) => text, fill);
  fill();
  builder.addLiteral(LINE_IN_CELL);
};

function inBlock(
  builder: Builder,
  lineBreaks: number,
  blockTransform: (text: string) => string,
  fill: () => void,
): void {
  builder.openBlock({ leadingLineBreaks: lineBreaks });
  fill();
  builder.closeBlock({ trailingLineBreaks: lineBreaks, blockTransform });
}

function holdsTable(elem: Element): boolean {
  return (elem.children ?? []).some((child: Element) => child.name === 'table' || holdsTable(child));
}

function isInCell(elem: Element): boolean {
  const { parent } = elem as { readonly parent?: Element | null };
  if (!parent) return false;
  return parent.name === 'td' || parent.name === 'th' ? !holdsTable(parent) : isInCell(parent);
}

/** The number of a numbered list as it is seen. */
function findMark(elem: Element): string {
  const { parent } = elem as { readonly parent?: Element | null };
  if (parent?.name !== 'ol') return '- ';
  const { start = '1' } = (parent.attribs ?? {}) as Readonly<Record<string, string>>;
  const entries = (parent.children ?? []).filter((child: Element) => child.name === 'li');
  return `${Number(start) + entries.indexOf(elem)}. `;
}

const line = { leadingLineBreaks: 1, trailingLineBreaks: 1 };
const struck = (selector: string) => ({
  selector,
  format: 'inlineSurround',
  options: { prefix: '~~', suffix: '~~' },
});
const convert = compile({
  wordwrap: false,
  limits: { maxDepth: 200, maxInputLength: MOST_CHARACTERS },
  formatters: { cell, quote, lines },
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    { selector: 'td', format: 'cell' },
    { selector: 'th', format: 'cell' },
    { selector: 'tr', format: 'block', options: line },
    { selector: 'table', format: 'block', options: line },
    { selector: 'blockquote', format: 'quote' },
    // Outlook and Apple Mail make a paragraph of each line.
    ...['p', 'div', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
      selector,
      format: 'lines',
    })),
    ...['ul', 'ol'].map((selector) => ({ selector, format: 'inline' })),
    ...['s', 'strike', 'del', '[style*="line-through"]'].map(struck),
  ],
});

/** Empty when it cannot be converted. */
function renderBody(html: string): string {
  try {
    return convert(html)
      .replace(/\u00a0/g, ' ')
      .replace(/[\t ]+$/gm, '')
      .trim();
  } catch {
    return '';
  }
}

function countLetters(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}
