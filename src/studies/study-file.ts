/** A study.yaml as it is written, once the JSON Schema has passed it (studies/study.schema.json says the same). */
import {
  type AnswerPolicy,
  type FieldType,
  type Localised,
  type MissingCode,
  type ScalarType,
} from '../core/study/study.js';

export interface QuestionFile {
  readonly key: string;
  readonly label: Localised;
  readonly choices?: string;
  readonly unit?: string;
  readonly accepts?: Readonly<Record<string, number>>;
  readonly soft_min?: number;
  readonly soft_max?: number;
  readonly codes_allowed?: readonly MissingCode[];
  readonly hint?: Localised;
  readonly standard?: string;
}

export interface ColumnFile extends QuestionFile {
  readonly type: ScalarType;
  readonly required_rows?: readonly string[];
}

export interface FieldFile extends QuestionFile {
  readonly type: FieldType;
  readonly mail_label?: Localised;
  readonly required?: boolean;
  readonly shown_if?: string;
  readonly rows?: number | string;
  readonly transposed?: boolean;
  readonly columns?: readonly ColumnFile[];
}

export interface UnitFile extends Localised {
  readonly accepts?: Readonly<Record<string, number>>;
}

export interface ChoiceListFile {
  readonly standard?: string;
  readonly codes: readonly (Localised & { readonly code: string })[];
}

export interface RuleFile {
  readonly id: string;
  readonly message: Localised;
  readonly check: string;
}

export interface RemarkFile {
  readonly id: string;
  readonly message: Localised;
  readonly when: string;
}

export interface StudyFile {
  readonly id: string;
  readonly version: string;
  readonly prefix: string;
  readonly title: Localised;
  readonly short_title: Localised;
  readonly contact: {
    readonly team: Localised;
    readonly hospital: Localised;
    readonly email: string;
    readonly phone: string;
    readonly fax?: string;
  };
  readonly sheet_intro: { readonly fr: readonly string[]; readonly en: readonly string[] };
  readonly identity: {
    readonly patient_code: string;
    readonly centre: string;
    readonly city?: string;
    readonly sender_email?: string;
    readonly sex?: string;
    readonly birth_year?: string;
  };
  readonly disease?: string;
  readonly non_opposition?: {
    readonly field: string;
    readonly allows_confirmation: readonly string[];
    readonly closes: readonly string[];
  };
  readonly reminders: { readonly after_days: readonly number[] };
  readonly answer_policy?: AnswerPolicy;
  readonly retention?: { readonly messages: number; readonly attachments: number; readonly cases: number };
  readonly units?: Readonly<Record<string, UnitFile>>;
  readonly choices?: Readonly<Record<string, ChoiceListFile>>;
  readonly sections: readonly {
    readonly key: string;
    readonly label: Localised;
    readonly fields: readonly FieldFile[];
  }[];
  readonly inclusion?: readonly RuleFile[];
  readonly consistency?: readonly RuleFile[];
  readonly remarks?: readonly RemarkFile[];
}
