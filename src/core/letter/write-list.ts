/**
 * Step 4: the list of a letter: what is asked, by section, one line each, in the sheet's words with its numbers and what is
 * expected there. The numbers are the sheet's, so that they mean the same in every letter of a thread.
 */
import { type Study } from '../study/study.js';
import { type AskedLine } from './asked-line.js';
import { type Question } from './letter-input.js';
import { type Ask } from './list-asks.js';
import { type Block } from './render-letter.js';
import { resolveName, wordName, type ResolvedName } from './resolve-name.js';
import { type Speaker } from './speak.js';
import { typeset } from './typeset.js';
import { wordExpected } from './word-expected.js';

/** More than these is a second form, not a letter: the rest is counted and asked later. */
export const MOST_ASKED = 12;

export interface WrittenList {
  readonly blocks: readonly Block[];
  readonly asked: readonly AskedLine[];
}

/** The first asks by section, a line that counts the rest, and what an investigator asks in her own words. @param most of the asks */
export function writeList(
  study: Study,
  asks: readonly Ask[],
  questions: readonly Question[],
  speaker: Speaker,
  most = MOST_ASKED,
): WrittenList {
  const bySection = new Map<string, string[]>();
  const asked: AskedLine[] = [];
  for (const ask of asks.slice(0, most)) {
    const names = ask.names.flatMap((name) => resolveName(study, name) ?? []);
    const [first] = names;
    if (!first) throw new RangeError('a letter asks for something that the study does not have');
    const line = wordAsk(names, first, ask, speaker);
    asked.push(line);
    bySection.set(first.field.section, [...(bySection.get(first.field.section) ?? []), line.text]);
  }
  const blocks: Block[] = [...bySection].map(([key, items]) => ({
    kind: 'list',
    heading: wordSection(study, key, speaker),
    items,
  }));
  const rest = asks.length - most;
  if (rest > 0) blocks.push({ kind: 'paragraph', lines: [speaker.count('list.more', rest)] });
  const own = writeQuestions(study, questions, speaker);
  if (own.length > 0) blocks.push({ kind: 'list', heading: null, items: own.map(({ text }) => text) });
  return { blocks, asked: [...asked, ...own] };
}

/** What an investigator asks, a line each, under the number of the question that it is about. */
function writeQuestions(
  study: Study,
  questions: readonly Question[],
  { say, language }: Speaker,
): AskedLine[] {
  return questions.flatMap(({ name, text }): AskedLine[] => {
    const found = resolveName(study, name);
    if (!found) return [];
    const { number } = found.field;
    const line = say('item.query', { number, text: typeset(text, language) });
    return [{ numbers: [String(number)], names: [name], text: line, isQuestion: true }];
  });
}

function wordAsk(names: readonly ResolvedName[], first: ResolvedName, ask: Ask, speaker: Speaker): AskedLine {
  const { say } = speaker;
  const reason = ask.reason && say(`reason.${ask.reason}`);
  const numbers = [...new Set(names.map(({ field }) => field.number))].sort((a, b) => a - b);
  if (numbers.length > 1) {
    const text = say('item.together', {
      numbers: joinNumbers(numbers, speaker),
      reason: reason ?? say('reason.check'),
    });
    return {
      numbers: names.map(({ field }) => String(field.number)),
      names: names.map(({ id }) => id),
      text,
      isDoubt: true,
    };
  }
  // Several cells of one table that do not agree are asked by the table's name.
  const place = names.length > 1 ? { ...first, cell: undefined } : first;
  const number = numberPlace(place);
  const label = wordName(place, speaker);
  const hint = [wordExpected(place, speaker), reason].filter((part) => part !== null);
  const said = hint.join(speaker.language === 'fr' ? '\u202f; ' : '; ');
  const text =
    label === null
      ? said === ''
        ? say('item.discreet', { number })
        : say('item.discreet_reason', { number, reason: said })
      : said === ''
        ? say('item.plain', { number, label })
        : say('item.reason', { number, label, reason: said });
  return {
    numbers: [number],
    names: [names.length > 1 ? first.field.key : first.id],
    text,
    ...(reason !== null && { isDoubt: true }),
  };
}

/** `14`; a cell has its column and row behind it, `46a1`, which never change from one letter to the next. */
export function numberPlace({ field, cell, place: [, row = 0, column = 0] }: ResolvedName): string {
  return cell ? `${field.number}${String.fromCharCode(97 + column)}${row}` : String(field.number);
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
