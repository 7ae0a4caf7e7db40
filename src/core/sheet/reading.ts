/** The shape of a reading: what was found on one sheet, each value with its source. */
import { type Scalar, type Value } from '../study/answer.js';
import { type Language } from '../study/study.js';
import { type Finding } from './finding.js';

export const STRATEGIES = [
  'acroform',
  'annotation',
  'geometry',
  'ocr',
  'ticks',
  'content_control',
  'label',
  'body',
  'form',
] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** `[x, y, width, height]` in points from the page's top left, as seen (after its rotation). */
export type RectTuple = readonly [x: number, y: number, width: number, height: number];

export interface Source {
  /** `person`: entered in the console, at the place of what had been read there. */
  readonly strategy: Strategy | 'person';
  /** From 1, in the file as sent; null where the format has no pages (Word). */
  readonly page: number | null;
  readonly rect: RectTuple | null;
  /** Word: the paragraph or cell. */
  readonly path?: string;
  /** Once in a case: the reading that it came with. */
  readonly readingId?: string;
}

/**
 * What one strategy saw in one place: the text in a box, or one tick box that is ticked. Strategies
 * report filled places only, and only what they saw; what it means is the judge's to say.
 */
export interface Candidate {
  /** The place's name as on the blank: KEY, KEY.code (many_of), KEY.ROW.COLUMN. Radios: the group's name, KEY or KEY.ROW.COLUMN. */
  readonly name: string;
  /** For a tick: the code of the box (radio state, many_of code, or `NSP`). Absent for text. */
  readonly code?: string;
  /** Text as written, untouched; for a tick, how it was marked (`Yes`, `X`, `☒`, a state's name). */
  readonly raw: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** Why a person should look, in the words of findings; absent when the strategy has no doubt. */
  readonly doubt?: { readonly code: DoubtCode; readonly detail?: string };
  readonly source: Source;
}

/** Doubts that strategies raise; worded in both languages in core/sheet/finding.ts. */
export const DOUBT_CODES = [
  'strategies_disagree', // two strategies, or the value and its appearance, do not say the same
  'several_boxes', // more than one box of a radio group is ticked
  'tick_and_glyph_disagree', // a Word tick whose state and glyph differ
  'stale_appearance', // the stored value and what is seen on the page differ
  'outside_box', // the text leaves its box, or lies on the edge of two
  'unknown_state', // a radio state or list entry that the study does not know
  'unreadable_text', // the text layer is garbage
  'damaged_file', // the file's own checks do not hold: what is read may not be what was written
  'from_ocr', // text read by OCR is never sure
  'handwritten', // seen, and not read: a person reads it beside its crop
  'faint_mark', // ink near the threshold
  'cancelled_box', // a box filled all over, as answers are taken back
  'marked_beside', // the box is clean, its words or its surroundings are marked
  'unparsed', // the text cannot be understood as the field's type
  'ambiguous_date', // 03/04/05
  'unit_doubtful', // unit written that the field does not know
  'unit_converted_out_of_range', // a conversion was done and the result is out of range
  'code_not_allowed', // a missing-data code where the study allows none
  'tampered_name', // the place was recognised by position although its name was changed
  'impossible_date', // 31/02/2020, 00/2020
  'ambiguous_number', // 1.234: a thousand, or one and a fraction
  'approximate', // environ 12, 2020 ?
  'mistyped', // a letter for a digit, a stray comma
  'not_whole', // a fraction where a whole number is asked
  'negative',
  'near_miss', // almost one of the choices, or words that hold one
  'extra_text', // the answer, and something more
  'missing_unclear', // ND, ?: something is missing, but not which of NSP, NF, NA
  'bad_address', // not an e-mail address, not a telephone number
  'label_differs', // written at words that are nearly a question's, or at its number alone
  'other_version', // the sheet is of a version whose questions may have meant something else
  'pages_mixed', // the file holds several sheets, and which page is whose cannot be told
  'low_confidence', // the strategy was not confident enough
] as const;
export type DoubtCode = (typeof DOUBT_CODES)[number];

/** One value of a cell or of one box of a many_of. */
export interface ReadCell {
  /** `true`: the box is ticked. An empty string: what was written could not be understood, see raw and reason. */
  readonly value: Scalar | true;
  readonly raw: string;
  readonly confidence: number;
  readonly sure: boolean;
  readonly source: Source;
  readonly reason?: string;
  /** What `reason` says, as a code: letters have words of their own for it, which never quote what was written. */
  readonly doubt?: DoubtCode;
  /** The clinician gave it a second time, when asked about it. */
  readonly confirmed?: true;
}

export interface ReadAnswer {
  /** null when something was written that could not be understood: see raw and reason; never sure. */
  readonly value: Value | null;
  readonly raw: string;
  readonly confidence: number;
  readonly sure: boolean;
  readonly source: Source;
  /** Why it is not sure, in a person's words, in the sheet's language. */
  readonly reason?: string;
  /** What `reason` says, as a code: letters have words of their own for it, which never quote what was written. */
  readonly doubt?: DoubtCode;
  /** The clinician gave it a second time, when asked about it. */
  readonly confirmed?: true;
  /** Tables: by `ROW.COLUMN` (rows from 1 or by code). many_of: by code. */
  readonly cells?: Readonly<Record<string, ReadCell>>;
}

/** One sheet found in a file. `study` is null when the file held none: then only findings say anything. */
export interface SheetReading {
  /** From 1 within the file. */
  readonly sheet: number;
  readonly study: string | null;
  readonly sheetVersion: string | null;
  readonly language: Language | null;
  readonly answers: Readonly<Record<string, ReadAnswer>>;
  readonly findings: readonly Finding[];
  /** Answers in words to a letter that asked for them: they are of that letter's case, and no sheet of their own. */
  readonly isReply?: boolean;
  /** Of such answers to a letter on several cases: the one that they are of. */
  readonly answersCase?: string;
  /** KEY or KEY.ROW.COLUMN that were asked because of what stands there: the same value again is meant so. */
  readonly confirms?: readonly string[];
}
