/**
 * What a study asks: the shapes of a validated study definition. Everything that the program knows of a
 * study (fields, labels, rules, words of the letters) is data in these shapes; none of it is code.
 */
import { type Expression } from './expression.js';

export const LANGUAGES = ['fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
/** A text in every language of the product. */
export type Localised = Readonly<Record<Language, string>>;

export const MISSING_CODES = ['NSP', 'NF', 'NA'] as const;
/** NSP: does not know; NF: not done; NA: not applicable. */
export type MissingCode = (typeof MISSING_CODES)[number];

export type ScalarType =
  | 'text'
  | 'long_text'
  | 'integer'
  | 'decimal'
  | 'date'
  | 'month'
  | 'year'
  | 'yes_no'
  | 'one_of'
  | 'email'
  | 'phone';
export type FieldType = ScalarType | 'many_of' | 'table';

export interface Choice {
  readonly code: string;
  readonly label: Localised;
  readonly standard?: string;
}

/** Another way of writing a unit: `value × factor` gives the field's own unit. */
export interface AcceptedUnit {
  readonly unit: string;
  readonly factor: number;
}

/** What a field and a table's column have in common. */
export interface Question {
  readonly label: Localised;
  /** Codes of a one_of or many_of; `yes` and `no` for a yes_no; empty for the other types. */
  readonly choices: readonly Choice[];
  /** The field's own unit, as stored (UCUM-like, e.g. `10*9/L`), and as printed on the sheet. */
  readonly unit?: {
    readonly code: string;
    readonly label: Localised;
    readonly accepts: readonly AcceptedUnit[];
  };
  readonly softMin?: number;
  readonly softMax?: number;
  /** Missing-data codes that answer this question. */
  readonly codesAllowed: readonly MissingCode[];
  readonly hint?: Localised;
  readonly standard?: string;
}

export interface Column extends Question {
  readonly key: string;
  readonly type: ScalarType;
  /** Codes of the named rows in which the column is required. */
  readonly requiredRows: readonly string[];
}

export interface Table {
  /** Free rows (filled from the top, numbered from 1) or rows named by a list of choices. */
  readonly rows:
    | { readonly kind: 'free'; readonly count: number }
    | { readonly kind: 'named'; readonly rows: readonly Choice[] };
  readonly columns: readonly Column[];
  /** Printed with its rows as columns and its columns as lines. */
  readonly transposed: boolean;
}

export interface Field extends Question {
  /** The number printed on the sheet, from 1, in the definition's order. */
  readonly number: number;
  readonly key: string;
  readonly section: string;
  readonly type: FieldType;
  /** Counts only while `shownIf` holds. */
  readonly required: boolean;
  readonly shownIf?: Expression;
  /** How a letter names the field when its own label would disclose something. */
  readonly mailLabel?: Localised;
  /** Present when type is `table`. */
  readonly table?: Table;
}

export interface Section {
  readonly key: string;
  readonly label: Localised;
}

export interface Rule {
  readonly id: string;
  readonly message: Localised;
  /** What the rule reads, as named in it: `key`, `table.row.column` or `table.*.column`, in order, without doubles. */
  readonly fields: readonly string[];
  readonly check: Expression;
}

export interface Study {
  readonly id: string;
  /** The sheet's version, as printed: `1`, `2`… */
  readonly version: string;
  /** First part of a case reference, as DARA in DARA-0042. */
  readonly prefix: string;
  readonly title: Localised;
  readonly shortTitle: Localised;
  readonly sections: readonly Section[];
  readonly fields: readonly Field[];
  readonly inclusion: readonly Rule[];
  /** A rule that fails is a question to the clinician or the investigator. */
  readonly consistency: readonly Rule[];
  /** Said to the investigator when its check holds; nothing is asked. */
  readonly remarks: readonly Rule[];
  /** Field that identifies the patient within a centre, and the rest that matching needs. */
  readonly identity: {
    readonly patientCode: string;
    readonly centre: string;
    readonly city?: string;
    readonly senderEmail?: string;
    readonly sex?: string;
    readonly birthYear?: string;
  };
  /** The one_of that tells which disease the case is of: lists and figures are filtered by it. */
  readonly disease?: string;
  /** The study team, as printed on the sheet and in letters. */
  readonly contact: {
    readonly team: Localised;
    readonly hospital: Localised;
    readonly email: string;
    readonly phone: string;
    readonly fax?: string;
  };
  /**
   * The question that says whether the patient was informed: the answers that allow a case to be confirmed, and
   * those that close it at once and purge its answers.
   */
  readonly nonOpposition?: {
    readonly field: string;
    readonly allowsConfirmation: readonly string[];
    readonly closes: readonly string[];
  };
  /** Days for which things are kept. */
  readonly retention?: {
    readonly messages: number;
    readonly attachments: number;
    readonly cases: number;
  };
  /** The sheet's introduction: what for, no names, where to send; one line each. */
  readonly sheetIntro: Record<Language, readonly string[]>;
  /** The words of the letters (see core/letter). */
  readonly letters: LetterTexts;
  readonly reminders: { readonly afterDays: readonly number[] };
  readonly answerPolicy: AnswerPolicy;
}

/** Whom the study answers by itself (core/letter/may-answer.ts). `unless_forged`: also whom nobody could check. */
export type AnswerPolicy = 'unless_forged' | 'authenticated' | 'known_contacts';

/** Texts of the letters, keyed by name; `{placeholders}` are listed in core/letter. */
export type LetterTexts = Record<Language, Readonly<Record<string, string>>>;
