/**
 * Step 4: one reminder for several cases of a clinician: each under its own heading, with its own list. The heading is its reference: a
 * line with it says, in the answer too, of which case the lines below it are.
 */
import { type Study } from '../study/study.js';
import { type AskedOfOne } from './asked-line.js';
import { type RemindedCase } from './letter-input.js';
import { type Block } from './render-letter.js';
import { type Speaker } from './speak.js';
import { writeList } from './write-list.js';

/** More than these are left for the next day: a letter is read in one go, or not at all. */
export const MOST_CASES = 5;
/** Of each case. */
const MOST_LINES = 6;
/** The reminder that is the last one of its case. */
const LAST_STEP = 3;

export interface SeveralWords {
  readonly subject: string;
  readonly blocks: readonly Block[];
  readonly several: readonly AskedOfOne[];
}

/** @param cases two to MOST_CASES, each with something asked */
export function writeSeveral(cases: readonly RemindedCase[], study: Study, speaker: Speaker): SeveralWords {
  const { say } = speaker;
  const [first] = cases;
  if (!first || cases.length < 2) throw new RangeError('a letter on several cases is on two at least');
  const several: AskedOfOne[] = [];
  const blocks = cases.flatMap(({ caseId, reference, step, asks, questions = [], link }): Block[] => {
    const list = writeList(study, asks, questions, speaker, MOST_LINES);
    several.push({ caseId, reference, lines: list.asked });
    const heading = say(step >= LAST_STEP ? 'item.case_last' : 'item.case', { reference });
    const ways: Block[] = link ? [{ kind: 'link', text: say('next.link_case'), url: link.url }] : [];
    return [{ kind: 'heading', text: heading }, ...list.blocks, ...ways];
  });
  return {
    subject: say('subject.reminder_several', { tag: study.prefix, count: cases.length }),
    several,
    blocks: [
      toParagraph(say('opening.reminder_several', { count: cases.length })),
      ...blocks,
      toParagraph(
        [say('next.answer_several', { reference: first.reference }), say('next.no_names')].join(' '),
      ),
      toParagraph(say('next.stop_several')),
    ],
  };
}

function toParagraph(text: string): Block {
  return { kind: 'paragraph', lines: [text] };
}
