/**
 * Step 2: the page of a personal link as it was sent: the words that a person reads of it, line by line, and what stands in each place
 * for the judge, who treats it as he treats a sheet.
 */
import { resolveName, wordFullName } from '../letter/resolve-name.js';
import { makeSpeaker } from '../letter/speak.js';
import { numberPlace } from '../letter/write-list.js';
import { type Candidate } from '../sheet/reading.js';
import { type Language, MISSING_CODES, type Study } from '../study/study.js';
import { type FormEntry, type SentForm } from './form-entry.js';

export interface ReadForm {
  /** `\n` line ends; `body/line[3]` is its third line. */
  readonly text: string;
  readonly candidates: readonly Candidate[];
  /** Words that a person has to read. */
  readonly hasWords: boolean;
}

export function readForm(study: Study, language: Language, { entries, words }: SentForm): ReadForm {
  const speaker = makeSpeaker(study.letters, language);
  const lines: string[] = [];
  const candidates: Candidate[] = [];
  for (const entry of entries) {
    const place = resolveName(study, entry.name);
    // It was checked when it was sent: a study whose questions have changed since cannot have it judged.
    if (!place) throw new RangeError('an entry of a form is of no question of the study');
    const { choices } = place.cell?.column ?? place.field;
    const labelOf = (code: string) => choices.find((choice) => choice.code === code)?.label[language] ?? code;
    const said = [...entry.codes.map(labelOf), entry.text.trim()].filter((part) => part !== '').join(', ');
    const path = `body/line[${lines.length + 1}]`;
    const source = { strategy: 'form', page: null, rect: null, path } as const;
    lines.push(...`${numberPlace(place)}. ${wordFullName(place, speaker)} : ${said}`.split(/\r?\n/));
    candidates.push(
      ...listSeen(entry, labelOf).map((seen) => ({ name: entry.name, confidence: 1, source, ...seen })),
    );
  }
  for (const { question, text } of words) lines.push('', question, ...text.trim().split(/\r?\n/));
  return { text: `${lines.join('\n').trim()}\n`, candidates, hasWords: words.length > 0 };
}

/** A code for what is missing is written, as on a sheet: what it may answer is the judge's to say. */
function listSeen(
  { text, codes }: FormEntry,
  labelOf: (code: string) => string,
): Pick<Candidate, 'code' | 'raw'>[] {
  const isMissing = (code: string) => MISSING_CODES.some((missing) => missing === code);
  return [
    ...codes.map((code) => (isMissing(code) ? { raw: code } : { code, raw: labelOf(code) })),
    ...(text.trim() === '' ? [] : [{ raw: text.trim() }]),
  ];
}
