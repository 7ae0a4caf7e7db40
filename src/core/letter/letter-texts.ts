/**
 * Step 4: the names of the texts that letters are made of, and the placeholders each may use. The words are the
 * study's (`letters.fr.yaml`, `letters.en.yaml`): this list is what they are checked against when the study is loaded.
 */
import { LANGUAGES, type Language, type LetterTexts } from '../study/study.js';

/**
 * Text name → placeholders, separated by spaces; `!` after one means that the text is wrong without it.
 * `.one` and `.other` are the two forms of a text that counts. `{tag}` is the case's reference, or the
 * study's prefix when there is no case yet.
 */
export const LETTER_TEXT_PLACEHOLDERS = {
  // Subjects
  'subject.complete': 'tag!',
  'subject.incomplete.one': 'tag! count',
  'subject.incomplete.other': 'tag! count!',
  'subject.updated': 'tag!',
  'subject.updated.one': 'tag! count',
  'subject.updated.other': 'tag! count!',
  'subject.unchanged': 'tag!',
  'subject.waiting': 'tag!',
  'subject.closed': 'tag!',
  /** A sheet of which nothing can be said yet: a person reads it first. */
  'subject.received': 'tag!',
  'subject.noted': 'tag!',
  'subject.blank': 'tag!',
  'subject.unreadable': 'tag!',
  'subject.not_our_sheet': 'tag!',
  'subject.oversize': 'tag!',
  'subject.blank_sent': 'tag!',
  'subject.reminder': 'tag!',
  'subject.reminder_several': 'tag! count!',
  'subject.question': 'tag!',

  // First lines: thanks, and what was received
  greeting: '',
  'opening.new': 'reference!',
  'opening.updated': 'reference!',
  /** Answers in the words of a message, not on a sheet; and where some of its words are left to a person. */
  'opening.updated_by_words': 'reference!',
  'opening.words_kept': '',
  'opening.unchanged': 'reference!',
  'opening.waiting': 'reference!',
  'opening.closed': 'reference!',
  'opening.proposed': '',
  'opening.noted': '',
  'opening.noted_in_thread': 'reference!',
  'opening.blank': '',
  'opening.unreadable': '',
  'opening.not_our_sheet': '',
  'opening.oversize': '',
  'opening.oversize_limit': 'megabytes!',
  'opening.blank_sent': '',
  /** For the first, the second and the last time. */
  'opening.reminder_1': 'reference!',
  'opening.reminder_2': 'reference!',
  'opening.reminder_3': 'reference!',
  /** Of several cases at once; for one of them it may be the last time. */
  'opening.reminder_several': 'count!',
  'opening.question': 'reference!',
  /** After an opening, when nothing is asked. */
  'opening.nothing_missing': '',
  /** When a scan or handwriting waits for an investigator's eyes. */
  'opening.person_reads': '',

  // Answers to words that the robot understands, an investigator's own words, visits
  'subject.answer': 'tag!',
  'subject.declined': 'tag!',
  'subject.help': 'tag!',
  'subject.visit_asked': 'tag!',
  'subject.stopped': 'tag!',
  'subject.status': 'tag!',
  'subject.no_file': 'tag!',
  'subject.visit_planned': 'tag! when!',
  'subject.visit_cancelled': 'tag! when!',
  'subject.code': 'tag!',
  'opening.answer': '',
  'opening.declined': '',
  'opening.help': '',
  'opening.visit_asked': '',
  'opening.stopped_case': 'reference!',
  'opening.stopped_all': '',
  'opening.status': '',
  'opening.status_none': '',
  'opening.no_file': '',
  'opening.visit_planned': 'when!',
  'opening.visit_cancelled': 'when!',
  /** What the page of a personal link asked for. */
  'opening.code': 'reference! code! minutes!',
  'next.code': '',
  'visit.place': 'place!',
  'help.sheet': '',
  'help.status': '',
  'help.stop': '',
  'help.visit': '',
  'help.help': '',
  'help.answers': '',
  'status.draft.one': 'reference! count',
  'status.draft.other': 'reference! count!',
  'status.in_review': 'reference!',
  'status.confirmed': 'reference!',
  'status.closed': 'reference!',

  // The numbered list
  'list.first.one': 'count',
  'list.first.other': 'count!',
  'list.remaining.one': 'count',
  'list.remaining.other': 'count!',
  'list.more.one': 'count!',
  'list.more.other': 'count!',
  'item.plain': 'number! label!',
  'item.reason': 'number! label! reason!',
  /** A question whose label would say what the patient has: by its number alone. */
  'item.discreet': 'number!',
  'item.discreet_reason': 'number! reason!',
  /** Several questions that do not agree: `numbers` as “12, 13 et 15”. */
  'item.together': 'numbers! reason!',
  /** A table's cell: `table` and `column` by their labels, `row` by its label or as item.row. */
  'item.cell': 'table! column! row!',
  'item.row': 'row!',
  'item.and': '',
  /** Above what is asked of one of several cases; the reference stands first among its own words' answers too. */
  'item.case': 'reference!',
  'item.case_last': 'reference!',
  /** An investigator's question, by the number of the sheet's question. */
  'item.query': 'number! text!',
  /** What is expected at a question, in the brackets behind its label. */
  'expected.yes_no': '',
  'expected.number': '',
  'expected.unit': 'unit!',
  'reason.several_boxes': '',
  'reason.unparsed': '',
  'reason.ambiguous_date': '',
  'reason.partial_date': '',
  'reason.unit_doubtful': '',
  'reason.out_of_range': '',
  'reason.code_not_allowed': '',
  'reason.unreadable_text': '',
  'reason.faint_mark': '',
  'reason.differs': '',
  'reason.inconsistent': '',
  'reason.check': '',

  // Files that could not be used: by type, never by name
  'file.line': 'file! reason!',
  'file.pdf': '',
  'file.word': '',
  'file.opendocument': '',
  'file.image': '',
  'file.archive': '',
  'file.spreadsheet': '',
  'file.text': '',
  'file.mail': '',
  'file.other': '',
  'unread.password_protected': '',
  'unread.image_only': '',
  'unread.unreadable_file': '',
  'unread.infected_file': '',
  'unread.unsupported_format': '',
  'unread.reader_stopped': '',
  'unread.too_large': '',
  'unread.too_nested': '',
  'unread.xfa_form': '',
  'unread.other_study': '',
  'unread.unknown_version': '',
  'unread.not_a_sheet': '',

  // What to do
  'next.answer': '',
  'next.answer_again': '',
  /** To a letter on several cases: how to say of which case an answer is. */
  'next.answer_several': 'reference!',
  /** Above the personal link: it stands on a line of its own. */
  'next.link': 'until!',
  /** The same of each case of a letter on several. */
  'next.link_case': '',
  /** How to end the reminders: the word STOP on a line. */
  'next.stop': '',
  'next.stop_several': '',
  'next.correct': '',
  'next.send_sheet': 'email',
  'next.smaller': 'email fax',
  'next.blank_on_request': '',
  'next.blank_attached': '',
  'next.no_names': '',
  'next.call': 'phone! email',

  // Last lines
  /** The team and the hospital, below the thanks. */
  'closing.signature': 'team! hospital!',
  'closing.automatic': '',
  'closing.thread': 'token!',
  'closing.notice': 'hospital email!',
} as const satisfies Record<string, string>;

export type LetterTextName = keyof typeof LETTER_TEXT_PLACEHOLDERS;

/** The call for cases: a study that is not announced by letter may leave both out. */
export const CALL_TEXT_PLACEHOLDERS = {
  'call.subject': 'tag',
  'call.body': 'email! phone! fax team! hospital!',
  /** The second time, to whoever was silent. */
  'call.again_subject': 'tag',
  'call.again_body': 'email! phone! fax team! hospital!',
  /** Below both: how to say that there is no case, how to end the calls, and the notice on the address. */
  'call.closing': 'email!',
} as const satisfies Record<string, string>;

export type CallTextName = keyof typeof CALL_TEXT_PLACEHOLDERS;

export const LETTER_TEXT_NAMES = Object.keys(LETTER_TEXT_PLACEHOLDERS) as LetterTextName[];
export const CALL_TEXT_NAMES = Object.keys(CALL_TEXT_PLACEHOLDERS) as CallTextName[];

/** `{name}` in a text. */
const PLACEHOLDER = /\{([^{}]*)\}/g;

/** Mistakes in a study's letter texts, one line each with its language and name; empty when there are none. */
export function checkLetterTexts(texts: LetterTexts): string[] {
  return LANGUAGES.flatMap((language) => checkLanguage(texts[language], language));
}

function checkLanguage(texts: Readonly<Record<string, string>>, language: Language): string[] {
  const mistakes: string[] = [];
  const placeholders: Readonly<Record<string, string>> = {
    ...LETTER_TEXT_PLACEHOLDERS,
    ...CALL_TEXT_PLACEHOLDERS,
  };
  const callIsWritten = CALL_TEXT_NAMES.some((name) => texts[name] !== undefined);
  const wanted: readonly string[] = callIsWritten
    ? [...LETTER_TEXT_NAMES, ...CALL_TEXT_NAMES]
    : LETTER_TEXT_NAMES;
  for (const name of wanted) {
    const text = texts[name];
    if (typeof text !== 'string' || text.trim() === '') mistakes.push(`${language}: ${name}: text missing`);
    else
      mistakes.push(
        ...checkText(text, placeholders[name] ?? '').map((line) => `${language}: ${name}: ${line}`),
      );
  }
  for (const name of Object.keys(texts))
    if (!Object.hasOwn(placeholders, name)) mistakes.push(`${language}: ${name}: no letter uses this text`);
  return mistakes;
}

function checkText(text: string, placeholders: string): string[] {
  const known = placeholders.split(' ').filter((word) => word !== '');
  const used = [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
  const unknown = used.filter((name) => !known.includes(name) && !known.includes(`${name}!`));
  const left = known
    .filter((word) => word.endsWith('!'))
    .map((word) => word.slice(0, -1))
    .filter((name) => !used.includes(name));
  return [
    ...unknown.map((name) => `{${name}} is not available in this text`),
    ...left.map((name) => `{${name}} must appear`),
  ];
}
