/**
 * An OpenDocument text (ODF 1.3) as the same small tree as a Word document, so that the reading strategies serve both:
 * what stands on the page, in WordprocessingML's names. What was deleted is not part of it (ODF keeps it aside).
 */
import { openArchive, type ArchiveEntry } from './archive.js';
import {
  childrenOf,
  DocxUnreadable,
  parseEntry,
  PART_LIMITS,
  refuse,
  textOf,
  type DocxFile,
  type XmlNode,
} from './docx-document.js';

/** An attribute may ask for any number of copies of a cell. */
const MOST_REPEATED = 64;

/** Opens an ODT. Throws DocxUnreadable. */
export function openOdt(bytes: Uint8Array): DocxFile {
  try {
    const entries = openArchive(bytes, PART_LIMITS);
    const entry = (name: string): ArchiveEntry | undefined => entries.find((one) => one.name === name);
    const manifest = entry('META-INF/manifest.xml');
    if (manifest && holds(parseEntry(manifest), 'encryption-data')) throw new DocxUnreadable('password');
    const content = entry('content.xml');
    if (!content) throw new DocxUnreadable('damaged');
    const translator = new Translator(parseEntry(content));
    const meta = entry('meta.xml');
    return {
      body: translator.body,
      parts: translator.notes,
      comments: translator.comments,
      custom: meta ? readUserDefined(parseEntry(meta)) : {},
    };
  } catch (error) {
    throw refuse(error);
  }
}

function holds(node: XmlNode, local: string): boolean {
  return elements(node).some((child) => localName(child) === local || holds(child, local));
}

function readUserDefined(root: XmlNode): Record<string, string> {
  const properties: Record<string, string> = {};
  const visit = (node: XmlNode): void => {
    const name = node.attributes['meta:name'];
    if (node.name === 'meta:user-defined' && name) properties[name] = textOf(node).trim();
    elements(node).forEach(visit);
  };
  visit(root);
  return properties;
}

type Piece = XmlNode | string;
const make = (
  name: string,
  children: readonly Piece[],
  attributes: Record<string, string> = {},
): XmlNode => ({
  name,
  attributes,
  children,
});
const text = (words: string): XmlNode => make('w:t', [words]);

class Translator {
  readonly body: XmlNode;
  readonly comments: string[] = [];
  readonly notes: { name: string; root: XmlNode }[] = [];
  /** Text styles that draw symbols instead of letters, by name. */
  private readonly symbolFonts = new Map<string, string>();
  /** Controls of a form layer: they are declared at the start and stand elsewhere. */
  private readonly controls = new Map<string, XmlNode>();

  constructor(root: XmlNode) {
    this.collect(root);
    const start = findFirst(root, 'office:text');
    if (!start) throw new DocxUnreadable('damaged');
    this.body = make('w:document', [make('w:body', this.all(start))]);
  }

  private collect(node: XmlNode): void {
    for (const child of elements(node)) {
      const { attributes } = child;
      if (child.name === 'style:style') {
        const [properties] = childrenOf(child, 'style:text-properties');
        const font = properties?.attributes['style:font-name'] ?? properties?.attributes['fo:font-family'];
        const name = attributes['style:name'];
        if (name !== undefined && font && /wingdings/i.test(font)) this.symbolFonts.set(name, font);
      }
      const id = attributes['xml:id'] ?? attributes['form:id'];
      if (child.name.startsWith('form:') && id !== undefined) this.controls.set(id, child);
      this.collect(child);
    }
  }

  private all(node: XmlNode): Piece[] {
    return elements(node).flatMap((child) => this.one(child));
  }

  /** Within a paragraph: its own words count too, and white space there is one space (ODF 1.3 part 3, 6.1.2). */
  private inline(node: XmlNode, font?: string): XmlNode[] {
    return node.children.flatMap((child): XmlNode[] => {
      if (typeof child !== 'string') return this.one(child, font);
      const words = child.replace(/[\t\r\n ]+/g, ' ');
      if (font === undefined) return [text(words)];
      return [make('w:r', [make('w:rPr', [make('w:rFonts', [], { 'w:ascii': font })]), text(words)])];
    });
  }

  private one(node: XmlNode, font?: string): XmlNode[] {
    const { attributes } = node;
    switch (node.name) {
      case 'text:p':
      case 'text:h':
        return [make('w:p', this.inline(node, font))];
      case 'text:span':
        return this.inline(node, this.symbolFonts.get(attributes['text:style-name'] ?? '') ?? font);
      case 'text:s':
        return [text(' '.repeat(repeats(attributes['text:c'])))];
      case 'text:tab':
        return [make('w:tab', [])];
      case 'text:line-break':
        return [make('w:br', [])];
      case 'table:table':
        return [make('w:tbl', this.rows(node))];
      case 'loext:content-control':
        return [this.contentControl(node, font)];
      case 'draw:control':
        return this.formControl(this.controls.get(attributes['draw:control'] ?? ''));
      case 'field:fieldmark':
        return fieldMark(node);
      case 'field:fieldmark-start':
        return [beginField(attributes['text:name'] ?? '', make('w:textInput', [])), fieldChar('separate')];
      case 'field:fieldmark-end':
        return [fieldChar('end')];
      case 'office:annotation':
        this.comments.push(sayComment(node));
        return [];
      case 'text:note':
        this.notes.push({
          name: attributes['text:id'] ?? 'note',
          root: make(
            'w:footnote',
            childrenOf(node, 'text:note-body').flatMap((body) => this.all(body)),
          ),
        });
        return [];
      case 'text:tracked-changes':
      case 'office:forms':
      case 'office:event-listeners':
      case 'text:ruby-text':
      case 'svg:title':
      case 'svg:desc':
        return [];
      default:
        return HOLDS_WORDS.test(node.name) ? this.inline(node, font) : this.all(node).filter(isElement);
    }
  }

  private rows(node: XmlNode): XmlNode[] {
    return elements(node).flatMap((child) => {
      if (child.name !== 'table:table-row')
        return /^table:table-(?:header-rows|rows|row-group)$/.test(child.name) ? this.rows(child) : [];
      return copies(make('w:tr', this.cells(child)), child.attributes['table:number-rows-repeated']);
    });
  }

  /** What lies beneath a cell that spans columns is not there in Word; below one that spans rows it is, marked. */
  private cells(row: XmlNode): XmlNode[] {
    let beneath = 0;
    return elements(row).flatMap((cell) => {
      const { name, attributes } = cell;
      const count = repeats(attributes['table:number-columns-repeated']);
      if (name === 'table:covered-table-cell') {
        const below = make('w:tc', [make('w:tcPr', [make('w:vMerge', [])])]);
        const left = Math.max(0, count - beneath);
        beneath = Math.max(0, beneath - count);
        return Array.from({ length: left }, () => below);
      }
      if (name !== 'table:table-cell') return [];
      const span = repeats(attributes['table:number-columns-spanned']);
      beneath = span - 1;
      const properties = make('w:tcPr', [make('w:gridSpan', [], { 'w:val': String(span) })]);
      const asked = attributes['table:number-columns-repeated'];
      return copies(make('w:tc', [properties, ...this.all(cell)]), asked);
    });
  }

  private contentControl(node: XmlNode, font?: string): XmlNode {
    const of = (local: string): string | undefined =>
      Object.entries(node.attributes).find(([name]) => name.split(':').at(-1) === local)?.[1];
    const properties: XmlNode[] = [];
    const tag = of('tag');
    if (tag) properties.push(make('w:tag', [], { 'w:val': tag }));
    if (of('showing-place-holder') === 'true') properties.push(make('w:showingPlcHdr', []));
    if (of('checkbox') === 'true') properties.push(checkBox(of('checked') === 'true'));
    return make('w:sdt', [make('w:sdtPr', properties), make('w:sdtContent', this.inline(node, font))]);
  }

  private formControl(control: XmlNode | undefined): XmlNode[] {
    if (!control) return [];
    const { attributes } = control;
    const tag = make('w:tag', [], { 'w:val': attributes['form:name'] ?? '' });
    const isBox = control.name === 'form:checkbox' || control.name === 'form:radio';
    if (isBox) {
      const isChecked =
        control.name === 'form:checkbox'
          ? (attributes['form:current-state'] ?? attributes['form:state']) === 'checked'
          : (attributes['form:current-selected'] ?? attributes['form:selected']) === 'true';
      const glyph = text(isChecked ? '☒' : '☐');
      const label = attributes['form:label'] ?? '';
      const box = make('w:sdt', [make('w:sdtPr', [tag, checkBox(isChecked)]), make('w:sdtContent', [glyph])]);
      return label === '' ? [box] : [box, text(` ${label} `)];
    }
    const value = attributes['form:current-value'] ?? attributes['form:value'] ?? '';
    return value === '' ? [] : [make('w:sdt', [make('w:sdtPr', [tag]), make('w:sdtContent', [text(value)])])];
  }
}

/** Elements that hold words of a paragraph directly: fields, links, marks of every kind. */
const HOLDS_WORDS =
  /^(?:text|field|loext|\?):(?!list|section|index|table-of|alphabetical|bibliography|user-index)/;

/** A check box, or a list with its choice, of a Word form. */
function fieldMark(node: XmlNode): XmlNode[] {
  const { attributes } = node;
  if (!/FORMCHECKBOX$/i.test(attributes['field:type'] ?? '')) return [];
  const state = childrenOf(node, 'field:param').find(({ attributes: param }) =>
    /checked/i.test(param['field:name'] ?? ''),
  );
  const isChecked = state?.attributes['field:value'] === 'true';
  const box = make('w:checkBox', [make('w:checked', [], { 'w:val': isChecked ? '1' : '0' })]);
  return [beginField(attributes['text:name'] ?? '', box), fieldChar('end')];
}
const checkBox = (isChecked: boolean): XmlNode =>
  make('w14:checkbox', [make('w14:checked', [], { 'w14:val': isChecked ? '1' : '0' })]);
const fieldChar = (type: string): XmlNode => make('w:fldChar', [], { 'w:fldCharType': type });
const beginField = (name: string, data: XmlNode): XmlNode =>
  make('w:fldChar', [make('w:ffData', [make('w:name', [], { 'w:val': name }), data])], {
    'w:fldCharType': 'begin',
  });

function sayComment(node: XmlNode): string {
  return elements(node)
    .filter(({ name }) => name === 'text:p' || name === 'text:list')
    .map(textOf)
    .join('\n')
    .trim();
}

function copies(node: XmlNode, asked: string | undefined): XmlNode[] {
  // Copies of what is empty fill up a page; copies of words do not occur.
  return textOf(node).trim() === '' ? Array.from({ length: repeats(asked) }, () => node) : [node];
}
function repeats(asked: string | undefined): number {
  const count = Number(asked ?? '1');
  return Number.isInteger(count) && count > 0 ? Math.min(count, MOST_REPEATED) : 1;
}

const isElement = (child: Piece): child is XmlNode => typeof child !== 'string';
function elements(node: XmlNode): XmlNode[] {
  return node.children.filter(isElement);
}
function localName({ name }: XmlNode): string {
  return name.split(':').at(-1) ?? name;
}
function findFirst(node: XmlNode, name: string): XmlNode | null {
  for (const child of elements(node)) {
    const found = child.name === name ? child : findFirst(child, name);
    if (found) return found;
  }
  return null;
}
