/** Step 4: what a letter is written from (nothing that was answered, nothing that a file or a message is called) and what comes out. */
import { type Language, type Study } from '../study/study.js';
import { type AskedLine, type AskedOfOne } from './asked-line.js';
import { type PersonalLink } from '../form/personal-link.js';
import { type FileType } from './file-type.js';
import { type Ask } from './list-asks.js';

export const UNREAD_REASONS = [
  'password_protected',
  'image_only',
  'unreadable_file',
  'infected_file',
  'unsupported_format',
  'reader_stopped',
  'too_large',
  'too_nested',
  'xfa_form',
  'other_study',
  'unknown_version',
  'not_a_sheet',
] as const;
/** Finding codes that say why a file gave no sheet. */
export type UnreadReason = (typeof UNREAD_REASONS)[number];

export interface UnreadFile {
  readonly type: FileType;
  readonly reason: UnreadReason;
}

/** A query about one question of the sheet. */
export interface Question {
  /** KEY or KEY.ROW.COLUMN. */
  readonly name: string;
  readonly text: string;
}

/** `closed`: set aside, for whatever reason. */
export interface CaseStatus {
  readonly reference: string;
  readonly state: 'draft' | 'confirmed' | 'closed';
  /** Details that are missing or to be made sure of. */
  readonly asked: number;
}

/** One of the cases that a letter reminds of. */
export interface RemindedCase {
  readonly caseId: string;
  readonly reference: string;
  readonly step: number;
  readonly asks: readonly Ask[];
  readonly questions?: readonly Question[];
  /** Where it can be completed in a browser. */
  readonly link?: PersonalLink;
}

export type LetterOutcome =
  /** A sheet made a case, or changed it. `personReads`: a scan or handwriting waits for an investigator. */
  | {
      readonly outcome: 'new' | 'updated';
      readonly reference: string;
      readonly asks: readonly Ask[];
      /** An investigator's own questions, screened (screen-question.ts). */
      readonly questions?: readonly Question[];
      readonly personReads?: boolean;
      /** The answers came in the words of a message; `rest`: some of its words wait for a person. */
      readonly inWords?: 'all' | 'rest';
    }
  /** What was asked has not come yet: for the first, second or third time, of what is missing today. */
  | {
      readonly outcome: 'reminder';
      readonly step: number;
      readonly reference: string;
      readonly asks: readonly Ask[];
      readonly questions?: readonly Question[];
    }
  /** The reminders of a day to one clinician, gathered into one letter: two cases or more. */
  | { readonly outcome: 'reminder_several'; readonly cases: readonly RemindedCase[] }
  /** An investigator asks by herself, of a case in the thread. */
  | {
      readonly outcome: 'question';
      readonly reference: string;
      readonly asks: readonly Ask[];
      readonly questions?: readonly Question[];
    }
  /** `waiting`: the case is confirmed or set aside. `closed`: the sheet says that the patient objects. */
  | { readonly outcome: 'unchanged' | 'waiting' | 'closed'; readonly reference: string }
  /** A sheet is kept for an investigator, who says to which case it belongs. */
  | { readonly outcome: 'proposed'; readonly reference: string | null }
  /** A message without a sheet from someone in a known thread: answers in words, a question. A person reads it. */
  | { readonly outcome: 'noted'; readonly reference: string | null }
  | { readonly outcome: 'blank' | 'no_sheet' | 'blank_sent' }
  | { readonly outcome: 'unreadable'; readonly files: readonly UnreadFile[] }
  /** An investigator's own words, screened, to a message; the case is null outside a thread. */
  | { readonly outcome: 'answer'; readonly reference: string | null; readonly text: string }
  | { readonly outcome: 'help' }
  /** The answer to a call: there is no case. */
  | { readonly outcome: 'declined' }
  | { readonly outcome: 'visit_asked'; readonly reference: string | null }
  /** Reminders end for one case (its reference), or for all of this contact's. */
  | { readonly outcome: 'stopped'; readonly reference: string | null }
  /** The contact's own cases: references, states and counts, and nothing else. */
  | { readonly outcome: 'status'; readonly cases: readonly CaseStatus[] }
  /** Words said that something is attached, and nothing was. */
  | { readonly outcome: 'no_file'; readonly reference: string | null }
  /** In the time zone of the study; `when` is worded by the caller. */
  | {
      readonly outcome: 'visit_planned' | 'visit_cancelled';
      readonly reference: string | null;
      readonly when: string;
      readonly place: string;
      readonly text: string;
    }
  /** What the page of a personal link asked for, to show that its reader reads this address. */
  | {
      readonly outcome: 'code';
      readonly reference: string;
      readonly code: string;
      readonly minutes: number;
    }
  /** `maxBytes`: the largest message taken, when it should be said. */
  | { readonly outcome: 'oversize'; readonly maxBytes?: number };

export type LetterInput = LetterOutcome & {
  readonly study: Study;
  readonly language: Language;
  /** The first letter to this contact: the notice on the contact's own data is added. */
  readonly isFirst: boolean;
  /** The blank sheet is attached by the caller. Only when it was asked for. */
  readonly withBlank: boolean;
  /** Printed in the last lines, so that a reply finds its case even through servers that rewrite headers. */
  readonly threadToken?: string | null;
  /** Of a letter on one case that asks: where it can be completed in a browser. */
  readonly link?: PersonalLink | undefined;
};

export type LetterKind =
  | 'complete'
  | 'incomplete'
  | 'updated'
  | 'unchanged'
  | 'waiting'
  | 'closed'
  | 'proposed'
  | 'noted'
  | 'blank'
  | 'blank_sent'
  | 'unreadable'
  | 'not_our_sheet'
  | 'oversize'
  | 'reminder'
  | 'question'
  | 'answer'
  | 'help'
  | 'declined'
  | 'visit_asked'
  | 'stopped'
  | 'status'
  | 'no_file'
  | 'visit_planned'
  | 'visit_cancelled'
  | 'code';

export interface WrittenLetter {
  readonly kind: LetterKind;
  /** One line, not yet encoded for a header. */
  readonly subject: string;
  /** UTF-8, `\n` line ends, wrapped. */
  readonly text: string;
  readonly html: string;
  /** The lines of its list, as printed: kept with it, for the answer that comes back. */
  readonly asked: readonly AskedLine[];
  /** The same of a letter on several cases, case by case; `asked` is empty then. */
  readonly several?: readonly AskedOfOne[];
}
