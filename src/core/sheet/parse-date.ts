/**
 * Answers to date, month and year questions. Less than asked is an answer (a note tells), more than asked is cut to
 * what was asked; a date that does not exist, a span or two dates are never accepted.
 */
import { type Language, type Question } from '../study/study.js';
import { type DateParts, writeIso } from './calendar.js';
import { type DateContext, type DateReading, readDate } from './date-grammar.js';
import { foldWords } from './normalise-text.js';
import {
  type Note,
  type ParsedAnswer,
  type ParseOptions,
  readAsDoubtful,
  readAsNothing,
  readAsSure,
} from './parsed-answer.js';
import { writeDate } from './write-value.js';

type DateType = 'date' | 'month' | 'year';

/** Words of a date that is not exact. What stands beside them is proposed, never sure. */
const ABOUT =
  /^(?:vers|environ|env\.?|~|≈|circa|ca\.?|c\.|about|around|approx\.?|debut|fin|mi-?|courant|(?:l')?ete|(?:l')?hiver|(?:au |le )?printemps|(?:l')?automne|early|late|mid-?|spring|summer|autumn|fall|winter) ?(?:de |d'|of |en |in )?|(?: ?\(?\?+\)?| environ| env\.?)$/g;
const EXACTNESS: Readonly<Record<DateType, number>> = { date: 10, month: 7, year: 4 };

/** A `date` is `YYYY-MM-DD`, a `month` `YYYY-MM` (or coarser), a `year` a number. */
export function parseDate(
  question: Question,
  type: DateType,
  raw: string,
  language: Language,
  { today }: ParseOptions,
): ParsedAnswer {
  const context: DateContext = { today, monthMayComeFirst: language === 'en', asksMonth: type === 'month' };
  const text = foldWords(raw);
  if (type === 'year' && /^'?\d{2}$/.test(text)) return readShortYear(question, Number(text.slice(-2)), raw);
  const exact = readDate(text, context);
  const reading: DateReading | null = exact ?? readAbout(text, context);
  if (!reading) return readAsNothing(raw);
  if (!reading.parts) return readAsDoubtful(null, reading.doubt ?? 'unparsed', raw.trim());
  const { value, notes } = cutTo(type, reading.parts, language);
  if (reading.doubt) return readAsDoubtful(value, reading.doubt, raw.trim(), notes);
  return readAsSure(value, notes);
}

function readAbout(text: string, context: DateContext): DateReading | null {
  const rest = text.replace(ABOUT, '').trim();
  if (rest === text || rest === '') return null;
  const reading = readDate(rest, context);
  return reading?.parts ? { parts: reading.parts, doubt: 'approximate' } : null;
}

/** 58 may be 1958 or 2058: proposed when the question's range leaves one. */
function readShortYear({ softMin, softMax }: Question, year: number, raw: string): ParsedAnswer {
  const [first, second] = [1900 + year, 2000 + year].filter(
    (full) => softMin !== undefined && softMax !== undefined && full >= softMin && full <= softMax,
  );
  const proposal = first !== undefined && second === undefined ? first : null;
  return readAsDoubtful(proposal, 'ambiguous_date', raw.trim());
}

function cutTo(
  type: DateType,
  parts: DateParts,
  language: Language,
): { value: string | number; notes: readonly Note[] } {
  const iso = writeIso(parts);
  const cut = iso.slice(0, EXACTNESS[type]);
  const value = type === 'year' ? Number(cut) : cut;
  if (iso.length < EXACTNESS[type]) return { value, notes: [{ code: 'partial_date', detail: cut }] };
  if (iso.length === cut.length) return { value, notes: [] };
  // The part that was not asked for (a day of birth, say) is not repeated here.
  const detail =
    language === 'fr'
      ? `date plus précise, réduite à ${writeDate(cut)}`
      : `more precise date, reduced to ${writeDate(cut)}`;
  return { value, notes: [{ code: 'converted', detail }] };
}
