/**
 * Strategy: the words of a Word sheet, whatever became of its controls (LibreOffice drops their tags on saving): the
 * answer beside each question's label, the cells of the tables of answers. What the blank says in the same place is
 * no answer; what stands elsewhere is no answer either, and is reported.
 */
import { type Candidate, type Source } from '../../core/sheet/reading.js';
import { type Finding } from '../../core/sheet/finding.js';
import { MISSING_CODES, type Question } from '../../core/study/study.js';
import { type XmlNode } from '../../external/docx-document.js';
import { type KnownSheet } from '../known-sheets.js';
import { bare } from '../match-label.js';
import { OWN_PROMPT } from './content-control.js';
import { hasBoxes, listSlots, readByWords, readInOrder } from './label-boxes.js';
import { findLabelled, type LabelledAnswer, type LabelledWords } from './label-rows.js';

const CONFIDENCE = 0.9;
const UNSURE_CONFIDENCE = 0.5;
/** So many letters of an invitation, left standing, are not the answer's. */
const LEFT_OF_INVITATION = 6;

export interface LabelReading {
  readonly candidates: readonly Candidate[];
  readonly findings: readonly Finding[];
}

/** `blank`: the same words of the blank document. */
export function readLabels(body: XmlNode, sheet: KnownSheet, blank: LabelledWords): LabelReading {
  const { answers, rest } = findLabelled(body, sheet, blank.labels);
  const empty = new Map(blank.answers.map(({ name, text }) => [name, text]));
  const printed = new Set(
    [...blank.rest.map(({ text }) => text), ...blank.labels.values(), ...empty.values()].map(bare),
  );
  const findings = rest
    .filter(({ text }) => bare(text) !== '' && !printed.has(bare(text)) && !OWN_PROMPT.test(text.trim()))
    .map(({ text, key }): Finding => ({
      code: 'unexpected_entry',
      ...(key !== undefined && { key }),
      detail: text.trim(),
    }));
  return {
    candidates: answers.flatMap((answer) => readAnswer(answer, empty.get(answer.name) ?? '', sheet)),
    findings,
  };
}

function readAnswer(answer: LabelledAnswer, own: string, sheet: KnownSheet): Candidate[] {
  const { name, path, isSure } = answer;
  if (bare(answer.text) === '' || bare(answer.text) === bare(own)) return [];
  const source: Source = { strategy: 'label', page: null, rect: null, path };
  const confidence = isSure ? CONFIDENCE : UNSURE_CONFIDENCE;
  if (hasBoxes(own)) return readChoice(answer, own, sheet, { source, confidence });
  const raw = withoutInvitation(answer.text, own);
  if (bare(raw) === '' || OWN_PROMPT.test(raw)) return [];
  if (hasPartOf(raw, own)) {
    const doubt = { code: 'extra_text', detail: raw } as const;
    return [{ name, raw, confidence: UNSURE_CONFIDENCE, doubt, source }];
  }
  return [{ name, raw, confidence, source }];
}

function readChoice(
  { name, question, type, text }: LabelledAnswer,
  own: string,
  sheet: KnownSheet,
  seen: Pick<Candidate, 'source' | 'confidence'>,
): Candidate[] {
  const find = (words: string): string | null => findCode(question, words, sheet);
  const slots = listSlots(own, find);
  const { ticks, extra } = readInOrder(text, slots) ?? readLoosely(text, find);
  const candidates = ticks.map(({ code, raw, doubt }): Candidate => ({
    ...(code === null ? { name } : { name: type === 'many_of' ? `${name}.${code}` : name, code }),
    raw,
    ...seen,
    ...(doubt && { doubt: { code: doubt, detail: raw }, confidence: UNSURE_CONFIDENCE }),
  }));
  return bare(extra) === '' ? candidates : [{ name, raw: extra, ...seen }, ...candidates];
}

/** Boxes that were moved, or whose words were changed: each by the words after it. */
function readLoosely(text: string, find: (words: string) => string | null) {
  const { before, ticked } = readByWords(text);
  const ticks = ticked.map((words) => {
    const code = find(words);
    return code === null
      ? ({ code, raw: words || '☒', doubt: 'unknown_state' } as const)
      : ({ code, raw: `☒ ${words}` } as const);
  });
  return { ticks: ticks.map((tick) => ({ doubt: undefined, ...tick })), extra: before };
}

/** The blank's own words, before, after or between the answer's. */
function withoutInvitation(text: string, own: string): string {
  const at = own === '' ? -1 : text.indexOf(own);
  if (at < 0) return text;
  return `${text.slice(0, at).trim()}\n${text.slice(at + own.length).trim()}`.trim();
}

/** An invitation of which a part was written over. */
function hasPartOf(text: string, own: string): boolean {
  if (own.length <= LEFT_OF_INVITATION) return false;
  return text.startsWith(own.slice(0, LEFT_OF_INVITATION)) || text.endsWith(own.slice(-LEFT_OF_INVITATION));
}

function findCode(question: Question, words: string, { language }: KnownSheet): string | null {
  const said = bare(words);
  const missing = MISSING_CODES.find((code) => said === code.toLowerCase());
  if (missing) return missing;
  const fitting = question.choices.filter((choice) => bare(choice.label[language]) === said);
  return fitting.length === 1 ? (fitting[0]?.code ?? null) : null;
}
