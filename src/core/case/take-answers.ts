/**
 * Step 5: answers of a newer sheet that an investigator takes into a case, in the place of what it held. They stay the sheet's, with
 * its doubts; of a table with named rows the cells that the newer sheet leaves blank stay as they were.
 */
import { Problem } from '../problem.js';
import { type SheetReading } from '../sheet/reading.js';
import { type Field } from '../study/study.js';
import { isBlankValue } from './canonical-value.js';
import { type AnswerChange, type CaseAnswer, type CaseAnswers, type Touch, WHOLE } from './case-answers.js';
import { type ActContext, type ReviewAct, settleFindings } from './review-act.js';
import { stampReading } from './stamp-reading.js';
import { buildTable, listCells } from './table-cells.js';

/** `names`: KEYs. Throws the Problem `name_unknown` for one that the sheet does not answer. */
export function takeAnswers(
  context: ActContext,
  current: { readonly answers: CaseAnswers; readonly findings: ReviewAct['findings'] },
  sheet: { readonly reading: SheetReading; readonly readingId: string },
  names: readonly string[],
): ReviewAct {
  const { answers: read, findings } = stampReading(sheet.reading, sheet.readingId);
  const answers: Record<string, CaseAnswer> = { ...current.answers };
  const changes = [...new Set(names)].map((key): AnswerChange => {
    const field = context.study.fields.find((one) => one.key === key);
    const given = read[key];
    if (!field || !given || isBlankValue(given.value, given.raw))
      throw new Problem('name_unknown', 'invalid', 'The sheet does not answer this question.');
    const known = answers[key];
    const after = takeOne(context, field, known, { answer: given, origin: 'reading' });
    answers[key] = after;
    return { key, before: known ?? null, after };
  });
  const { settled, findings: kept } = settleFindings(current.findings, names);
  const brought = settleFindings(findings, names).settled;
  return { answers, changes, names: [...names], findings: [...kept, ...brought], settled };
}

function takeOne(
  context: ActContext,
  { table }: Field,
  known: CaseAnswer | undefined,
  given: CaseAnswer,
): CaseAnswer {
  const isTable = (one: CaseAnswer | undefined) => Array.isArray(one?.answer.value);
  if (table?.rows.kind !== 'named' || !known || !isTable(known) || !isTable(given)) {
    return given.answer.sure ? { ...given, touches: { [WHOLE]: mark(context) } } : given;
  }
  const read = listCells(given.answer);
  const cells = { ...listCells(known.answer), ...read };
  const isTaken = (name: string) => Object.hasOwn(read, name);
  const old = Object.entries(known.touches ?? {}).filter(([name]) => name !== WHOLE && !isTaken(name));
  const taken = Object.entries(read).flatMap(([name, { sure }]) =>
    sure ? [[name, mark(context)] as const] : [],
  );
  const personCells = (
    known.personCells ?? (known.origin === 'person' ? Object.keys(listCells(known.answer)) : [])
  ).filter((name) => !isTaken(name));
  return {
    answer: buildTable(table, cells, { confidence: given.answer.confidence, source: given.answer.source }),
    origin: personCells.length > 0 ? 'person' : 'reading',
    ...(personCells.length > 0 && { personCells }),
    touches: Object.fromEntries([...old, ...taken]),
  };
}

/** She chose it over what the case held, with both before her eyes. */
function mark({ by, at }: ActContext): Touch {
  return { how: 'accepted', by, at };
}
