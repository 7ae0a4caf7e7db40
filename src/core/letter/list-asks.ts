/**
 * Step 4: what a letter asks a clinician, from a case's missing and doubtful answers, in the sheet's order. Asks hold
 * names and reason codes, never an answer, so nothing that was written can get into a letter through them.
 */
import { type CaseAnswers } from '../case/case-answers.js';
import { type Finding } from '../sheet/finding.js';
import { type DoubtCode } from '../sheet/reading.js';
import { type Study } from '../study/study.js';
import { resolveName } from './resolve-name.js';

export const ASK_REASONS = [
  'several_boxes',
  'unparsed',
  'ambiguous_date',
  'partial_date',
  'unit_doubtful',
  'out_of_range',
  'code_not_allowed',
  'unreadable_text',
  'faint_mark',
  'differs',
  'inconsistent',
  'check',
] as const;
export type AskReason = (typeof ASK_REASONS)[number];

export interface Ask {
  /** `KEY` or `KEY.ROW.COLUMN`; more than one: answers that do not agree, asked together. */
  readonly names: readonly string[];
  /** Null: the answer is missing. */
  readonly reason: AskReason | null;
}

/**
 * Doubts that only the page can settle are an investigator's, who has it before her eyes: a clinician asked to say
 * again everything on a scan would be right not to answer.
 */
const SETTLED_ON_THE_PAGE: readonly DoubtCode[] = [
  'from_ocr',
  'handwritten',
  'tampered_name',
  'damaged_file',
  'other_version',
  'pages_mixed',
];

const REASON_OF_DOUBT: Partial<Record<DoubtCode, AskReason>> = {
  several_boxes: 'several_boxes',
  unparsed: 'unparsed',
  ambiguous_date: 'ambiguous_date',
  impossible_date: 'unparsed',
  ambiguous_number: 'unparsed',
  missing_unclear: 'unparsed',
  extra_text: 'unparsed',
  unit_doubtful: 'unit_doubtful',
  unit_converted_out_of_range: 'out_of_range',
  code_not_allowed: 'code_not_allowed',
  unreadable_text: 'unreadable_text',
  faint_mark: 'faint_mark',
  cancelled_box: 'faint_mark',
  marked_beside: 'faint_mark',
};

/** Findings that word a doubt better than "to be checked", where the answer has no doubt code. */
const REASON_OF_FINDING: Partial<Record<Finding['code'], AskReason>> = {
  unparsed: 'unparsed',
  partial_date: 'partial_date',
  out_of_range: 'out_of_range',
  code_not_allowed: 'code_not_allowed',
};

/** Findings that are asked even of a sure answer. A partial date is not: it is an answer. */
const ASKED_OF_SURE: Partial<Record<Finding['code'], AskReason>> = {
  out_of_range: 'out_of_range',
  code_not_allowed: 'code_not_allowed',
  unparsed: 'unparsed',
  differs: 'differs',
};

export interface AskInput {
  /** Required, shown and blank: `KEY` or `KEY.ROW.COLUMN`. */
  readonly missing: readonly string[];
  readonly answers: CaseAnswers;
  /** Of the case: those of its readings and merges, and those of the study's rules. */
  readonly findings: readonly Finding[];
}

export function listAsks(study: Study, input: AskInput): Ask[] {
  const asks: Ask[] = [
    ...input.missing.map((name): Ask => ({ names: [name], reason: null })),
    ...listDoubts(input),
    ...input.findings.flatMap(({ code, key }): Ask[] => {
      const reason = ASKED_OF_SURE[code];
      return key !== undefined && reason && !isSettled(input.answers, key) ? [{ names: [key], reason }] : [];
    }),
    ...listContradictions(input),
  ];
  const order = new Map<string, { ask: Ask; place: readonly number[] }>();
  for (const ask of asks) {
    const resolved = ask.names.flatMap((name) => resolveName(study, name) ?? []);
    const [first] = resolved;
    if (!first) continue;
    // The same question is asked once, for the first reason found.
    const id = [...new Set(resolved.map((name) => name.id))].join(' ');
    if (!order.has(id)) order.set(id, { ask, place: first.place });
  }
  return [...order.values()].sort((a, b) => comparePlaces(a.place, b.place)).map(({ ask }) => ask);
}

/** Rules that fail. A contradiction among a person's own entries is hers to settle; so is one that its clinician confirmed. */
function listContradictions({ answers, findings }: AskInput): Ask[] {
  return findings.flatMap(({ code, key, keys }): Ask[] => {
    const names = keys ?? (key === undefined ? [] : [key]);
    if (code !== 'inconsistent' || names.every((name) => isSettled(answers, name))) return [];
    return [{ names, reason: 'inconsistent' }];
  });
}

/** Whether answers wait for an investigator to read them off the page; no letter asks for those. */
export function needsPersonToRead(answers: CaseAnswers): boolean {
  const isForPage = (doubt: DoubtCode | undefined) =>
    doubt !== undefined && SETTLED_ON_THE_PAGE.includes(doubt);
  return Object.values(answers).some(
    ({ answer, origin }) =>
      origin === 'reading' &&
      !answer.sure &&
      (isForPage(answer.doubt) ||
        Object.values(answer.cells ?? {}).some((cell) => !cell.sure && isForPage(cell.doubt))),
  );
}

function listDoubts({ answers, findings }: AskInput): Ask[] {
  const askOf = (name: string, doubt: DoubtCode | undefined): Ask[] => {
    if (doubt && SETTLED_ON_THE_PAGE.includes(doubt)) return [];
    const finding = findings.find(({ code, key }) => key === name && REASON_OF_FINDING[code]);
    const reason =
      (doubt && REASON_OF_DOUBT[doubt]) ?? (finding && REASON_OF_FINDING[finding.code]) ?? 'check';
    return [{ names: [name], reason }];
  };
  return Object.entries(answers).flatMap(([key, { answer, origin, personCells }]): Ask[] => {
    if (answer.sure || (origin === 'person' && !personCells)) return [];
    const doubtful = Object.entries(answer.cells ?? {}).filter(
      ([name, cell]) => !cell.sure && !personCells?.includes(name),
    );
    if (doubtful.length === 0) return personCells ? [] : askOf(key, answer.doubt);
    return doubtful.flatMap(([name, cell]) => askOf(`${key}.${name}`, cell.doubt));
  });
}

/** Asking once more would bring nothing: a person entered it, or its clinician, asked about it, gave it again. */
function isSettled(answers: CaseAnswers, name: string): boolean {
  return isFromPerson(answers, name) || isConfirmed(answers, name);
}

function isConfirmed(answers: CaseAnswers, name: string): boolean {
  return Object.entries(answers).some(
    ([key, { answer }]) =>
      (name === key && answer.confirmed === true) ||
      (name.startsWith(`${key}.`) && answer.cells?.[name.slice(key.length + 1)]?.confirmed === true),
  );
}

/** What a person has entered is not asked again. */
export function isFromPerson(answers: CaseAnswers, name: string): boolean {
  return Object.entries(answers).some(
    ([key, { origin, personCells }]) =>
      (name === key && origin === 'person') ||
      (name.startsWith(`${key}.`) &&
        (personCells ? personCells.includes(name.slice(key.length + 1)) : origin === 'person')),
  );
}

function comparePlaces(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((part, at) => part !== b[at]);
  return index === -1 ? a.length - b.length : (a[index] ?? 0) - (b[index] ?? -1);
}
