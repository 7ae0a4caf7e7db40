/**
 * What is planned of a clinician: the messages, when each is sent and how it must end, and the cases with what must have become of them
 * after ninety days. All of it is written down before the service sees anything.
 */
export interface PlannedMail {
  readonly at: Date;
  readonly from: string;
  /** Names the mail; its Message-ID is made of it. */
  readonly key: string;
  readonly body: Body;
  readonly ends: End;
}

export type Body =
  | { readonly kind: 'sheet'; readonly sheet: PlannedSheet; readonly headers?: Record<string, string> }
  /** Of its pages. */
  | { readonly kind: 'photographs'; readonly sheet: PlannedSheet }
  /** In the thread of a letter: the newest to this address, or the first one to a mail. */
  | {
      readonly kind: 'words';
      readonly text: string;
      readonly answers: 'newest' | { readonly key: string };
      readonly sheet?: PlannedSheet;
      readonly headers?: Record<string, string>;
    }
  /** In no thread. */
  | {
      readonly kind: 'fresh';
      readonly subject: string;
      readonly text: string;
      readonly headers?: Record<string, string>;
    }
  /** The newest letter to `of` has not arrived (RFC 3464). */
  | { readonly kind: 'report'; readonly of: string }
  | { readonly kind: 'again'; readonly key: string; readonly as: Again };

/** The same sheet in a new mail, or the same mail delivered by two servers. */
export type Again = 'new mail' | 'same mail';

export interface PlannedSheet {
  readonly code: string;
  readonly hospital: string;
  readonly without: readonly Answer[];
}
export type Answer = 'patient.age' | 'dara.dose';
export const ALL: readonly Answer[] = ['patient.age', 'dara.dose'];
export const VALUES: Readonly<Record<Answer, number>> = { 'patient.age': 52, 'dara.dose': 16 };

/** `by` names the letter's kind, or why there is none. */
export interface End {
  readonly outcome: string;
  readonly is: 'answered' | 'silent';
  readonly by: string;
  /** Why a person has to look at it. */
  readonly toSee: string | null;
}

export interface PlannedCase {
  readonly from: string;
  /** The mail that made it. */
  readonly madeBy: string;
  readonly missing: readonly Answer[];
  /** Not told of a photograph, where what was written by hand is never sure. */
  readonly known: readonly Answer[];
  readonly reminders: Reminded;
  /** No reminder may come after. */
  readonly quietFrom: Date | null;
  /** No reminder may come before. */
  readonly quietUntil: Date | null;
}
export interface Reminded {
  readonly sent: number;
  readonly planned: number;
  /** By reason. */
  readonly stopped: Readonly<Record<string, number>>;
}

export interface Clinician {
  readonly kind: string;
  readonly address: string;
  readonly isCalled: boolean;
  readonly mails: readonly PlannedMail[];
  readonly cases: readonly PlannedCase[];
}

export const NOT_REMINDED: Reminded = { sent: 0, planned: 0, stopped: {} };
const answered = (outcome: string, by: string, toSee: string | null = null): End => ({
  outcome,
  is: 'answered',
  by,
  toSee,
});
const silent = (outcome: string, by: string, toSee: string | null = null): End => ({
  outcome,
  is: 'silent',
  by,
  toSee,
});
export const ENDS = {
  complete: answered('new', 'complete'),
  asked: answered('new', 'incomplete'),
  updated: answered('updated', 'updated'),
  unchanged: answered('unchanged', 'unchanged'),
  question: answered('no_sheet', 'noted', 'words'),
  stopped: answered('stopped', 'stopped'),
  stoppedAll: answered('stopped_all', 'stopped'),
  declined: answered('declined', 'declined'),
  repeated: silent('repeated', 'repeated'),
  thanks: silent('thanks', 'thanks'),
  away: silent('away', 'away'),
  bounce: silent('bounce', 'bounce', 'bounced'),
  forged: silent('new', 'forged', 'unanswered_forged'),
  copier: silent('new', 'machine'),
  newsletter: silent('no_sheet', 'machine'),
  spam: silent('no_sheet', 'no_sheet_unknown', 'no_sheet'),
} as const;
