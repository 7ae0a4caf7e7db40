/** The blank Word sheet: OOXML written as text. Every value goes through `xml`, so that no label can break the document. */

/** Escaped for text and attributes; characters that XML 1.0 forbids are left out. */
export function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}

/** Styles of runs and paragraphs are named in sheet-docx-styles.ts. */
export function run(text: string, style?: string): string {
  const properties = style === undefined ? '' : `<w:rPr><w:rStyle w:val="${style}"/></w:rPr>`;
  return `<w:r>${properties}<w:t xml:space="preserve">${xml(text)}</w:t></w:r>`;
}

export function paragraph(content: string, style?: string): string {
  return `<w:p>${style === undefined ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}${content}</w:p>`;
}

export interface CellOptions {
  /** Twentieths of a point. */
  readonly width: number;
  readonly fill?: string;
}

/** A cell must end in a paragraph. */
export function cell(content: string, { width, fill }: CellOptions): string {
  const shade = fill === undefined ? '' : `<w:shd w:val="clear" w:color="auto" w:fill="${fill}"/>`;
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${shade}<w:vAlign w:val="center"/></w:tcPr>${content}</w:tc>`;
}

export interface RowOptions {
  readonly isHead?: boolean;
  /** At least, in twentieths of a point. */
  readonly height?: number;
}
export function row(cells: readonly string[], { isHead = false, height }: RowOptions = {}): string {
  const least = height === undefined ? '' : `<w:trHeight w:val="${height}" w:hRule="atLeast"/>`;
  const head = isHead ? '<w:tblHeader/>' : '';
  return `<w:tr><w:trPr><w:cantSplit/>${least}${head}</w:trPr>${cells.join('')}</w:tr>`;
}

/** Fixed column widths, so that no program shuffles them. */
export function table(rows: readonly string[], widths: readonly number[], style: string): string {
  const total = widths.reduce((sum, width) => sum + width, 0);
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('');
  return `<w:tbl><w:tblPr><w:tblStyle w:val="${style}"/><w:tblW w:w="${total}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${rows.join('')}</w:tbl>`;
}

export interface Control {
  /** The place's name on the sheet; the reader finds the answer by it. */
  readonly tag: string;
  /** What Word shows on the control, unique in the document. */
  readonly alias: string;
  /** Unique in the document (ECMA-376, 17.5.2.18). */
  readonly id: number;
}

/** A content control for text, showing a greyed placeholder as long as nothing is typed. */
export function textControl(
  control: Control,
  placeholder: string,
  options: { readonly isLong?: boolean } = {},
): string {
  const kind = options.isLong ? '<w:text w:multiLine="1"/>' : '<w:text/>';
  return `<w:sdt><w:sdtPr>${identity(control)}<w:showingPlcHdr/>${kind}</w:sdtPr><w:sdtContent>${run(placeholder, 'PlaceholderText')}</w:sdtContent></w:sdt>`;
}

/** A tick box: ☐, and ☒ when ticked. */
export function tickControl(control: Control): string {
  const font = 'MS Gothic';
  const box = `<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="${font}"/><w14:uncheckedState w14:val="2610" w14:font="${font}"/></w14:checkbox>`;
  const glyph = `<w:r><w:rPr><w:rFonts w:ascii="${font}" w:hAnsi="${font}" w:eastAsia="${font}" w:hint="eastAsia"/></w:rPr><w:t>☐</w:t></w:r>`;
  return `<w:sdt><w:sdtPr>${identity(control)}${box}</w:sdtPr><w:sdtContent>${glyph}</w:sdtContent></w:sdt>`;
}

function identity({ tag, alias, id }: Control): string {
  return `<w:alias w:val="${xml(alias)}"/><w:tag w:val="${xml(tag)}"/><w:id w:val="${id}"/><w:lock w:val="sdtLocked"/>`;
}
