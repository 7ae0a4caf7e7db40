/** Step 4: the short letters: answers to the words that the robot understands, an investigator's own words, visits. */
import { type CaseStatus, type LetterKind, type LetterOutcome } from './letter-input.js';
import { type Block } from './render-letter.js';
import { type Speaker } from './speak.js';
import { typeset } from './typeset.js';

export const NOTICES = [
  'answer',
  'help',
  'declined',
  'visit_asked',
  'stopped',
  'status',
  'no_file',
  'visit_planned',
  'visit_cancelled',
  'code',
] as const;
export type Notice = Extract<LetterOutcome, { outcome: (typeof NOTICES)[number] }>;

export interface NoticeWords {
  readonly kind: LetterKind;
  readonly subject: string;
  readonly blocks: readonly Block[];
}

export function isNotice<T extends LetterOutcome>(outcome: T): outcome is T & Notice {
  return NOTICES.some((kind) => kind === outcome.outcome);
}

/** @param prefix the study's, where there is no case */
export function writeNotice(notice: Notice, prefix: string, speaker: Speaker): NoticeWords {
  const { say, language } = speaker;
  const kind = notice.outcome;
  const tag = 'reference' in notice ? (notice.reference ?? prefix) : prefix;
  const paragraphs = (text: string): Block[] =>
    text
      .split(/\n\s*\n/)
      .filter((part) => part.trim() !== '')
      .map((part) => ({
        kind: 'paragraph',
        lines: part.split('\n').map((line) => typeset(line.trim(), language)),
      }));
  switch (notice.outcome) {
    case 'answer':
      return {
        kind,
        subject: say('subject.answer', { tag }),
        blocks: [...paragraphs(say('opening.answer')), ...paragraphs(notice.text)],
      };
    case 'help':
      return {
        kind,
        subject: say('subject.help', { tag }),
        blocks: [
          ...paragraphs(say('opening.help')),
          {
            kind: 'list',
            heading: null,
            items: [
              say('help.sheet'),
              say('help.status'),
              say('help.stop'),
              say('help.visit'),
              say('help.help'),
            ],
          },
          ...paragraphs(say('help.answers')),
        ],
      };
    case 'stopped': {
      const { reference } = notice;
      const opening =
        reference === null ? say('opening.stopped_all') : say('opening.stopped_case', { reference });
      return { kind, subject: say('subject.stopped', { tag }), blocks: paragraphs(opening) };
    }
    case 'visit_asked':
    case 'no_file':
    case 'declined':
      return {
        kind,
        subject: say(`subject.${notice.outcome}`, { tag }),
        blocks: paragraphs(say(`opening.${notice.outcome}`)),
      };
    case 'status':
      return {
        kind,
        subject: say('subject.status', { tag }),
        blocks:
          notice.cases.length === 0
            ? paragraphs(say('opening.status_none'))
            : [
                ...paragraphs(say('opening.status')),
                { kind: 'list', heading: null, items: notice.cases.map((one) => wordCase(one, speaker)) },
              ],
      };
    case 'code': {
      const { reference, code, minutes } = notice;
      return {
        kind,
        subject: say('subject.code', { tag }),
        blocks: [
          ...paragraphs(say('opening.code', { reference, code, minutes })),
          ...paragraphs(say('next.code')),
        ],
      };
    }
    case 'visit_planned':
    case 'visit_cancelled': {
      const { when, place, text } = notice;
      return {
        kind,
        subject: say(`subject.${notice.outcome}`, { tag, when }),
        blocks: [
          ...paragraphs(say(`opening.${notice.outcome}`, { when })),
          ...(place === '' ? [] : paragraphs(say('visit.place', { place }))),
          ...paragraphs(text),
        ],
      };
    }
  }
}

function wordCase({ reference, state, asked }: CaseStatus, { say, count }: Speaker): string {
  if (state === 'draft')
    return asked > 0 ? count('status.draft', asked, { reference }) : say('status.in_review', { reference });
  return say(`status.${state}`, { reference });
}
