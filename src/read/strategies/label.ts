/**
 * Strategy: the tables of a Word sheet whose controls were lost (LibreOffice drops their tags on saving): the
 * question's number and label in one cell, the answer in the next. What the blank says in that cell is no answer.
 */
import { type Candidate } from '../../core/sheet/reading.js';
import { foldForGrammar } from '../../core/sheet/normalise-text.js';
import { MISSING_CODES, type Choice, type Field } from '../../core/study/study.js';
import { type XmlNode } from '../../external/docx-document.js';
import { type KnownSheet } from '../known-sheets.js';
import { allText, visibleChildren } from '../word-text.js';

/** A box and the words after it, up to the next box. */
const BOXES = /([☐☒☑□■▢✓✔✗✘○●◯◉⬜⬛🗷🗹])([^☐☒☑□■▢✓✔✗✘○●◯◉⬜⬛🗷🗹]*)/gu;
const TICKED = /[☒☑■✓✔✗✘●◉⬛🗷🗹]/u;

export interface LabelledAnswer {
  readonly field: Field;
  readonly text: string;
  readonly path: string;
}

/** The rows that carry a question's number and its own words. Tables of answers are not among them. */
export function findLabelled(body: XmlNode, sheet: KnownSheet): LabelledAnswer[] {
  const found: LabelledAnswer[] = [];
  let table = 0;
  const visit = (node: XmlNode): void => {
    if (node.name === 'w:tbl') table += 1;
    if (node.name === 'w:tr') {
      const [label, ...rest] = cellsOf(node);
      const field = label && findField(allText(label), sheet);
      if (field && rest.length > 0 && field.type !== 'table') {
        const text = rest.map(allText).join(' ').trim();
        found.push({ field, text, path: `body/tbl[${table}] ${field.number}` });
      }
    }
    visibleChildren(node).forEach(visit);
  };
  visit(body);
  return found;
}

/** `blank`: the same rows of the blank document. `done`: fields whose controls are still there. */
export function readLabels(
  body: XmlNode,
  sheet: KnownSheet,
  blank: readonly LabelledAnswer[],
  done: (field: Field) => boolean,
): Candidate[] {
  const empty = new Map(blank.map(({ field, text }) => [field.key, bare(text)]));
  return findLabelled(body, sheet).flatMap(({ field, text, path }) => {
    if (done(field) || text === '' || bare(text) === empty.get(field.key)) return [];
    const source = { strategy: 'label', page: null, rect: null, path } as const;
    const boxes = [...text.matchAll(BOXES)];
    if (boxes.length === 0) return [{ name: field.key, raw: text, confidence: 0.9, source }];
    const before = text.slice(0, boxes[0]?.index).trim();
    const ticks = boxes.flatMap(([raw, glyph = '', words = '']): Candidate[] => {
      if (!TICKED.test(glyph)) return [];
      const code = findCode(field, words, sheet);
      if (code === null) {
        const doubt = { code: 'unknown_state', detail: words.trim() } as const;
        return [{ name: field.key, raw: words.trim() || glyph, confidence: 0.4, doubt, source }];
      }
      const name = field.type === 'many_of' ? `${field.key}.${code}` : field.key;
      return [{ name, code, raw: raw.trim(), confidence: 0.9, source }];
    });
    const written = before !== '' && !empty.get(field.key)?.startsWith(bare(before));
    return written ? [{ name: field.key, raw: before, confidence: 0.9, source }, ...ticks] : ticks;
  });
}

/** Rows' cells, also those that a control is wrapped around. */
function cellsOf(row: XmlNode): XmlNode[] {
  return visibleChildren(row).flatMap((child) => {
    if (child.name === 'w:tc') return [child];
    return child.name === 'w:sdt' || child.name === 'w:sdtContent' ? cellsOf(child) : [];
  });
}

/** By the number, when the words beside it are the field's own. */
function findField(text: string, { study, language }: KnownSheet): Field | null {
  const match = /^\s*(\d{1,3})[\s.)]*(.*)$/su.exec(text);
  const field = study.fields.find(({ number }) => number === Number(match?.[1]));
  const words = bare(match?.[2] ?? '');
  const label = bare(field?.label[language] ?? '');
  return field && label !== '' && words.startsWith(label.slice(0, 20)) ? field : null;
}

function findCode(field: Field, words: string, { language }: KnownSheet): string | null {
  const said = bare(words);
  const missing = MISSING_CODES.find((code) => said === code.toLowerCase());
  if (missing) return missing;
  const fitting = field.choices.filter((choice: Choice) => bare(choice.label[language]) === said);
  return fitting.length === 1 ? (fitting[0]?.code ?? null) : null;
}

/** For comparing words: letters, digits and signs, no case, no accents, no spaces. */
function bare(text: string): string {
  return foldForGrammar(text)
    .toLowerCase()
    .replace(/\s+/gu, '')
    .replace(/[.:…_]+$/u, '');
}
