/**
 * Step 4: an outcome put into the words of one e-mail, in the language of the sheet. A letter holds a reference, the
 * sheet's own labels and the next step: no answer, no patient code, no file name, no subject that came in.
 */
import { type Study } from '../study/study.js';
import { type LetterInput, type LetterKind, type UnreadFile, type WrittenLetter } from './letter-input.js';
import { renderHtml, renderText, type Block } from './render-letter.js';
import { makeSpeaker, type Speaker } from './speak.js';
import { keepTogether, typeset } from './typeset.js';
import { type AskedLine } from './asked-line.js';
import { isNotice, writeNotice } from './write-notice.js';
import { writeList, MOST_ASKED } from './write-list.js';
import { writeSeveral } from './write-several.js';

/** What a letter of each kind says between its greeting and its closing. */
interface Words {
  readonly kind: LetterKind;
  readonly subject: string;
  readonly blocks: readonly Block[];
  readonly asked?: readonly AskedLine[];
  readonly several?: WrittenLetter['several'];
}

export function writeLetter(input: LetterInput): WrittenLetter {
  const speaker = makeSpeaker(input.study.letters, input.language);
  const { kind, subject, blocks, asked = [], several } = writeWords(input, speaker);
  const all: Block[] = [
    { kind: 'paragraph', lines: [speaker.say('greeting')] },
    ...blocks,
    ...writeClosing(input, kind, speaker),
  ];
  const [text, html] = [renderText(all), renderHtml(all, subject, input.language)];
  return { kind, subject, text, html, asked, ...(several && { several }) };
}

function writeWords(input: LetterInput, speaker: Speaker): Words {
  const { say } = speaker;
  const tag = input.study.prefix;
  if (isNotice(input)) return writeNotice(input, tag, speaker);
  switch (input.outcome) {
    case 'new':
    case 'updated':
      return writeReceived(input, input.study, speaker);
    case 'reminder':
    case 'question':
      return writeAgain(input, input.study, speaker);
    case 'reminder_several':
      return { kind: 'reminder', ...writeSeveral(input.cases, input.study, speaker) };
    case 'unchanged':
      return {
        kind: 'unchanged',
        subject: say('subject.unchanged', { tag: input.reference }),
        blocks: [say('opening.unchanged', { reference: input.reference }), say('next.answer_again')].map(
          toParagraph,
        ),
      };
    case 'waiting':
    case 'closed':
      return {
        kind: input.outcome,
        subject: say(`subject.${input.outcome}`, { tag: input.reference }),
        blocks: [toParagraph(say(`opening.${input.outcome}`, { reference: input.reference }))],
      };
    case 'proposed':
      return {
        kind: 'proposed',
        subject: say('subject.received', { tag: input.reference ?? tag }),
        blocks: [toParagraph(say('opening.proposed'))],
      };
    case 'noted': {
      const { reference } = input;
      const opening =
        reference === null ? say('opening.noted') : say('opening.noted_in_thread', { reference });
      return {
        kind: 'noted',
        subject: say('subject.noted', { tag: reference ?? tag }),
        blocks: [toParagraph(opening)],
      };
    }
    case 'blank':
      return {
        kind: 'blank',
        subject: say('subject.blank', { tag }),
        blocks: [say('opening.blank'), say('next.send_sheet')].map(toParagraph),
      };
    case 'no_sheet':
      return {
        kind: 'not_our_sheet',
        subject: say('subject.not_our_sheet', { tag }),
        blocks: [say('opening.not_our_sheet'), say('next.send_sheet')].map(toParagraph),
      };
    case 'blank_sent':
      return {
        kind: 'blank_sent',
        subject: say('subject.blank_sent', { tag }),
        blocks: [say('opening.blank_sent'), say('next.send_sheet')].map(toParagraph),
      };
    case 'unreadable':
      return {
        kind: 'unreadable',
        subject: say('subject.unreadable', { tag }),
        blocks: [
          toParagraph(say('opening.unreadable')),
          { kind: 'list', heading: null, items: writeFiles(input.files, speaker) },
          toParagraph(say('next.send_sheet')),
        ],
      };
    case 'oversize': {
      const { email, fax = '' } = input.study.contact;
      const opening =
        input.maxBytes === undefined
          ? say('opening.oversize')
          : say('opening.oversize_limit', { megabytes: Math.floor(input.maxBytes / 1_000_000) });
      return {
        kind: 'oversize',
        subject: say('subject.oversize', { tag }),
        blocks: [opening, say('next.smaller', { email, fax: keepTogether(fax) })].map(toParagraph),
      };
    }
  }
}

function writeReceived(
  input: Extract<LetterInput, { outcome: 'new' | 'updated' }>,
  study: Study,
  speaker: Speaker,
): Words {
  const { say, count } = speaker;
  const { reference, asks, questions = [], personReads = false } = input;
  const isNew = input.outcome === 'new';
  const { inWords } = input;
  const opened = isNew ? 'opening.new' : inWords ? 'opening.updated_by_words' : 'opening.updated';
  const reads = personReads ? [say('opening.person_reads')] : [];
  const opening = [
    say(opened, { reference }),
    ...(inWords === 'rest' ? [say('opening.words_kept')] : []),
  ].join(' ');
  const tag = reference;
  const asked = asks.length + questions.length;
  if (asked === 0) {
    const complete = isNew ? 'subject.complete' : 'subject.updated';
    return {
      kind: isNew ? 'complete' : 'updated',
      // As long as a person has to read the sheet, nobody knows that it is complete.
      subject: say(personReads ? 'subject.received' : complete, { tag }),
      blocks: [
        toParagraph([opening, ...(personReads ? reads : [say('opening.nothing_missing')])].join(' ')),
        toParagraph(say('next.correct')),
      ],
    };
  }
  const list = writeList(study, asks, questions, speaker);
  return {
    kind: isNew ? 'incomplete' : 'updated',
    subject: count(isNew ? 'subject.incomplete' : 'subject.updated', asked, { tag }),
    asked: list.asked,
    blocks: [
      toParagraph([opening, ...reads].join(' ')),
      toParagraph(count(isNew ? 'list.first' : 'list.remaining', asked)),
      ...list.blocks,
      toParagraph([say('next.answer'), say('next.no_names')].join(' ')),
      ...writeLink(input, speaker),
    ],
  };
}

function writeLink({ link }: LetterInput, { say }: Speaker): Block[] {
  return link ? [{ kind: 'link', text: say('next.link', { until: link.until }), url: link.url }] : [];
}

/** A reminder, or an investigator's own letter: the same list, and how to end it. */
function writeAgain(
  input: Extract<LetterInput, { outcome: 'reminder' | 'question' }>,
  study: Study,
  speaker: Speaker,
): Words {
  const { say, count } = speaker;
  const { reference, asks, questions = [] } = input;
  const tag = reference;
  const isReminder = input.outcome === 'reminder';
  const opening = isReminder
    ? say(`opening.reminder_${input.step === 1 ? 1 : input.step === 2 ? 2 : 3}`, { reference })
    : say('opening.question', { reference });
  const list = writeList(study, asks, questions, speaker);
  return {
    kind: input.outcome,
    subject: say(`subject.${input.outcome}`, { tag }),
    asked: list.asked,
    blocks: [
      toParagraph(opening),
      toParagraph(count('list.remaining', asks.length + questions.length)),
      ...list.blocks,
      toParagraph([say('next.answer'), say('next.no_names')].join(' ')),
      ...writeLink(input, speaker),
      ...(isReminder ? [toParagraph(say('next.stop'))] : []),
    ],
  };
}

function writeFiles(files: readonly UnreadFile[], { say }: Speaker): string[] {
  const lines = files.map(({ type, reason }) =>
    say('file.line', { file: say(`file.${type}`), reason: say(`unread.${reason}`) }),
  );
  return [...new Set(lines)].slice(0, MOST_ASKED);
}

/** Kinds whose reader may need the blank sheet. */
const OFFERS_BLANK: readonly LetterKind[] = ['blank', 'unreadable', 'not_our_sheet', 'oversize'];

function writeClosing(input: LetterInput, kind: LetterKind, { say }: Speaker): Block[] {
  const { contact } = input.study;
  const { language, threadToken } = input;
  const hospital = typeset(contact.hospital[language], language);
  const blank = input.withBlank
    ? kind === 'blank_sent'
      ? []
      : [say('next.blank_attached')]
    : OFFERS_BLANK.includes(kind)
      ? [say('next.blank_on_request')]
      : [];
  const call = say('next.call', { phone: keepTogether(contact.phone), email: contact.email });
  const signature = say('closing.signature', { team: typeset(contact.team[language], language), hospital });
  return [
    toParagraph([...blank, call].join(' ')),
    { kind: 'paragraph', lines: signature.split('\n') },
    {
      kind: 'footer',
      lines: [
        // What a person wrote is not automatic.
        ...(kind === 'answer' ? [] : [say('closing.automatic')]),
        ...(input.isFirst ? [say('closing.notice', { hospital, email: contact.email })] : []),
        ...(threadToken ? [say('closing.thread', { token: threadToken })] : []),
      ],
    },
  ];
}

function toParagraph(text: string): Block {
  return { kind: 'paragraph', lines: [text] };
}
