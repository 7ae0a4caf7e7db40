/**
 * Strategy: the tables of a Word sheet whose controls were lost (LibreOffice drops their tags on saving): the
 * question's number and label in one cell and the answer in the next; a table of answers by its lines and columns.
 * What the blank says in the same place is no answer.
 */
import { foldForGrammar } from '../../core/sheet/normalise-text.js';
import { type Candidate } from '../../core/sheet/reading.js';
import { MISSING_CODES, type Column, type Field, type Question } from '../../core/study/study.js';
import { type XmlNode } from '../../external/docx-document.js';
import { type KnownSheet } from '../known-sheets.js';
import { allText, visibleChildren } from '../word-text.js';

/** A box and the words after it, up to the next box. */
const BOXES = /([☐☒☑□■▢✓✔✗✘○●◯◉⬜⬛🗷🗹])([^☐☒☑□■▢✓✔✗✘○●◯◉⬜⬛🗷🗹]*)/gu;
const TICKED = /[☒☑■✓✔✗✘●◉⬛🗷🗹]/u;
const CONFIDENCE = 0.9;

/** Where an answer to one question stands, and what stands there. */
export interface LabelledAnswer {
  readonly field: Field;
  /** KEY or KEY.ROW.COLUMN. */
  readonly name: string;
  readonly question: Question;
  readonly type: Field['type'];
  readonly text: string;
  readonly path: string;
  /** The table of answers was changed: its lines and columns cannot be told. */
  readonly torn?: true;
}

/** Every row that carries a question's number and its own words, and the cells of the tables of answers. */
export function findLabelled(body: XmlNode, sheet: KnownSheet): LabelledAnswer[] {
  const found: LabelledAnswer[] = [];
  let announced: Field | null = null;
  let tables = 0;
  const visit = (node: XmlNode, inCell: boolean): void => {
    if (node.name === 'w:p' && !inCell) announced = findField(allText(node), sheet) ?? announced;
    if (node.name === 'w:tbl') {
      tables += 1;
      if (!inCell && announced?.type === 'table') {
        found.push(...readGrid(node, announced, sheet, `body/tbl[${tables}]`));
        announced = null;
        return;
      }
    }
    if (node.name === 'w:tr' && !inCell) {
      const [label, ...rest] = cellsOf(node);
      const field = label && findField(allText(label), sheet);
      if (field && rest.length > 0 && field.type !== 'table') {
        const text = rest.map(allText).join(' ').trim();
        const path = `body/tbl[${tables}] ${field.number}`;
        found.push({ field, name: field.key, question: field, type: field.type, text, path });
      }
    }
    visibleChildren(node).forEach((child) => visit(child, inCell || node.name === 'w:tc'));
  };
  visit(body, false);
  return found;
}

/** `blank`: the same places of the blank document. `done`: fields whose controls are all there. */
export function readLabels(
  body: XmlNode,
  sheet: KnownSheet,
  blank: readonly LabelledAnswer[],
  done: (field: Field) => boolean,
): Candidate[] {
  const empty = new Map(blank.map(({ name, text }) => [name, text]));
  return findLabelled(body, sheet).flatMap((answer) => {
    const { field, name, text, path, torn } = answer;
    const own = empty.get(name) ?? '';
    if (done(field) || text === '' || bare(text) === bare(own)) return [];
    const source = { strategy: 'label', page: null, rect: null, path } as const;
    if (torn) return [{ name, raw: text, confidence: 0.3, doubt: { code: 'unparsed' }, source }];
    const boxes = [...text.matchAll(BOXES)];
    if (boxes.length === 0) return [{ name, raw: text, confidence: CONFIDENCE, source }];
    const ticks = boxes.flatMap((box) => readBox(answer, box, sheet, source));
    const before = text.slice(0, boxes[0]?.index).trim();
    if (bare(before) === '') return ticks;
    return [{ name, raw: before, confidence: CONFIDENCE, source }, ...ticks];
  });
}

function readBox(
  { name, question, type }: LabelledAnswer,
  [raw, glyph = '', words = '']: readonly (string | undefined)[],
  sheet: KnownSheet,
  source: Candidate['source'],
): Candidate[] {
  if (!TICKED.test(glyph)) return [];
  const code = findCode(question, words, sheet);
  if (code !== null)
    return [
      {
        name: type === 'many_of' ? `${name}.${code}` : name,
        code,
        raw: (raw ?? '').trim(),
        confidence: CONFIDENCE,
        source,
      },
    ];
  const doubt = { code: 'unknown_state', detail: words.trim() } as const;
  return [{ name, raw: words.trim() || glyph, confidence: 0.4, doubt, source }];
}

/** A table of answers, when it still has the lines and columns of the blank's; otherwise what it says, as a whole. */
function readGrid(node: XmlNode, field: Field, sheet: KnownSheet, path: string): LabelledAnswer[] {
  const shape = field.table;
  if (!shape) return [];
  const codes =
    shape.rows.kind === 'named'
      ? shape.rows.rows.map(({ code }) => code)
      : Array.from({ length: shape.rows.count }, (_, index) => String(index + 1));
  const [head, ...lines] = rowsOf(node).map(cellsOf);
  const across = shape.transposed ? codes.length : shape.columns.length;
  const down = shape.transposed ? shape.columns.length : codes.length;
  const heads = shape.transposed ? lines.map(([first]) => first) : (head?.slice(1) ?? []);
  const ordered = shape.columns.every((column, index) => {
    const said = heads[index] ? bare(allText(heads[index])) : '';
    return said.startsWith(bare(column.label[sheet.language]));
  });
  const whole = lines.length === down && [head, ...lines].every((cells) => cells?.length === across + 1);
  if (!whole || !ordered) {
    const text = lines
      .flatMap((cells) => cells.map(allText))
      .join(' ')
      .trim();
    return [{ field, name: field.key, question: field, type: 'table', text, path, torn: true }];
  }
  return lines.flatMap((cells, line) =>
    cells.slice(1).flatMap((cell, index): LabelledAnswer[] => {
      const column: Column | undefined = shape.columns[shape.transposed ? line : index];
      const code = codes[shape.transposed ? index : line];
      if (!column || code === undefined) return [];
      const name = `${field.key}.${code}.${column.key}`;
      const place = `${path}/tr[${line + 2}]/tc[${index + 2}]`;
      return [{ field, name, question: column, type: column.type, text: allText(cell).trim(), path: place }];
    }),
  );
}

function rowsOf(node: XmlNode): XmlNode[] {
  return visibleChildren(node).flatMap((child) => {
    if (child.name === 'w:tr') return [child];
    return child.name === 'w:sdt' || child.name === 'w:sdtContent' ? rowsOf(child) : [];
  });
}
/** A row's cells, also those that a control is wrapped around. */
function cellsOf(row: XmlNode): XmlNode[] {
  return visibleChildren(row).flatMap((child) => {
    if (child.name === 'w:tc') return [child];
    return child.name === 'w:sdt' || child.name === 'w:sdtContent' ? cellsOf(child) : [];
  });
}

/** By the number, when the words after it hold the field's own. */
function findField(text: string, { study, language }: KnownSheet): Field | null {
  const match = /^\s*(\d{1,3})[\s.)]+(.*)$/su.exec(text);
  const field = study.fields.find(({ number }) => number === Number(match?.[1]));
  const label = bare(field?.label[language] ?? '');
  return field && label !== '' && bare(match?.[2] ?? '').includes(label.slice(0, 40)) ? field : null;
}

function findCode(question: Question, words: string, { language }: KnownSheet): string | null {
  const said = bare(words);
  const missing = MISSING_CODES.find((code) => said === code.toLowerCase());
  if (missing) return missing;
  const fitting = question.choices.filter((choice) => bare(choice.label[language]) === said);
  return fitting.length === 1 ? (fitting[0]?.code ?? null) : null;
}

/** For comparing words: letters, digits and signs, no case, no accents, no spaces. */
function bare(text: string): string {
  return foldForGrammar(text)
    .toLowerCase()
    .replace(/\s+/gu, '')
    .replace(/[.:…_]+$/u, '');
}
