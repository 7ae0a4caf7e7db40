/** Step 5: a loaded case → what the review shows, in both languages. */
import {
  BLOCKER_WORDS,
  type Blocker,
  findBlockers,
  findEntry,
  isBlocking,
} from '../../core/case/find-blockers.js';
import { canonicalValue, isBlankValue } from '../../core/case/canonical-value.js';
import { isEmptied } from '../../core/case/case-answers.js';
import { listActions } from '../../core/case/case-state.js';
import { isStillSeen } from '../../core/case/review.js';
import { wordAnswer } from '../../core/case/word-answer.js';
import { wordDoubt } from '../../core/sheet/doubt-words.js';
import { type Finding, wordFinding } from '../../core/sheet/finding.js';
import { type RuleOutcome } from '../../core/study/check-case.js';
import { type Language, type Study } from '../../core/study/study.js';
import {
  type BlockerView,
  type CaseReview,
  type DifferenceView,
  type FindingView,
  type InclusionView,
} from './case-views.js';
import { describeAnswer } from './describe-answer.js';
import { asReviewed, type LoadedCase, type WaitingReading } from './load-case.js';

/** What lies beside the case itself. */
export type Beside = Pick<
  CaseReview,
  'centre' | 'contact' | 'queries' | 'sources' | 'places' | 'proposal' | 'people' | 'undo'
>;

const YES_NO = { holds: 'yes', fails: 'no', unknown: 'unknown' } as const;
const VERDICTS = { holds: 'met', fails: 'not_met', unknown: 'unknown' } as const;

/** @param seesSources a reader of figures sees no file, and none of the words that name one */
export function describeCase(
  study: Study,
  loaded: LoadedCase,
  beside: Beside,
  seesSources: boolean,
): CaseReview {
  const { row, document, measure } = loaded;
  const attachments = new Map(beside.sources.map(({ readingId, attachmentId }) => [readingId, attachmentId]));
  const only = attachments.size === 1 ? ([...attachments.values()][0] ?? null) : null;
  const context = {
    answers: document.answers,
    language: row.language,
    // A case from before readings were noted with each answer has one sheet, or cannot tell.
    attachmentOf: (id: string | undefined) => (id === undefined ? only : (attachments.get(id) ?? null)),
  };
  const isOpen = row.state === 'draft';
  const isWithdrawn = row.setAsideReason === 'withdrawn';
  const { confirmation, inclusion } = document;
  const seen = isStillSeen(inclusion, measure.check.inclusion) ? inclusion : undefined;
  return {
    reference: row.reference,
    state: row.state,
    setAsideReason: row.setAsideReason,
    version: row.version,
    language: row.language,
    receivedAt: row.receivedAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    asked: measure.asked,
    answered: measure.answered,
    // Of a patient who objects nothing is asked, and nothing is to be said.
    missing: isWithdrawn ? [] : [...measure.missing],
    unsure: [...measure.unsure],
    answers: Object.fromEntries(
      study.fields.flatMap((field) => {
        const entry = document.answers[field.key];
        return entry ? [[field.key, describeAnswer(field, entry, context)]] : [];
      }),
    ),
    shown: Object.fromEntries(
      Object.entries(measure.check.shown).map(([key, truth]) => [key, YES_NO[truth]]),
    ),
    findings: loaded.findings
      .filter(() => !isWithdrawn)
      .filter(({ detail, key }) => seesSources || key !== undefined || detail === undefined)
      .map((finding) => describeFinding(study, loaded, finding)),
    inclusion: measure.check.inclusion.map((rule) => describeRule(study, rule)),
    inclusionSeen: seen
      ? { by: seen.by.name, initials: seen.by.initials, at: seen.at, reason: seen.reason ?? null }
      : null,
    actions: isWithdrawn ? [] : listActions(row.state),
    blockers: isOpen ? findBlockers(study, asReviewed(loaded)).map(describeBlocker) : [],
    waitingReadings: loaded.waiting.map((one) => describeWaiting(study, loaded, one)),
    confirmation: confirmation
      ? {
          by: confirmation.by.name,
          initials: confirmation.by.initials,
          at: confirmation.at,
          meaning: confirmation.meaning,
        }
      : null,
    ...beside,
  };
}

export function describeBlocker({ code, keys }: Blocker): BlockerView {
  return { code, keys: [...keys], message: BLOCKER_WORDS[code] };
}

function describeFinding(study: Study, { document, row }: LoadedCase, finding: Finding): FindingView {
  const { code, key, keys } = finding;
  const { entry, cell } = findEntry(document.answers, key ?? '');
  const doubt = (entry?.answer.cells?.[cell] ?? entry?.answer)?.doubt;
  const word = (language: Language) =>
    // The reader worded its doubt in the sheet's language.
    code === 'doubtful' && doubt && language !== row.language
      ? wordFinding({ ...finding, detail: wordDoubt({ code: doubt }, language) }, language, study)
      : wordFinding(finding, language, study);
  return {
    code,
    key: key ?? null,
    keys: [...(keys ?? (key === undefined ? [] : [key]))],
    message: { fr: word('fr'), en: word('en') },
    blocking: row.state === 'draft' && isBlocking(document.answers, finding),
  };
}

function describeRule(study: Study, { id, truth }: RuleOutcome): InclusionView {
  const label = study.inclusion.find((rule) => rule.id === id)?.message ?? { fr: id, en: id };
  return { rule: id, label, verdict: VERDICTS[truth] };
}

function describeWaiting(study: Study, { document }: LoadedCase, { row, reading }: WaitingReading) {
  const differences = study.fields.flatMap((field): DifferenceView[] => {
    const read = reading.answers[field.key];
    if (!read || isBlankValue(read.value, read.raw)) return [];
    const entry = document.answers[field.key];
    const held = entry && !isEmptied(entry) ? entry.answer : undefined;
    if (held && canonicalValue(held.value, held.raw) === canonicalValue(read.value, read.raw)) return [];
    return [{ key: field.key, held: held ? wordAnswer(field, held) : null, read: wordAnswer(field, read) }];
  });
  return { readingId: row.id, receivedAt: row.createdAt.toISOString(), differences };
}
