/** Step 4: the list of a letter: what is asked, by section, one line each, in the sheet's words with its numbers. */
import { type Study } from '../study/study.js';
import { type Question } from './letter-input.js';
import { type Ask } from './list-asks.js';
import { type Block } from './render-letter.js';
import { resolveName, wordName, type ResolvedName } from './resolve-name.js';
import { type Speaker } from './speak.js';
import { typeset } from './typeset.js';

/** More than these is a second form, not a letter: the rest is counted and asked later. */
export const MOST_ASKED = 12;

/** The first MOST_ASKED asks by section, and a line that counts the rest. */
export function writeList(study: Study, asks: readonly Ask[], speaker: Speaker): Block[] {
  const bySection = new Map<string, string[]>();
  for (const ask of asks.slice(0, MOST_ASKED)) {
    const names = ask.names.flatMap((name) => resolveName(study, name) ?? []);
    const [first] = names;
    if (!first) throw new RangeError('a letter asks for something that the study does not have');
    const items = bySection.get(first.field.section) ?? [];
    items.push(wordAsk(names, first, ask, speaker));
    bySection.set(first.field.section, items);
  }
  const blocks: Block[] = [...bySection].map(([key, items]) => ({
    kind: 'list',
    heading: wordSection(study, key, speaker),
    items,
  }));
  const rest = asks.length - MOST_ASKED;
  if (rest > 0) blocks.push({ kind: 'paragraph', lines: [speaker.count('list.more', rest)] });
  return blocks;
}

/** What an investigator asks, a line each, under the number of the question that it is about. */
export function writeQuestions(
  study: Study,
  questions: readonly Question[],
  { say, language }: Speaker,
): Block[] {
  const items = questions.flatMap(({ name, text }) => {
    const found = resolveName(study, name);
    return found ? [say('item.query', { number: found.field.number, text: typeset(text, language) })] : [];
  });
  return items.length === 0 ? [] : [{ kind: 'list', heading: null, items }];
}

function wordAsk(names: readonly ResolvedName[], first: ResolvedName, ask: Ask, speaker: Speaker): string {
  const { say } = speaker;
  const reason = ask.reason && say(`reason.${ask.reason}`);
  const numbers = [...new Set(names.map(({ field }) => field.number))].sort((a, b) => a - b);
  if (numbers.length > 1)
    return say('item.together', {
      numbers: joinNumbers(numbers, speaker),
      reason: reason ?? say('reason.check'),
    });
  const number = first.field.number;
  // Several cells of one table that do not agree are asked by the table's name.
  const label = wordName(names.length > 1 ? { ...first, cell: undefined } : first, speaker);
  if (label === null)
    return reason ? say('item.discreet_reason', { number, reason }) : say('item.discreet', { number });
  return reason ? say('item.reason', { number, label, reason }) : say('item.plain', { number, label });
}

/** “12”, “12 et 13”, “12, 13 et 15”. */
function joinNumbers(numbers: readonly number[], speaker: Speaker): string {
  const last = numbers.at(-1) ?? '';
  const others = numbers.slice(0, -1);
  return others.length === 0 ? String(last) : `${others.join(', ')} ${speaker.say('item.and')} ${last}`;
}

function wordSection(study: Study, key: string, { language }: Speaker): string | null {
  const section = study.sections.find((one) => one.key === key);
  return section ? typeset(section.label[language], language) : null;
}
