/**
 * Step 4, reply: whether a message may be answered at all. A machine never is (RFC 3834), a forged sender never, spam gets nothing;
 * what is refused here is read all the same, and waits for an investigator where it matters.
 */
import { type AnswerPolicy } from '../study/study.js';

/** Header values by lower-case name, unfolded. */
export type HeaderTexts = Readonly<Record<string, string>>;

export interface MachineTraces {
  readonly headers: HeaderTexts;
  /** The address in From; null when there is none. */
  readonly from: string | null;
  readonly subject?: string;
}

export interface AnswerQuestion extends MachineTraces {
  readonly replyTo: readonly string[];
  /** The study's own addresses; plus-addresses of them count as own. */
  readonly ownAddresses: readonly string[];
  /** A delivery report or read receipt (RFC 3464, RFC 8098). */
  readonly isReport: boolean;
  /** Something was recognised as a sheet of ours, in a file or in the text. */
  readonly hasSheet: boolean;
  /** It carries a thread token that was signed here. */
  readonly knownThread: boolean;
  /** The sender is in the study's list of contacts. */
  readonly knownContact: boolean;
  readonly authentication: 'pass' | 'fail' | 'unchecked';
  /** When this sender was last answered to a message without a sheet. */
  readonly lastAnsweredAt: Date | null;
  /** Letters to this sender in the window that is watched for loops; the first of each case is not counted. */
  readonly repliesInWindow: number;
  /** Answers in this thread within a day: of its case, or to this sender where there is none. */
  readonly answersInThread: number;
  /** On the study's list, or let in by an investigator. */
  readonly listedContact: boolean;
  readonly policy: AnswerPolicy;
  /** An investigator's word that it be answered all the same, and at which address. */
  readonly released: AnswerAddress | null;
  readonly now: Date;
}

export const ANSWER_ADDRESSES = ['sender', 'reply_to'] as const;
/** The address in From, or the one in Reply-To. */
export type AnswerAddress = (typeof ANSWER_ADDRESSES)[number];

export interface AnswerLimits {
  /** Letters to one sender in the window. */
  readonly repliesInWindow: number;
  /** Answers in one thread within a day. */
  readonly answersInThread: number;
  /** Days between two answers to messages without a sheet. */
  readonly daysWithoutSheet: number;
}

export const ANSWER_LIMITS: AnswerLimits = {
  repliesInWindow: 20,
  answersInThread: 10,
  daysWithoutSheet: 30,
};

export type NoAnswer =
  /** No usable address in From. */
  | 'no_sender'
  | 'own'
  /** A delivery report or read receipt. */
  | 'bounce'
  | 'machine'
  | 'forged'
  | 'reply_to_outside'
  /** Too many letters to this sender: a loop, most likely. */
  | 'rate'
  /** Ten answers in this thread today. */
  | 'thread_rate'
  /** The study answers only those whose domain vouches for them. */
  | 'not_authenticated'
  /** The study answers only its own contacts. */
  | 'not_known'
  /** No sheet, and nobody whom we know. */
  | 'no_sheet_unknown'
  /** No sheet, and answered not long ago. */
  | 'no_sheet_again';

/** Silences that an investigator's word ends: she knows the sender, or takes it upon herself. */
export const RELEASABLE: readonly NoAnswer[] = [
  'forged',
  'reply_to_outside',
  'rate',
  'thread_rate',
  'not_authenticated',
  'not_known',
  'no_sheet_unknown',
  'no_sheet_again',
];

export type AnswerDecision =
  { readonly answer: true; readonly to: string } | { readonly answer: false; readonly why: NoAnswer };

/** Decides, and says to which address. The first reason that holds is given. */
export function mayAnswer(question: AnswerQuestion, limits: AnswerLimits = ANSWER_LIMITS): AnswerDecision {
  const no = (why: NoAnswer): AnswerDecision => ({ answer: false, why });
  const { from } = question;
  if (from === null || !isAddress(from)) return no('no_sender');
  if (isOwn(from, question.ownAddresses)) return no('own');
  if (question.isReport) return no('bounce');
  if (findMachineTrace(question) !== null) return no('machine');
  const elsewhere = question.replyTo.find(isAddress);
  if (question.released) {
    const wanted = question.released === 'reply_to' ? (elsewhere ?? from) : from;
    return isOwn(wanted, question.ownAddresses) ? no('own') : { answer: true, to: wanted };
  }
  if (question.authentication === 'fail') return no('forged');
  if (question.policy === 'authenticated' && question.authentication !== 'pass')
    return no('not_authenticated');
  if (question.policy === 'known_contacts' && !question.listedContact && !question.knownThread)
    return no('not_known');
  const to = elsewhere ?? from;
  if (isOwn(to, question.ownAddresses)) return no('own');
  if (question.replyTo.some((address) => !isSameOrganisation(address, from))) return no('reply_to_outside');
  if (question.repliesInWindow >= limits.repliesInWindow) return no('rate');
  if (question.answersInThread >= limits.answersInThread) return no('thread_rate');
  if (question.hasSheet) return { answer: true, to };
  if (!question.knownThread && !question.knownContact && question.authentication !== 'pass')
    return no('no_sheet_unknown');
  if (isWithinDays(question.lastAnsweredAt, question.now, limits.daysWithoutSheet))
    return no('no_sheet_again');
  return { answer: true, to };
}

export type MachineTrace =
  'auto_submitted' | 'list' | 'precedence' | 'empty_return_path' | 'address' | 'auto_reply' | 'report';

/**
 * What gives a machine away, or null. `Auto-Submitted: no` says a person wrote it (RFC 3834, 5); X-Auto-Response-Suppress says what
 * the sender does not want back and nothing of who wrote.
 */
export function findMachineTrace({ headers, from, subject = '' }: MachineTraces): MachineTrace | null {
  const submitted = firstToken(headers['auto-submitted']);
  if (submitted !== '' && submitted !== 'no') return 'auto_submitted';
  if (Object.keys(headers).some((name) => name.startsWith('list-'))) return 'list';
  if (['bulk', 'junk', 'list'].includes(firstToken(headers['precedence']))) return 'precedence';
  // An empty value and `<>` are the same empty reverse-path (RFC 5321, 4.5.5); an absent header says nothing.
  if (headers['return-path'] !== undefined && /^\s*(<\s*>)?\s*$/.test(headers['return-path']))
    return 'empty_return_path';
  if (firstToken(headers['content-type']) === 'multipart/report') return 'report';
  if (AUTO_REPLY_HEADERS.some((name) => isYes(headers[name]))) return 'auto_reply';
  if (AUTO_REPLY_SUBJECT.test(subject.normalize('NFC'))) return 'auto_reply';
  return from !== null && MACHINE_LOCAL_PART.test(from.slice(0, Math.max(0, from.lastIndexOf('@'))))
    ? 'address'
    : null;
}

const AUTO_REPLY_HEADERS = ['x-autoreply', 'x-autorespond', 'x-autoreply-from', 'x-mail-autoreply'];
/** As Exchange, Outlook and Zimbra begin them; some gateways strip the header that says the same. */
const AUTO_REPLY_SUBJECT =
  /^\s*(r[ée]ponse automatique|automatic reply|auto(matic)?[- ]?(reply|response)|out of (the )?office|absen(ce|t) du bureau|message d['’]absence)\b/i;
/** RFC 3834, 2: addresses behind which nobody reads. */
const MACHINE_LOCAL_PART =
  /^(mailer-daemon|postmaster|(do-?)?no[-_.]?t?-?reply|ne-?pas-?repondre|bounces?|listserv|majordomo|owner-.*|.*-(request|owner|bounces?))(\+.*)?$/i;

function firstToken(value: string | undefined): string {
  return (value ?? '')
    .replace(/\([^)]*\)/g, ' ')
    .trim()
    .split(/[;\s]/, 1)
    .join('')
    .toLowerCase();
}

function isYes(value: string | undefined): boolean {
  return value !== undefined && !['', 'no', 'false', '0'].includes(value.trim().toLowerCase());
}

function isAddress(text: string): boolean {
  return /^[^\s@<>,;:]+@[^\s@<>,;:]+$/.test(text);
}

/** `recueil+token@etude.test` is own where `recueil@etude.test` is. */
function isOwn(address: string, ownAddresses: readonly string[]): boolean {
  const plain = withoutPlus(address);
  return ownAddresses.some((own) => withoutPlus(own) === plain);
}

function withoutPlus(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/\+[^@]*@/, '@');
}

/** The same domain, or one below the other. */
function isSameOrganisation(left: string, right: string): boolean {
  const [one, other] = [domainOf(left), domainOf(right)];
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);
}

function domainOf(address: string): string {
  return address
    .slice(address.lastIndexOf('@') + 1)
    .trim()
    .toLowerCase();
}

function isWithinDays(then: Date | null, now: Date, days: number): boolean {
  return then !== null && now.getTime() - then.getTime() < days * 86_400_000;
}
