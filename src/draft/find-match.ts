/** Step 3: gathers what the matching rules need (the thread's case, the sender's centre, cases with the same code). */
import { In, IsNull, type EntityManager } from '../database/orm.js';
import { type KnownCase, matchCase, type CaseMatch, type PatientIdentity } from '../core/case/match-case.js';
import { readIdentity } from '../core/case/read-identity.js';
import { type Study } from '../core/study/study.js';
import { Case, CaseAnswers, type Contact } from '../database/entities/index.js';
import { digestPatientCode } from '../external/patient-digest.js';
import { findJoined } from '../database/repositories/joined-case.js';
import { openCase } from '../external/sealed-case.js';
import { type Vault } from '../external/vault.js';

export interface MatchContext {
  readonly study: Study;
  readonly vault: Vault;
  readonly contact: Contact | null;
  readonly typedCentreId: string | null;
  readonly threadCaseId: string | null;
  /** Of the letter that is answered, where it asked of several. */
  readonly severalCaseIds: readonly string[];
  /** Case references in the message's subject and own words. */
  readonly namedReferences: readonly string[];
  readonly senderIsForged: boolean;
  readonly sheetsInMessage: number;
}

/** Where a sheet goes, after core/case/match-case.ts. */
export async function findMatch(
  manager: EntityManager,
  context: MatchContext,
  sheet: PatientIdentity,
): Promise<CaseMatch> {
  const { study, vault, contact } = context;
  const digest = digestPatientCode(vault, sheet.patientCode);
  const sameCode = digest ? await manager.findBy(Case, { patientDigest: digest, study: study.id }) : [];
  const centres = [contact?.centreId, context.typedCentreId].filter((id) => id !== null && id !== undefined);
  // One that went into another case is that other: it is found by its thread, or by its own sender and code.
  const near = sameCode.filter(
    (found) =>
      found.joinedInto === null &&
      ((found.centreId !== null && centres.includes(found.centreId)) ||
        (contact !== null && found.contactId === contact.id)),
  );
  const thread = context.threadCaseId ? await findJoined(manager, context.threadCaseId) : null;
  const named = thread ? null : await findNamed(manager, context);
  const several = await Promise.all(context.severalCaseIds.map((id) => findJoined(manager, id)));
  const others = [thread, named, ...several].flatMap((found) => found ?? []);
  const known = await describeCases(manager, context, [...near, ...others]);
  return matchCase({
    sheet,
    typedCentreId: context.typedCentreId,
    sheetsInMessage: context.sheetsInMessage,
    threadCase: thread ? (known.get(thread.id) ?? null) : null,
    namedCase: named ? (known.get(named.id) ?? null) : null,
    severalCases: several.flatMap((found) => (found && known.get(found.id)) ?? []),
    senderCentreId: contact?.centreId ?? null,
    senderIsForged: context.senderIsForged,
    // A stranger's draft that waits to be settled must not stand between a clinician and her case.
    candidates: near
      .flatMap(({ id }) => known.get(id) ?? [])
      .filter((one) => one.fromSender || !one.isProposal),
  });
}

/** The one case whose reference was written. */
async function findNamed(
  manager: EntityManager,
  { study, namedReferences: [only, second] }: MatchContext,
): Promise<Case | null> {
  if (only === undefined || second !== undefined) return null;
  return manager.findOneBy(Case, { study: study.id, reference: only, joinedInto: IsNull() });
}

async function describeCases(
  manager: EntityManager,
  { study, vault, contact }: MatchContext,
  cases: readonly Case[],
): Promise<Map<string, KnownCase & { readonly isProposal: boolean }>> {
  if (cases.length === 0) return new Map();
  const documents = await manager.findBy(CaseAnswers, { caseId: In(cases.map(({ id }) => id)) });
  const sealed = new Map(documents.map((document) => [document.caseId, document.sealed]));
  return new Map(
    cases.map((found) => {
      const bytes = sealed.get(found.id);
      const { answers, proposal } = bytes ? openCase(vault, found.id, bytes) : { answers: {} };
      const values = Object.fromEntries(Object.entries(answers).map(([key, { answer }]) => [key, answer]));
      return [
        found.id,
        {
          ...readIdentity(study, values),
          caseId: found.id,
          centreId: found.centreId,
          fromSender: contact !== null && found.contactId === contact.id,
          isProposal: proposal !== undefined,
        },
      ];
    }),
  );
}
