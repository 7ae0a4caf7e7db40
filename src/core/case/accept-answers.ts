/**
 * Step 5: a person looked at an answer beside its page and takes it. One that the reader doubted becomes hers; one that is sure
 * stays the sheet's and is marked as looked at. `acceptSure` marks and does nothing else: it has no way to make a doubtful
 * answer good, whatever it is given, and it passes by everything that anything is remarked of.
 */
import { Problem } from '../problem.js';
import { type Finding } from '../sheet/finding.js';
import { findPlace } from '../sheet/find-place.js';
import { type ReadAnswer, type ReadCell } from '../sheet/reading.js';
import { isMissing } from '../study/answer.js';
import { type Field, type Question, type Study } from '../study/study.js';
import { isFromPerson } from './answer-facts.js';
import { isBlankValue } from './canonical-value.js';
import { isSameAnswer } from './case-history.js';
import {
  type AnswerChange,
  type CaseAnswer,
  type CaseAnswers,
  isEmptied,
  type Touch,
  WHOLE,
} from './case-answers.js';
import { type ActContext, type ReviewAct, settleFindings } from './review-act.js';
import { listCells } from './table-cells.js';

interface Current {
  readonly answers: CaseAnswers;
  readonly findings: readonly Finding[];
}

/** KEY or KEY.ROW.COLUMN; a box of a many_of stands for its question. Throws `name_unknown`, `nothing_to_accept`. */
export function acceptAnswers(context: ActContext, current: Current, names: readonly string[]): ReviewAct {
  const answers: Record<string, CaseAnswer> = { ...current.answers };
  const changes = new Map<string, AnswerChange>();
  const accepted = names.map((name) => {
    const place = findPlace(context.study, name);
    if (!place) throw new Problem('name_unknown', 'invalid', 'The study has no such question.');
    const { field } = place;
    const cell = place.kind === 'cell' ? `${place.row}.${place.column.key}` : WHOLE;
    const question = place.kind === 'cell' ? place.column : field;
    const known = answers[field.key];
    if (!known || isEmptied(known)) throw refuseNothing();
    const after =
      cell === WHOLE ? acceptWhole(context, field, known) : acceptCell(context, question, known, cell);
    answers[field.key] = after;
    const before = changes.get(field.key)?.before ?? known;
    changes.set(field.key, { key: field.key, before, after });
    return cell === WHOLE ? field.key : `${field.key}.${cell}`;
  });
  const list = [...changes.values()];
  // One name is one entry of the history; of several cells of a table the act itself holds the names.
  const [only] = accepted.length === 1 ? accepted : [];
  return {
    answers,
    changes: only === undefined ? list : list.map((change) => ({ ...change, name: only })),
    names: accepted,
    ...settleFindings(current.findings, accepted),
  };
}

/** Of a section: what is sure, has nothing remarked of it and that nobody has looked at yet. */
export function acceptSure(
  context: ActContext,
  current: Current,
  all: readonly Finding[],
  section: string,
): ReviewAct {
  const answers: Record<string, CaseAnswer> = { ...current.answers };
  const changes: AnswerChange[] = [];
  const names: string[] = [];
  for (const { key, cells } of listSure(context.study, current.answers, all, section)) {
    const known = answers[key];
    if (!known) continue;
    const marks = Object.fromEntries(cells.map((cell) => [cell, markSeen(context, known.touches?.[cell])]));
    const after: CaseAnswer = { ...known, touches: { ...known.touches, ...marks } };
    answers[key] = after;
    changes.push({ key, before: known, after });
    names.push(...cells.map((cell) => (cell === WHOLE ? key : `${key}.${cell}`)));
  }
  return { answers, changes, names, findings: current.findings, settled: [] };
}

interface SureAnswer {
  readonly key: string;
  /** WHOLE, or the cells that may be taken of a table that has others. */
  readonly cells: readonly string[];
}

/** What may be accepted without being looked at one by one. */
export function listSure(
  study: Study,
  answers: CaseAnswers,
  findings: readonly Finding[],
  section: string,
): SureAnswer[] {
  const remarked = new Set(
    findings.flatMap(({ key, keys }) => [...(keys ?? []), ...(key === undefined ? [] : [key])]),
  );
  const isRemarked = (name: string) => [...remarked].some((one) => isSameAnswer(one, name));
  return study.fields
    .filter((field) => field.section === section)
    .flatMap(({ key, table }): SureAnswer[] => {
      const entry = answers[key];
      if (!entry || isBlankValue(entry.answer.value, entry.answer.raw) || entry.touches?.[WHOLE]) return [];
      const isWholeSure = entry.answer.sure && entry.origin === 'reading';
      if (isWholeSure && !isRemarked(key)) return [{ key, cells: [WHOLE] }];
      // Rows without names are told apart by their order alone: what is remarked of one may be of its neighbour.
      if (table?.rows.kind !== 'named' || remarked.has(key) || hasOwnDoubt(entry)) return [];
      const cells = Object.entries(listCells(entry.answer)).flatMap(([name, cell]) =>
        cell.sure && !isFromPerson(entry, name) && !entry.touches?.[name] && !isRemarked(`${key}.${name}`)
          ? [name]
          : [],
      );
      return cells.length > 0 ? [{ key, cells }] : [];
    });
}

/** The table as a whole is doubted, not one of its cells. */
function hasOwnDoubt({ answer }: CaseAnswer): boolean {
  return !answer.sure && Object.values(answer.cells ?? {}).every(({ sure }) => sure);
}

function acceptWhole(context: ActContext, field: Field, known: CaseAnswer): CaseAnswer {
  const { answer } = known;
  const seen = { [WHOLE]: markSeen(context, known.touches?.[WHOLE]) };
  const isPersons = known.origin === 'person' && known.personCells === undefined;
  if (answer.sure || isPersons) return { ...known, touches: { ...known.touches, ...seen } };
  checkAcceptable(field, answer);
  const doubtful = Object.entries(answer.cells ?? {}).filter(
    ([name, cell]) => !cell.sure && !isFromPerson(known, name),
  );
  if (!field.table || doubtful.length === 0)
    return {
      answer,
      origin: 'person',
      touches: { ...known.touches, [WHOLE]: { ...markSeen(context, undefined), before: answer } },
    };
  // Only what was doubted becomes hers: a newer sheet may still correct the rest.
  const cells = doubtful.reduce(
    (entry, [name]) => acceptCell(context, columnOf(field, name), entry, name),
    known,
  );
  return { ...cells, touches: { ...cells.touches, ...seen } };
}

function acceptCell(context: ActContext, question: Question, known: CaseAnswer, name: string): CaseAnswer {
  const cell = listCells(known.answer)[name];
  if (!cell) throw refuseNothing();
  const old = known.touches?.[name];
  if (cell.sure || isFromPerson(known, name))
    return { ...known, touches: { ...known.touches, [name]: markSeen(context, old) } };
  checkAcceptable(question, cell);
  return {
    ...known,
    origin: 'person',
    personCells: [...(known.personCells ?? []), name],
    touches: { ...known.touches, [name]: { ...markSeen(context, old), before: cell } },
  };
}

/** What a person entered stays entered; she has looked at it again. */
function markSeen({ by, at }: ActContext, touch: Touch | undefined): Touch {
  return touch?.how === 'entered' ? { ...touch, seenAt: at } : { how: 'accepted', by, at };
}

/** There must be a value to take, and one that the question takes. */
function checkAcceptable(
  question: Question,
  { value, raw }: Pick<ReadAnswer | ReadCell, 'value' | 'raw'>,
): void {
  const isNothing = value === null || value === '' || (value !== true && isBlankValue(value, raw));
  if (isNothing || (isMissing(value) && !question.codesAllowed.includes(value.missing)))
    throw refuseNothing();
}

function columnOf({ table, ...field }: Field, cell: string): Question {
  return table?.columns.find(({ key }) => key === cell.split('.').at(-1)) ?? field;
}

function refuseNothing(): Problem {
  return new Problem(
    'nothing_to_accept',
    'invalid',
    'There is no value to accept here: enter one, or a code.',
  );
}
