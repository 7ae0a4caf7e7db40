/**
 * Step 2's last word: what the strategies saw on one sheet becomes answers, each with its source and whether it is
 * sure, and findings for everything that a person should look at. Nothing that was seen is lost.
 */
import { type Field, type Language, type Study } from '../study/study.js';
import { type Finding } from './finding.js';
import { findPlace, type SheetPlace } from './find-place.js';
import { judgeMany } from './judge-many.js';
import { isFilled, type Judged, type JudgeContext, judgePlace } from './judge-place.js';
import { type CellCandidates, judgeTable } from './judge-table.js';
import { listSaidUnits } from './list-said-units.js';
import { findingOf, type ParseOptions } from './parsed-answer.js';
import { type Candidate, type DoubtCode, type ReadAnswer } from './reading.js';

export interface JudgedSheet {
  /** By field key, in the study's order; empty fields have no entry. */
  readonly answers: Readonly<Record<string, ReadAnswer>>;
  readonly findings: readonly Finding[];
}

/**
 * `language` is the sheet's. `options.today` is the day of receipt: without it a year of two digits is never sure.
 * `blank_sheet` is found when there were candidates and not one of them held anything; a caller that has none knows
 * better than the judge why.
 */
export function judgeSheet(
  study: Study,
  language: Language,
  candidates: readonly Candidate[],
  options: ParseOptions = {},
): JudgedSheet {
  const context: JudgeContext = { language, options };
  const places = new Map<string, { place: SheetPlace; candidate: Candidate }[]>();
  const unexpected: Finding[] = [];
  for (const candidate of candidates.filter(isFilled)) {
    const place = findPlace(study, candidate.name);
    if (!place) {
      unexpected.push({ code: 'unexpected_entry', detail: wordEntry(candidate) });
      continue;
    }
    const { key } = place.field;
    // The name may say which box of a group it is (KEY.code); a state that was read says it better.
    const code = candidate.code ?? place.code;
    places.set(key, [
      ...(places.get(key) ?? []),
      { place, candidate: code === undefined ? candidate : { ...candidate, code } },
    ]);
  }
  const judge = (field: Field, within: JudgeContext) =>
    judgeField(field, places.get(field.key) ?? [], within);
  const first = study.fields.map((field) => ({ field, judged: judge(field, context) }));
  const firstAnswers = collectAnswers(first);
  const all = first.map(({ field, judged }) => {
    if (judged?.answer.doubt !== 'unit_doubtful' || field.unit) return { field, judged };
    const saidUnits = listSaidUnits(study, field, firstAnswers);
    return { field, judged: judge(field, { language, options: { ...options, saidUnits } }) };
  });
  const answers = collectAnswers(all);
  const findings = [...all.flatMap(({ judged }) => judged?.findings ?? []), ...dropRepeats(unexpected)];
  if (candidates.length > 0 && unexpected.length === 0 && blankSheet(answers)) {
    findings.push({ code: 'blank_sheet' });
  }
  return { answers, findings };
}

/** Nothing at all was answered. */
export function blankSheet(answers: Readonly<Record<string, ReadAnswer>>): boolean {
  return Object.keys(answers).length === 0;
}

interface JudgedField {
  readonly answer: ReadAnswer;
  readonly findings: readonly Finding[];
}

function collectAnswers(
  all: readonly { field: Field; judged: JudgedField | null }[],
): Readonly<Record<string, ReadAnswer>> {
  return Object.fromEntries(all.flatMap(({ field, judged }) => (judged ? [[field.key, judged.answer]] : [])));
}

function judgeField(
  field: Field,
  given: readonly { place: SheetPlace; candidate: Candidate }[],
  context: JudgeContext,
): JudgedField | null {
  const { key, type, table } = field;
  const whole = given.filter(({ place }) => place.kind === 'field').map(({ candidate }) => candidate);
  if (type === 'table') {
    const cells = given.flatMap(({ place, candidate }): CellCandidates[] =>
      place.kind === 'cell' ? [{ row: place.row, column: place.column, candidates: [candidate] }] : [],
    );
    return table ? judgeWholeTable(field, whole, judgeTable(field, table, cells, context), context) : null;
  }
  if (type === 'many_of') {
    const answer = judgeMany(field, whole, context);
    return answer && { answer, findings: tellOf(key, answer, answer.reason, answer.doubt) };
  }
  const judged = judgePlace(field, type, whole, context);
  return judged && { answer: buildAnswer(judged), findings: tellPlace(key, judged) };
}

/** A code for the table as a whole (its NSP box) answers it, unless cells say otherwise. */
function judgeWholeTable(
  field: Field,
  whole: readonly Candidate[],
  judged: ReturnType<typeof judgeTable>,
  context: JudgeContext,
): JudgedField | null {
  const { key } = field;
  const code = judgePlace(field, 'one_of', whole, context);
  const findings = judged?.cells.flatMap((cell) => tellPlace(cell.key, cell.judged)) ?? [];
  if (!code) return judged && { answer: judged.answer, findings };
  if (!judged) return { answer: buildAnswer(code), findings: tellPlace(key, code) };
  const doubt: DoubtCode = code.doubts[0]?.code ?? 'several_boxes';
  const reason =
    context.language === 'fr'
      ? `tableau rempli, et «\u202f${code.raw}\u202f»`
      : `table filled, and “${code.raw}”`;
  const answer: ReadAnswer = { ...judged.answer, sure: false, confidence: 0.5, reason, doubt };
  return { answer, findings: [...findings, { code: 'doubtful', key, detail: reason }] };
}

function buildAnswer({ value, raw, confidence, sure, source, reason, doubts }: Judged): ReadAnswer {
  const [doubt] = doubts;
  return {
    value,
    raw,
    confidence,
    sure,
    source,
    ...(reason !== undefined && { reason }),
    ...(doubt && { doubt: doubt.code }),
  };
}

function tellPlace(key: string, judged: Judged): Finding[] {
  const [doubt] = judged.doubts;
  const told = tellOf(key, judged, judged.reason, doubt?.code);
  return [...told, ...judged.notes.map((note) => findingOf(note, key))];
}

/** One finding for each answer that is not sure. */
function tellOf(
  key: string,
  { value, raw, sure }: Pick<ReadAnswer, 'value' | 'raw' | 'sure'>,
  reason: string | undefined,
  doubt: DoubtCode | undefined,
): Finding[] {
  if (sure) return [];
  if (doubt === 'unparsed') return [{ code: 'unparsed', key, detail: raw.trim() }];
  if (doubt === 'code_not_allowed' && typeof value === 'object' && value !== null && 'missing' in value) {
    return [{ code: 'code_not_allowed', key, detail: value.missing }];
  }
  return [{ code: 'doubtful', key, ...(reason !== undefined && { detail: reason }) }];
}

/** A tick says nothing by itself: its name does. */
function wordEntry({ name, code, raw }: Candidate): string {
  return code === undefined ? raw.trim() : `${name} = ${code}`;
}

function dropRepeats(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [finding.detail, finding])).values()];
}
