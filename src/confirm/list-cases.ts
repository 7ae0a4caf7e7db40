/** Step 5: cases with their answers, as `recueil cases` and the API show them. */
import { type DataSource, In } from '../database/orm.js';
import { findDay, measureCase } from '../core/case/measure-case.js';
import { isEmptied } from '../core/case/case-answers.js';
import { type Value } from '../core/study/answer.js';
import { type Finding, wordFinding } from '../core/sheet/finding.js';
import { joinFindings } from '../core/sheet/join-findings.js';
import { type Language, type Study } from '../core/study/study.js';
import { Case, CaseAnswers, Centre } from '../database/entities/index.js';
import { openCase } from '../external/sealed-case.js';
import { type Vault } from '../external/vault.js';

export interface ListedFinding {
  readonly code: string;
  readonly key?: string;
  readonly message: string;
}
export interface ListedCase {
  readonly reference: string;
  readonly state: Case['state'];
  readonly centre: string | null;
  readonly receivedAt: string;
  /** Sure and unsure values by key; what could not be understood is null and stands in `unsure`. */
  readonly answers: Readonly<Record<string, Value | null>>;
  /** Keys, and cells as KEY.ROW.COLUMN. */
  readonly unsure: readonly string[];
  readonly missing: readonly string[];
  readonly findings: readonly ListedFinding[];
}

export interface CasesQuery {
  readonly state?: Case['state'];
  readonly reference?: string;
  /** At most this many, the newest first; all without. */
  readonly limit?: number;
}

const BATCH = 500;

/** In the order of their references. */
export async function listCases(
  source: DataSource,
  vault: Vault,
  study: Study,
  timeZone: string,
  query: CasesQuery,
): Promise<ListedCase[]> {
  const where = {
    study: study.id,
    ...(query.state ? { state: query.state } : {}),
    ...(query.reference ? { reference: query.reference } : {}),
  };
  const found = await source.getRepository(Case).find({
    where,
    order: { number: 'ASC' },
    ...(query.limit === undefined ? {} : { take: query.limit }),
  });
  const centres = new Map((await source.getRepository(Centre).find()).map(({ id, name }) => [id, name]));
  const listed: ListedCase[] = [];
  for (let at = 0; at < found.length; at += BATCH) {
    const batch = found.slice(at, at + BATCH);
    const rows = await source.getRepository(CaseAnswers).findBy({ caseId: In(batch.map(({ id }) => id)) });
    const sealed = new Map(rows.map((row) => [row.caseId, row.sealed]));
    for (const one of batch) {
      const centre = one.centreId === null ? null : (centres.get(one.centreId) ?? null);
      listed.push(describeCase(vault, study, timeZone, one, centre, sealed.get(one.id)));
    }
  }
  return listed;
}

function describeCase(
  vault: Vault,
  study: Study,
  timeZone: string,
  found: Case,
  centre: string | null,
  sealed: Buffer | undefined,
): ListedCase {
  const document = sealed ? openCase(vault, found.id, sealed) : { answers: {}, findings: [] };
  const measure = measureCase(study, document.answers, findDay(found.receivedAt, timeZone));
  const isOpen = found.state === 'draft';
  return {
    reference: found.reference,
    state: found.state,
    centre,
    receivedAt: found.receivedAt.toISOString(),
    answers: Object.fromEntries(
      study.fields.flatMap(({ key }) => {
        const answer = document.answers[key];
        return answer && !isEmptied(answer) ? [[key, answer.answer.value]] : [];
      }),
    ),
    unsure: measure.unsure,
    missing: isOpen ? measure.missing : [],
    findings: joinFindings(document.findings, measure.findings).map((finding) =>
      listFinding(study, finding, found.language),
    ),
  };
}

function listFinding(study: Study, finding: Finding, language: Language): ListedFinding {
  const { code, key } = finding;
  return { code, ...(key === undefined ? {} : { key }), message: wordFinding(finding, language, study) };
}
