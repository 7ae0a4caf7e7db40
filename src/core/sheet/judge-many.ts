/** The judge of a many_of: the boxes that are ticked, each as sure as the strategies that saw it. */
import { type Missing } from '../study/answer.js';
import { type Field } from '../study/study.js';
import { wordDoubts } from './doubt-words.js';
import { isFilled, isMissingCode, type JudgeContext, listDoubts, sortByRank } from './judge-place.js';
import { answerMissing } from './parse-answer.js';
import { parseChoiceList } from './parse-choice.js';
import { findMissingWords } from './parse-missing.js';
import { type Doubt } from './parsed-answer.js';
import { type Candidate, type ReadAnswer, type ReadCell } from './reading.js';

/** A box: its code ('' for text that names no choice), and who saw it ticked. */
interface Box {
  readonly code: string;
  readonly seen: readonly Candidate[];
}

/**
 * `candidates` have the box's code, or none when choices were written as a list. Null when no box is ticked.
 * With the box of a missing-data code among others, the others are proposed.
 */
export function judgeMany(
  field: Field,
  candidates: readonly Candidate[],
  context: JudgeContext,
): ReadAnswer | null {
  const { language } = context;
  const given = sortByRank(candidates.filter(isFilled)).flatMap((one) => splitList(field, one, context));
  const [first] = given;
  if (!first) return null;
  const strategies = new Set(given.map(({ source }) => source.strategy));
  const boxes = groupByCode(given);
  const known = field.choices.flatMap(({ code }) => boxes.find((box) => box.code === code) ?? []);
  const missing = boxes.filter((box) => isMissingCode(box.code) && !known.includes(box));
  const unknown = boxes.filter((box) => !known.includes(box) && !missing.includes(box));

  const cells = new Map<string, ReadCell>();
  const doubts: Doubt[] = [];
  for (const box of [...known, ...missing]) {
    const found = doubtBox(field, box, strategies.size);
    doubts.push(...found);
    cells.set(box.code, buildCell(box, found, context));
  }
  if (missing.length > 1 || (missing.length > 0 && known.length > 0)) {
    doubts.unshift({ code: 'several_boxes', detail: labelBoxes(field, [...known, ...missing], context) });
  }
  for (const box of unknown) {
    doubts.unshift(
      box.code === ''
        ? { code: 'unparsed', detail: box.seen.map(({ raw }) => raw.trim()).join(', ') }
        : { code: 'unknown_state', detail: box.code },
    );
  }
  const [code] = missing;
  const isMissing = missing.length === 1 && known.length === 0 && unknown.length === 0;
  const value: readonly string[] | Missing | null =
    isMissing && code && isMissingCode(code.code)
      ? { missing: code.code }
      : known.length > 0
        ? known.map((box) => box.code)
        : null;
  const leads = [...cells.values()];
  const sure = doubts.length === 0 && value !== null;
  const confidences = leads.length > 0 ? leads.map(({ confidence }) => confidence) : [first.confidence];
  return {
    value,
    raw: labelBoxes(field, boxes, context),
    confidence: Math.min(...confidences, ...(sure ? [] : [0.5])),
    sure,
    source: leads[0]?.source ?? first.source,
    ...(!sure && { reason: wordDoubts(doubts, language), ...(doubts[0] && { doubt: doubts[0].code }) }),
    ...(cells.size > 0 && !isMissing && { cells: Object.fromEntries(cells) }),
  };
}

/** A list that was written stands for the boxes that it names. */
function splitList(field: Field, candidate: Candidate, { language }: JudgeContext): Candidate[] {
  if (candidate.code !== undefined) return [candidate];
  const missing = findMissingWords(candidate.raw);
  if (missing?.kind === 'code') return [{ ...candidate, code: missing.code }];
  const codes = parseChoiceList(field.choices, candidate.raw, language);
  return codes ? codes.map((code) => ({ ...candidate, code })) : [{ ...candidate, code: '' }];
}

function groupByCode(candidates: readonly Candidate[]): Box[] {
  const codes = [...new Set(candidates.map(({ code = '' }) => code))];
  return codes.map((code) => ({ code, seen: candidates.filter((one) => (one.code ?? '') === code) }));
}

/** A box that one strategy saw ticked and another, which saw the field's other boxes, did not. */
function doubtBox(field: Field, box: Box, strategyCount: number): Doubt[] {
  const seenBy = new Set(box.seen.map(({ source }) => source.strategy)).size;
  const own = box.seen.map(listDoubts);
  const doubts = own.some((list) => list.length === 0) ? [] : (own[0] ?? []);
  const code = isMissingCode(box.code) && !field.choices.some((choice) => choice.code === box.code);
  const refused = code && isMissingCode(box.code) ? answerMissing(field, box.code).doubt : undefined;
  return [
    ...(seenBy < strategyCount ? [{ code: 'strategies_disagree' as const, detail: box.code }] : []),
    ...doubts,
    ...(refused ? [refused] : []),
  ];
}

function buildCell(box: Box, doubts: readonly Doubt[], { language }: JudgeContext): ReadCell {
  const lead = box.seen.find((one) => listDoubts(one).length === 0) ?? box.seen[0];
  if (!lead) throw new Error('a box that no strategy saw');
  const sure = doubts.length === 0;
  return {
    value: true,
    raw: lead.raw,
    confidence: sure ? lead.confidence : Math.min(lead.confidence, 0.5),
    sure,
    source: lead.source,
    ...(!sure && { reason: wordDoubts(doubts, language), ...(doubts[0] && { doubt: doubts[0].code }) }),
  };
}

function labelBoxes(field: Field, boxes: readonly Box[], { language }: JudgeContext): string {
  return boxes
    .map(
      ({ code, seen }) =>
        field.choices.find((choice) => choice.code === code)?.label[language] ??
        (code === '' ? (seen[0]?.raw.trim() ?? '') : code),
    )
    .join(', ');
}
