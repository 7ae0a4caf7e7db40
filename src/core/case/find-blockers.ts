/**
 * Step 5: what stands between a draft and its confirmation. An empty list is the only way to confirm: answers are there or
 * coded missing, nothing is doubtful or contradicts unseen, inclusion was looked at, and the patient was informed.
 */
import { type Finding, type FindingCode } from '../sheet/finding.js';
import { type Row } from '../study/answer.js';
import { type Localised, type Study } from '../study/study.js';
import { type CaseAnswers, type Touch, WHOLE } from './case-answers.js';
import { type CaseMeasure } from './measure-case.js';
import { type InclusionLook, isStillSeen } from './review.js';

export const BLOCKER_CODES = [
  'missing',
  'unsure',
  'to_look_at',
  'code_not_allowed',
  'inclusion_not_seen',
  'inclusion_not_met',
  'non_opposition',
  'proposal',
  'waiting_sheet',
] as const;
export type BlockerCode = (typeof BLOCKER_CODES)[number];

export interface Blocker {
  readonly code: BlockerCode;
  /** Questions and cells that it is about. */
  readonly keys: readonly string[];
}

export interface ReviewedCase {
  readonly answers: CaseAnswers;
  readonly measure: CaseMeasure;
  /** Of the sheets and of the rules. */
  readonly findings: readonly Finding[];
  readonly inclusion?: InclusionLook | undefined;
  /** It may be another case's patient, and nobody has said. */
  readonly hasProposal: boolean;
  readonly waitingSheets: number;
}

/** What a sheet brought along: gone from the case once a person has entered or accepted the answer. */
const OF_SHEETS: readonly FindingCode[] = ['differs', 'differs_from_person', 'unparsed', 'doubtful'];
/** What the rules say of an answer: of a person's entry too, which she must have looked at since. */
const OF_RULES: readonly FindingCode[] = ['out_of_range', 'not_shown', 'shown_unknown', 'inconsistent'];

export function findBlockers(study: Study, reviewed: ReviewedCase): Blocker[] {
  const { measure, findings } = reviewed;
  const blockers: Blocker[] = [];
  const add = (code: BlockerCode, keys: readonly string[]) => {
    blockers.push({ code, keys: [...new Set(keys)] });
  };
  if (measure.missing.length > 0) add('missing', measure.missing);
  if (measure.unsure.length > 0) add('unsure', measure.unsure);
  const open = findings.flatMap((finding) => listUnseen(reviewed.answers, finding));
  const others = open.filter((name) => !measure.unsure.includes(name));
  if (others.length > 0) add('to_look_at', others);
  // Accepting changes nothing here: only another answer does.
  const refused = measure.findings.flatMap(({ code, key }) =>
    code === 'code_not_allowed' && key !== undefined ? [key] : [],
  );
  if (refused.length > 0) add('code_not_allowed', refused);
  blockers.push(...findInclusion(reviewed));
  if (!isInformed(study, reviewed.answers)) add('non_opposition', [study.nonOpposition?.field ?? '']);
  if (reviewed.hasProposal) add('proposal', []);
  if (reviewed.waitingSheets > 0) add('waiting_sheet', []);
  return blockers;
}

/** Whether the finding keeps the case from being confirmed until a person has looked at its answers. */
export function isBlocking(answers: CaseAnswers, finding: Finding): boolean {
  return finding.code === 'code_not_allowed' || listUnseen(answers, finding).length > 0;
}

/** Of the answers that the finding is about, those that nobody has looked at since it can be told. */
export function listUnseen(answers: CaseAnswers, { code, key, keys }: Finding): string[] {
  if (!OF_SHEETS.includes(code) && !OF_RULES.includes(code)) return [];
  const names = keys ?? (key === undefined ? [] : [key]);
  return names.filter((name) => {
    if (!isHeld(answers, name)) return false;
    const touches = OF_SHEETS.includes(code) ? null : listTouches(answers, name);
    return !touches?.every(({ how, seenAt }) => how === 'accepted' || seenAt !== undefined);
  });
}

/** A person entered it, or looked at it; of a table or a many_of as a whole, or in each of its cells. */
export function isReviewed(answers: CaseAnswers, name: string): boolean {
  return listTouches(answers, name) !== null;
}

/** What persons did to the answer or cell; null when nobody did anything to it, or not to all of it. */
function listTouches(answers: CaseAnswers, name: string): Touch[] | null {
  const { entry, cell } = findEntry(answers, name);
  const touches = entry?.touches;
  if (!entry || !touches) return null;
  const own = touches[cell] ?? touches[WHOLE];
  if (own) return [own];
  const cells = Object.keys(entry.answer.cells ?? {}).map((one) => touches[one]);
  if (cell !== WHOLE || cells.length === 0) return null;
  const each = cells.flatMap((touch) => touch ?? []);
  return each.length === cells.length ? each : null;
}

function isHeld(answers: CaseAnswers, name: string): boolean {
  const { entry, cell } = findEntry(answers, name);
  if (!entry) return false;
  const { cells, value } = entry.answer;
  if (cell === WHOLE || !cells || cells[cell] !== undefined) return true;
  // Rows without names are counted by rules, and printed with their blanks between them: the cell is another's name.
  const rows = Array.isArray(value) ? (value as readonly (string | Row)[]) : [];
  return rows.some((row) => typeof row === 'object' && row.row === undefined);
}

/** The answer of a name, and which cell of it is meant. A key may be the start of another: the longest wins. */
export function findEntry(
  answers: CaseAnswers,
  name: string,
): { readonly key: string; readonly entry: CaseAnswers[string] | undefined; readonly cell: string } {
  if (answers[name]) return { key: name, entry: answers[name], cell: WHOLE };
  const [key] = Object.keys(answers)
    .filter((one) => name.startsWith(`${one}.`))
    .sort((one, other) => other.length - one.length);
  if (key === undefined) return { key: name, entry: undefined, cell: WHOLE };
  return { key, entry: answers[key], cell: name.slice(key.length + 1) };
}

function findInclusion({ measure, inclusion }: ReviewedCase): Blocker[] {
  const rules = measure.check.inclusion;
  if (rules.length === 0) return [];
  const unmet = rules.filter(({ truth }) => truth !== 'holds');
  const isSeen = isStillSeen(inclusion, rules);
  if (!isSeen) return [{ code: 'inclusion_not_seen', keys: unmet.flatMap(({ keys }) => keys) }];
  if (unmet.length === 0 || inclusion?.reason !== undefined) return [];
  return [{ code: 'inclusion_not_met', keys: [...new Set(unmet.flatMap(({ keys }) => keys))] }];
}

/** What the patient was told is settled by a sure answer that allows it, or by a person's. */
function isInformed({ nonOpposition }: Study, answers: CaseAnswers): boolean {
  if (!nonOpposition) return true;
  const entry = answers[nonOpposition.field];
  if (!entry || (!entry.answer.sure && entry.origin !== 'person')) return false;
  const { value } = entry.answer;
  return typeof value === 'string' && nonOpposition.allowsConfirmation.includes(value);
}

export const BLOCKER_WORDS: Readonly<Record<BlockerCode, Localised>> = {
  missing: {
    fr: 'Des réponses demandées manquent : à saisir, ou à coder NSP, NF ou NA.',
    en: 'Required answers are missing: to be entered, or coded NSP, NF or NA.',
  },
  unsure: { fr: 'Des réponses sont à vérifier.', en: 'Some answers have to be checked.' },
  to_look_at: {
    fr: 'Des réponses signalées n’ont pas été regardées.',
    en: 'Some answers with a remark have not been looked at.',
  },
  code_not_allowed: {
    fr: 'Un code de donnée manquante n’est pas prévu pour cette question.',
    en: 'A missing-data code is not provided for this question.',
  },
  inclusion_not_seen: {
    fr: 'Les critères d’inclusion n’ont pas été regardés.',
    en: 'The criteria of inclusion have not been looked at.',
  },
  inclusion_not_met: {
    fr: 'Un critère d’inclusion n’est pas rempli : dites pourquoi le cas est gardé, ou écartez-le.',
    en: 'A criterion of inclusion is not met: say why the case is kept, or set it aside.',
  },
  non_opposition: {
    fr: 'L’information et la non-opposition du patient ne sont pas établies.',
    en: 'It is not settled that the patient was informed and does not object.',
  },
  proposal: {
    fr: 'Ce cas est peut-être celui d’un patient déjà connu : à dire d’abord.',
    en: 'This may be a patient who is already known: to be settled first.',
  },
  waiting_sheet: {
    fr: 'Une fiche plus récente attend : à reprendre ou à laisser.',
    en: 'A newer sheet waits: to be taken or left.',
  },
};
