/** The text of a Word document as a reader of it sees it. */
import { childOf, childrenOf, type XmlNode } from '../external/docx-document.js';

/** Everything that stands in the document: not what was deleted, and a drawing's second writing only once. */
export function visibleChildren(node: XmlNode): XmlNode[] {
  return node.children.filter(
    (child): child is XmlNode =>
      typeof child !== 'string' &&
      child.name !== 'w:del' &&
      child.name !== 'w:moveFrom' &&
      child.name !== 'mc:Fallback',
  );
}

/** Paragraphs on lines, without what lies in a control within that has a tag of its own. */
export function ownText(node: XmlNode): string {
  return collect(node, true).join('').replace(/\n$/, '');
}
/** Paragraphs on lines, what lies in controls included. */
export function allText(node: XmlNode): string {
  return collect(node, false).join('').replace(/\n$/, '');
}

function collect(node: XmlNode, ownOnly: boolean): string[] {
  return visibleChildren(node).flatMap((child) => {
    switch (child.name) {
      case 'w:t':
        return child.children.filter((piece) => typeof piece === 'string');
      case 'w:tab':
        return ['\t'];
      case 'w:br':
      case 'w:cr':
        return ['\n'];
      case 'w:noBreakHyphen':
        return ['-'];
      case 'w:sym':
        return [drawSymbol(child.attributes['w:font'] ?? '', child.attributes['w:char'] ?? '')];
      case 'w:r':
        return collectRun(child, ownOnly);
      case 'w:fldChar':
        return [drawFormField(child)];
      case 'w:pPr':
      case 'w:rPr':
      case 'w:sdtPr':
        return [];
      case 'w:p':
        return [...collect(child, ownOnly), '\n'];
      default:
        if (child.name !== 'w:sdt') return collect(child, ownOnly);
        return ownOnly && tagOf(child) ? [] : collectControl(child, ownOnly);
    }
  });
}

/** The letters of a symbol font are symbols. */
function collectRun(run: XmlNode, ownOnly: boolean): string[] {
  const words = collect(run, ownOnly);
  const properties = childOf(run, 'w:rPr');
  const font = (properties && childOf(properties, 'w:rFonts')?.attributes['w:ascii']) ?? '';
  if (!/wingdings/i.test(font)) return words;
  const code = (char: string): string => (char.codePointAt(0) ?? 0).toString(16);
  return words.map((word) =>
    [...word].map((char) => (/[\s☐☒]/u.test(char) ? char : drawSymbol(font, code(char)))).join(''),
  );
}

/** A tick as it is drawn, unless the control's own state says otherwise. What wraps another tick says nothing. */
function collectControl(control: XmlNode, ownOnly: boolean): string[] {
  const words = collect(control, ownOnly);
  const box = boxOf(control);
  if (!box || findInnerBox(control)) return words;
  return readGlyph(words.join('')) === isChecked(box) ? words : [UNCERTAIN];
}

/** Stands for a tick that does not agree with itself, or for a symbol that is not known. */
export const UNCERTAIN = '⯑';
const TICKED = /[☒☑■✓✔✗✘●◉⬛🗷🗹]|^[xX]$/u;
const UNTICKED = /[☐□○◯⬜▢]/u;
/** Whether a glyph is a tick; an empty one is none. Null when it is something else. */
export function readGlyph(text: string): boolean | null {
  const glyph = text.trim();
  if (TICKED.test(glyph)) return true;
  return glyph === '' || UNTICKED.test(glyph) ? false : null;
}

export function boxOf(control: XmlNode): XmlNode | null {
  const properties = childOf(control, 'w:sdtPr');
  return properties && childOf(properties, 'w14:checkbox');
}
export function isChecked(box: XmlNode): boolean {
  const value = childOf(box, 'w14:checked')?.attributes['w14:val'];
  return value !== undefined && isOn(value);
}
export function isOn(value: string | undefined): boolean {
  return value === undefined || !['0', 'false', 'off'].includes(value.toLowerCase());
}
/** The innermost tick control within this one. */
export function findInnerBox(control: XmlNode): XmlNode | null {
  for (const child of visibleChildren(control)) {
    const deeper = findInnerBox(child);
    if (deeper) return deeper;
    if (child.name === 'w:sdt' && boxOf(child)) return child;
  }
  return null;
}

/** A legacy check box or list has no words of its own in the document. */
function drawFormField(node: XmlNode): string {
  const data = childOf(node, 'w:ffData');
  if (!data) return '';
  const box = childOf(data, 'w:checkBox');
  if (box) return isFormBoxChecked(box) ? '☒' : '☐';
  return readFormList(data) ?? '';
}
export function isFormBoxChecked(box: XmlNode): boolean {
  const mark = childOf(box, 'w:checked') ?? childOf(box, 'w:default');
  return mark !== null && isOn(mark.attributes['w:val']);
}
/** Null when it is no list. */
export function readFormList(data: XmlNode): string | null {
  const list = childOf(data, 'w:ddList');
  if (!list) return null;
  const chosen = Number(childOf(list, 'w:result')?.attributes['w:val'] ?? '0');
  return childrenOf(list, 'w:listEntry')[chosen]?.attributes['w:val'] ?? '';
}

export function tagOf(control: XmlNode): string | undefined {
  const properties = childOf(control, 'w:sdtPr');
  return properties ? childOf(properties, 'w:tag')?.attributes['w:val']?.trim() : undefined;
}

/** Ticked and empty boxes, by the font's own codes; Wingdings 2 has others. */
const SYMBOLS = {
  first: { ticked: [0xfe, 0xfd, 0xfc, 0xfb, 0x78], empty: [0xa8, 0x6f, 0x71, 0x72] },
  second: { ticked: [0x4f, 0x50, 0x51, 0x52, 0x53, 0x54], empty: [0xa3, 0x2a, 0x30] },
} as const;
/** As Unicode's; other fonts' symbols are not ours. */
function drawSymbol(font: string, char: string): string {
  if (!/wingdings/i.test(font)) return '';
  const code = Number.parseInt(char, 16) & 0xff;
  const { ticked, empty } = /2\s*$/.test(font) ? SYMBOLS.second : SYMBOLS.first;
  if (ticked.some((one) => one === code)) return '☒';
  return empty.some((one) => one === code) ? '☐' : UNCERTAIN;
}

/** The same where a program kept the symbol's code in place of its font's name (U+F000 to U+F0FF); others stay as they are. */
export function readPrivateSymbol(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0xf000 || code > 0xf0ff) return char;
  const drawn = ['Wingdings', 'Wingdings 2'].map((font) => drawSymbol(font, code.toString(16)));
  return drawn.find((one) => one !== UNCERTAIN) ?? char;
}

/** Each element in the document's order, with a path that a person can follow: `body/tbl[1]/tr[2]/tc[2]/p[1]`. */
export function walkWord(node: XmlNode, path: string, visit: (node: XmlNode, path: string) => void): void {
  visit(node, path);
  const counts = new Map<string, number>();
  for (const child of visibleChildren(node)) {
    const count = (counts.get(child.name) ?? 0) + 1;
    counts.set(child.name, count);
    walkWord(child, STEPS.has(child.name) ? `${path}/${child.name.slice(2)}[${count}]` : path, visit);
  }
}
/** What a path names. */
const STEPS = new Set(['w:tbl', 'w:tr', 'w:tc', 'w:p']);
