/** Step 5: a case with all that an act or a view rests on, opened and measured. */
import { type EntityManager } from '../../database/orm.js';
import { formatReference, parseReference } from '../../core/case/case-reference.js';
import { findDay, type CaseMeasure, measureCase } from '../../core/case/measure-case.js';
import { type ReviewedCase } from '../../core/case/find-blockers.js';
import { Problem } from '../../core/problem.js';
import { type Finding } from '../../core/sheet/finding.js';
import { joinFindings } from '../../core/sheet/join-findings.js';
import { type SheetReading } from '../../core/sheet/reading.js';
import { type Study } from '../../core/study/study.js';
import { Case, CaseAnswers, Reading } from '../../database/entities/index.js';
import { type CaseDocument, openCase } from '../../external/sealed-case.js';
import { openReading } from '../../external/sealed-reading.js';
import { type Vault } from '../../external/vault.js';

/** What opening and measuring need. */
export interface ReviewParts {
  readonly study: Study;
  readonly vault: Vault;
  readonly timeZone: string;
}

export interface WaitingReading {
  readonly row: Reading;
  readonly reading: SheetReading;
}

export interface LoadedCase {
  readonly row: Case;
  /** The day of receipt where the study is. */
  readonly today: string;
  readonly document: CaseDocument;
  readonly measure: CaseMeasure;
  /** Of the sheets and of the rules, each once. */
  readonly findings: readonly Finding[];
  /** Sheets that came while the case was closed to them. */
  readonly waiting: readonly WaitingReading[];
}

/** As typed: `dara 42`. Throws the Problem `case_unknown`. */
export async function loadCase(
  manager: EntityManager,
  parts: ReviewParts,
  typed: string,
  lock = false,
): Promise<LoadedCase> {
  const parsed = parseReference(typed);
  const reference = parsed ? formatReference(parsed.prefix, parsed.number) : '';
  const row = await manager.findOne(Case, {
    where: { reference, study: parts.study.id },
    ...(lock ? { lock: { mode: 'pessimistic_write' as const } } : {}),
  });
  if (!row) throw new Problem('case_unknown', 'notFound', 'There is no case with this reference.');
  const stored = await manager.findOneByOrFail(CaseAnswers, { caseId: row.id });
  const document = openCase(parts.vault, row.id, stored.sealed);
  const waiting = await manager.find(Reading, {
    where: { caseId: row.id, state: 'waiting' },
    order: { createdAt: 'ASC' },
  });
  return {
    row,
    ...measureDocument(parts, row.receivedAt, document),
    document,
    waiting: waiting.map((one) => ({
      row: one,
      reading: openReading(parts.vault, one.id, one.sealedResult),
    })),
  };
}

export function measureDocument(
  { study, timeZone }: ReviewParts,
  receivedAt: Date,
  document: CaseDocument,
): Pick<LoadedCase, 'today' | 'measure' | 'findings'> {
  const today = findDay(receivedAt, timeZone);
  const measure = measureCase(study, document.answers, today);
  return { today, measure, findings: joinFindings(document.findings, measure.findings) };
}

/** As the rules of confirmation look at it. */
export function asReviewed({ document, measure, findings, waiting }: LoadedCase): ReviewedCase {
  return {
    answers: document.answers,
    measure,
    findings,
    inclusion: document.inclusion,
    hasProposal: document.proposal !== undefined,
    waitingSheets: waiting.length,
  };
}
