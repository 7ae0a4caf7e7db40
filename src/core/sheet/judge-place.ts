/**
 * The judge of one place (a field or a cell): what its candidates mean, whether they agree, and whether that is sure.
 * Sure needs a strategy without a doubt, and no strategy that says something else.
 */
import { type Scalar } from '../study/answer.js';
import {
  type Language,
  MISSING_CODES,
  type MissingCode,
  type Question,
  type ScalarType,
} from '../study/study.js';
import { wordDoubts } from './doubt-words.js';
import { isBlankText } from './normalise-text.js';
import { answerMissing, parseAnswer } from './parse-answer.js';
import {
  type Doubt,
  type Note,
  type ParsedAnswer,
  type ParseOptions,
  readAsDoubtful,
  readAsSure,
} from './parsed-answer.js';
import { type Candidate, type DoubtCode, type Source } from './reading.js';
import { writeScalar } from './write-value.js';

/** Whose value is proposed when strategies do not agree. */
const RANKS: readonly Source['strategy'][] = [
  'form',
  'acroform',
  'content_control',
  'annotation',
  'geometry',
  'ticks',
  'label',
  'body',
  'ocr',
];
/** Below, a strategy's word alone is not enough. */
const SURE_CONFIDENCE = 0.75;
const UNSURE_CONFIDENCE = 0.5;
/** Doubts about how a value was seen: another strategy that sees the same settles them. */
const SETTLED_BY_ANOTHER: readonly DoubtCode[] = [
  'from_ocr',
  'faint_mark',
  'low_confidence',
  'outside_box',
  'tampered_name',
  'unreadable_text',
];

export interface Judged {
  readonly value: Scalar | null;
  readonly raw: string;
  readonly confidence: number;
  readonly sure: boolean;
  readonly source: Source;
  /** Empty when sure; the first weighs most. */
  readonly doubts: readonly Doubt[];
  readonly reason?: string;
  readonly notes: readonly Note[];
}

export interface JudgeContext {
  readonly language: Language;
  readonly options: ParseOptions;
}

interface Weighed {
  readonly candidate: Candidate;
  readonly parsed: ParsedAnswer;
  readonly doubts: readonly Doubt[];
}

/** Null when nothing was written in the place. */
export function judgePlace(
  question: Question,
  type: ScalarType,
  candidates: readonly Candidate[],
  context: JudgeContext,
): Judged | null {
  const all = sortByRank(candidates.filter(isFilled)).map((candidate) =>
    weigh(question, type, candidate, context),
  );
  // A damaged text layer says nothing against a field that was read.
  const legible = all.filter(({ doubts }) => !doubts.some(({ code }) => code === 'unreadable_text'));
  const weighed = legible.length > 0 ? legible : all;
  const [best] = weighed;
  if (!best) return null;
  const values = new Set(weighed.map(canonical));
  if (values.size > 1) return judgeContradiction(question, type, weighed, best, context);
  const lead = weighed.find(({ doubts }) => doubts.length === 0) ?? best;
  const others = weighed.filter((one) => one !== lead).flatMap(({ doubts }) => doubts);
  const doubts = [...lead.doubts, ...others.filter(({ code }) => !SETTLED_BY_ANOTHER.includes(code))];
  return conclude(lead, lead.parsed.value, lead.candidate.raw, doubts, context);
}

export function sortByRank(candidates: readonly Candidate[]): Candidate[] {
  const rank = ({ source }: Candidate) => RANKS.indexOf(source.strategy);
  return [...candidates].sort((one, other) => rank(one) - rank(other));
}

/** A tick is always something; a text must have more than spaces, unless the strategy saw what it could not read. */
export function isFilled({ code, raw, doubt }: Candidate): boolean {
  return code !== undefined || doubt !== undefined || !isBlankText(raw);
}

/** The doubts of the strategy itself. */
export function listDoubts({ doubt, confidence, source, code }: Candidate): Doubt[] {
  const doubts: Doubt[] = doubt ? [doubt] : [];
  const told = doubt?.code === 'from_ocr' || doubt?.code === 'handwritten';
  if (source.strategy === 'ocr' && code === undefined && !told) doubts.push({ code: 'from_ocr' });
  // Whatever the strategy says of itself, NaN included.
  if (doubts.length === 0 && !(confidence >= SURE_CONFIDENCE)) doubts.push({ code: 'low_confidence' });
  return doubts;
}

function weigh(
  question: Question,
  type: ScalarType,
  candidate: Candidate,
  { language, options }: JudgeContext,
): Weighed {
  const isTick = candidate.code !== undefined && (type === 'yes_no' || type === 'one_of');
  const parsed: ParsedAnswer = isUnread(candidate)
    ? { value: null, notes: [] }
    : candidate.code !== undefined && (isTick || isMissingCode(candidate.code))
      ? readTick(question, type, candidate.code)
      : parseAnswer(question, type, candidate.raw, language, options);
  return {
    candidate,
    parsed,
    doubts: [...listDoubts(candidate), ...(parsed.doubt ? [parsed.doubt] : [])],
  };
}

/** Handwriting is shown and never guessed at: its raw text stands for it, and is no reading of it. */
function isUnread({ doubt }: Candidate): boolean {
  return doubt?.code === 'handwritten';
}

function readTick(question: Question, type: ScalarType, code: string): ParsedAnswer {
  const isChoice =
    question.choices.some((choice) => choice.code === code) ||
    (type === 'yes_no' && (code === 'yes' || code === 'no'));
  if (isChoice) return readAsSure(code);
  return isMissingCode(code) ? answerMissing(question, code) : readAsDoubtful(null, 'unknown_state', code);
}

export function isMissingCode(code: string): code is MissingCode {
  return MISSING_CODES.some((missing) => missing === code);
}

/** The same for the same answer; programs break the lines of a text where they like. */
function canonical({ parsed: { value }, candidate }: Weighed): string {
  const written = value ?? { raw: candidate.code ?? candidate.raw };
  return JSON.stringify(written).replace(/(?:\s|\\n)+/gu, '');
}

function judgeContradiction(
  question: Question,
  type: ScalarType,
  weighed: readonly Weighed[],
  best: Weighed,
  context: JudgeContext,
): Judged {
  const word = ({ parsed: { value }, candidate }: Weighed) =>
    value === null ? (candidate.code ?? candidate.raw) : writeScalar(question, type, value, context.language);
  const words = [...new Set(weighed.map(word))];
  const hasSeveralBoxes = [...new Set(weighed.map(({ candidate }) => candidate.source.strategy))].some(
    (strategy) => {
      const ticks = weighed.filter(
        ({ candidate }) => candidate.source.strategy === strategy && candidate.code !== undefined,
      );
      return new Set(ticks.map(canonical)).size > 1;
    },
  );
  const own = weighed.flatMap(({ doubts }) => doubts);
  if (hasSeveralBoxes) {
    // Which one was meant is not ours to say: nothing is proposed.
    const doubt: Doubt = { code: 'several_boxes', detail: words.join(', ') };
    return conclude(best, null, words.join(' + '), [doubt, ...own], context);
  }
  const doubt: Doubt = { code: 'strategies_disagree', detail: words.join(' / ') };
  return conclude(best, best.parsed.value, best.candidate.raw, [doubt, ...own], context);
}

function conclude(
  lead: Weighed,
  value: Scalar | null,
  raw: string,
  doubts: readonly Doubt[],
  { language }: JudgeContext,
): Judged {
  const { confidence, source } = lead.candidate;
  const sure = doubts.length === 0 && value !== null;
  return {
    value,
    raw,
    confidence: sure ? confidence : Math.min(confidence, UNSURE_CONFIDENCE),
    sure,
    source,
    doubts,
    ...(!sure && { reason: wordDoubts(doubts, language) }),
    notes: value === null ? [] : lead.parsed.notes,
  };
}
