/** The text of a Word document as a reader of it sees it. */
import { childOf, type XmlNode } from '../external/docx-document.js';

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
        return [drawSymbol(child)];
      case 'w:pPr':
      case 'w:rPr':
      case 'w:sdtPr':
        return [];
      case 'w:p':
        return [...collect(child, ownOnly), '\n'];
      default:
        return child.name === 'w:sdt' && ownOnly && tagOf(child) ? [] : collect(child, ownOnly);
    }
  });
}

export function tagOf(control: XmlNode): string | undefined {
  const properties = childOf(control, 'w:sdtPr');
  return properties ? childOf(properties, 'w:tag')?.attributes['w:val']?.trim() : undefined;
}

const WINGDINGS_TICKED = [0xfe, 0xfd, 0xfc, 0xfb, 0x78, 0x52, 0x53, 0x54];
const WINGDINGS_BOX = [0xa8, 0x6f];
/** Wingdings' boxes as Unicode's; other symbols are not ours. */
function drawSymbol(node: XmlNode): string {
  if (!/wingdings/i.test(node.attributes['w:font'] ?? '')) return '';
  const code = Number.parseInt(node.attributes['w:char'] ?? '', 16) & 0xff;
  if (WINGDINGS_TICKED.includes(code)) return '☒';
  return WINGDINGS_BOX.includes(code) ? '☐' : '';
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
