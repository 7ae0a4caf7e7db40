/** Step 3: one sheet into one case: matched, merged, measured and stored with its history. */
import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager } from '../database/orm.js';
import { type CaseAnswers as Answers, type Merge } from '../core/case/case-answers.js';
import { formatReference, listReferences } from '../core/case/case-reference.js';
import { type CaseMatch } from '../core/case/match-case.js';
import { isOpposed } from '../core/case/opposition.js';
import { readIdentity } from '../core/case/read-identity.js';
import { findDay, measureCase } from '../core/case/measure-case.js';
import { mergeReading } from '../core/case/merge-reading.js';
import { summariseCase } from '../core/case/summarise-case.js';
import { listOwnLines } from '../core/letter/own-words.js';
import { settleMissingPages } from '../core/sheet/join-parts.js';
import { type SheetReading } from '../core/sheet/reading.js';
import { type Study } from '../core/study/study.js';
import { type Config } from '../config/config.js';
import { CLOCK, CONFIG, STUDY, VAULT } from '../config/tokens.js';
import {
  Case,
  CaseAnswers,
  CaseChange,
  type Centre,
  type Contact,
  type Message,
  Reading,
} from '../database/entities/index.js';
import { findOrMakeCentre } from '../database/repositories/centres.js';
import { purgeSources } from '../database/repositories/close-case.js';
import { answerQueries } from '../database/repositories/queries.js';
import { makeEmptied } from '../external/emptied.js';
import { digestPatientCode } from '../external/patient-digest.js';
import { type CaseDocument, openCase, sealCase } from '../external/sealed-case.js';
import { type Envelope } from '../external/sealed-envelope.js';
import { answerSealed } from '../external/sealed-query.js';
import { sealSummary } from '../external/sealed-summary.js';
import { type Vault } from '../external/vault.js';
import { closeOpposed } from './close-opposed.js';
import { findSameSheet, isOlderThanCase } from './find-earlier.js';
import { findMatch } from './find-match.js';
import { type OutcomeKind } from './outcome-kind.js';

export interface SheetContext {
  readonly message: Message;
  readonly envelope: Envelope | null;
  readonly row: Reading;
  /** Stamped: each value says which reading it is of. */
  readonly reading: SheetReading;
  readonly sheetsInMessage: number;
  /** The case of the thread that the message answers; its token's signature was verified. */
  readonly threadCaseId: string | null;
  /** The cases of the letter that it answers, where that asked of several. */
  readonly severalCaseIds: readonly string[];
  /** Null when the sender is forged or unknown. */
  readonly contact: (centre: Centre | null) => Promise<Contact | null>;
  readonly senderIsForged: boolean;
}
export interface DraftedSheet {
  readonly caseId: string;
  readonly kind: OutcomeKind;
}

@Injectable()
export class DraftSheet {
  constructor(
    @Inject(STUDY) private readonly study: Study,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  /** The case that the sheet went to, and how. */
  async draft(manager: EntityManager, context: SheetContext): Promise<DraftedSheet> {
    const { row, reading } = context;
    const same = await findSameSheet(manager, this.vault, row, context);
    // The same answer to a letter that doubts it is no copy: it says that it is meant so.
    const isMeant = reading.isReply === true && (reading.confirms ?? []).length > 0;
    if (same && (same.inSameMessage || !isMeant)) {
      const { caseId } = same;
      await manager.update(Reading, row.id, { state: 'duplicate', caseId });
      // What was purged does not come back with a copy of the sheet.
      if (await manager.existsBy(Case, { id: caseId, setAsideReason: 'withdrawn' }))
        await purgeSources(manager, makeEmptied(this.vault), caseId);
      return { caseId, kind: same.inSameMessage ? 'repeated' : 'unchanged' };
    }
    // Answers to a letter are of its case, whatever they correct: only a sheet may be another patient's.
    const identity = readIdentity(this.study, reading.isReply === true ? {} : reading.answers);
    const named = reading.answers[this.study.identity.centre]?.value;
    const centre = await findOrMakeCentre(manager, typeof named === 'string' ? named : null);
    const contact = await context.contact(centre);
    const match = await findMatch(
      manager,
      {
        study: this.study,
        vault: this.vault,
        contact,
        typedCentreId: centre?.id ?? null,
        threadCaseId: reading.answersCase ?? context.threadCaseId,
        severalCaseIds: context.severalCaseIds,
        namedReferences: listReferences(
          this.study.prefix,
          [context.envelope?.subject ?? '', ...listOwnLines(context.envelope?.text ?? '')].join('\n'),
        ),
        senderIsForged: context.senderIsForged,
        // Answers to a letter say by themselves which case they are of.
        sheetsInMessage: reading.isReply === true ? 1 : context.sheetsInMessage,
      },
      identity,
    );
    if (match.kind === 'thread' || match.kind === 'centre_and_code')
      return this.update(manager, context, match.caseId);
    return this.create(manager, context, match, {
      centreId: centre?.id ?? null,
      contactId: contact?.id ?? null,
      patientDigest: digestPatientCode(this.vault, identity.patientCode),
    });
  }

  private async update(
    manager: EntityManager,
    { row, reading, message }: SheetContext,
    caseId: string,
  ): Promise<DraftedSheet> {
    // An investigator may be at work on it.
    const found = await manager.findOneOrFail(Case, {
      where: { id: caseId },
      lock: { mode: 'pessimistic_write' },
    });
    const stored = await manager.findOneByOrFail(CaseAnswers, { caseId });
    const document = openCase(this.vault, caseId, stored.sealed);
    if (isOpposed(this.study, reading.answers)) {
      // An objection stands above a confirmation and above what a person entered.
      await manager.update(Reading, row.id, { state: 'drafted', caseId });
      await this.close(manager, { caseId, version: found.version + 1, reading, row, document });
      return { caseId, kind: 'closed' };
    }
    // Messages are read side by side: an older sheet may come to its case after a newer one, and must not win over it.
    const isOlder = await isOlderThanCase(manager, message, found);
    const given = isOlder ? { answers: keepNew(this.study, document.answers, reading.answers) } : reading;
    const merge = mergeReading(this.study, { state: found.state, answers: document.answers }, given);
    const state = { waiting: 'waiting', unchanged: 'duplicate', updated: 'drafted', new: 'drafted' } as const;
    await manager.update(Reading, row.id, { state: state[merge.outcome], caseId });
    if (merge.outcome !== 'updated') {
      return { caseId, kind: merge.outcome === 'waiting' ? 'waiting' : 'unchanged' };
    }
    // What the newer sheet answers anew is no longer what the older findings speak of.
    const changed = new Set(merge.changes.map(({ key }) => key));
    const kept = document.findings.filter(
      ({ key, onPage = [] }) =>
        (key === undefined || !changed.has(fieldOf(this.study, key))) &&
        // The page has come again, and could be read; one answer in words says nothing of the others on it.
        (reading.isReply === true || !onPage.some((name) => reading.answers[name] !== undefined)),
    );
    const pages = settleMissingPages(kept, reading);
    const next = {
      ...document,
      answers: merge.answers,
      findings: [...pages.known, ...pages.given, ...merge.findings],
    };
    const digest = digestPatientCode(
      this.vault,
      readIdentity(this.study, valuesOf(merge.answers)).patientCode,
    );
    await this.save(manager, found, next, {
      merge,
      row,
      receivedAt: isOlder ? found.receivedAt : message.receivedAt,
      patientDigest: digest,
    });
    await answerQueries(manager, caseId, this.now(), answerSealed(this.vault, this.study, merge.changes));
    return { caseId, kind: 'updated' };
  }

  private async create(
    manager: EntityManager,
    { row, reading, message }: SheetContext,
    match: CaseMatch,
    people: Pick<Case, 'centreId' | 'contactId' | 'patientDigest'>,
  ): Promise<DraftedSheet> {
    const merge = mergeReading(this.study, null, reading);
    const [{ next }] = await manager.query<[{ next: number }]>(
      'select coalesce(max(number), 0) + 1 as next from cases where study = $1',
      [this.study.id],
    );
    const made = manager.create(Case, {
      ...people,
      id: randomUUID(),
      study: this.study.id,
      number: next,
      reference: formatReference(this.study.prefix, next),
      state: 'draft',
      setAsideReason: null,
      language: reading.language ?? 'fr',
      asked: 0,
      answered: 0,
      missing: 0,
      unsure: 0,
      version: 0,
      receivedAt: message.receivedAt,
      createdAt: this.now(),
      updatedAt: this.now(),
    });
    await manager.insert(Case, made);
    await manager.insert(CaseAnswers, { caseId: made.id, sealed: Buffer.alloc(0) });
    const document: CaseDocument = {
      answers: merge.answers,
      findings: [...reading.findings, ...merge.findings],
      ...(match.kind === 'proposal' ? { proposal: { caseIds: match.caseIds, why: match.why } } : {}),
    };
    await manager.update(Reading, row.id, {
      state: match.kind === 'proposal' ? 'proposed' : 'drafted',
      caseId: made.id,
    });
    if (isOpposed(this.study, reading.answers)) {
      await this.close(manager, { caseId: made.id, version: 1, reading, row, document });
      return { caseId: made.id, kind: 'closed' };
    }
    await this.save(manager, made, document, {
      merge,
      row,
      receivedAt: message.receivedAt,
      patientDigest: people.patientDigest,
    });
    return { caseId: made.id, kind: match.kind === 'proposal' ? 'proposed' : 'new' };
  }

  private close(manager: EntityManager, closed: Parameters<typeof closeOpposed>[3]): Promise<void> {
    return closeOpposed(manager, this.vault, this.study, closed);
  }

  /** Stores the answers, what lists show of them, and the change with its values for the history. */
  private async save(
    manager: EntityManager,
    found: Case,
    document: CaseDocument,
    by: { merge: Merge; row: Reading; receivedAt: Date; patientDigest: Buffer | null },
  ): Promise<void> {
    const version = found.version + 1;
    const day = findDay(by.receivedAt, this.config.timeZone);
    const measure = measureCase(this.study, document.answers, day);
    const { asked, answered, missing, unsure } = measure;
    const summary = summariseCase(this.study, document.answers, measure);
    await manager.update(CaseAnswers, found.id, {
      sealed: sealCase(this.vault, found.id, document),
      summary: sealSummary(this.vault, this.study, found.id, summary),
    });
    const id = randomUUID();
    await manager.insert(CaseChange, {
      id,
      caseId: found.id,
      version,
      actor: `reader@${by.row.readerVersion}`,
      readingId: by.row.id,
      sealed: this.vault.sealJson(by.merge.changes, `case_changes.sealed:${id}`),
      at: this.now(),
    });
    await manager.update(Case, found.id, {
      asked,
      answered,
      missing: missing.length,
      unsure: unsure.length,
      version,
      patientDigest: by.patientDigest,
      receivedAt: by.receivedAt,
      updatedAt: this.now(),
    });
  }
}

function valuesOf(answers: Answers): Record<string, { value: unknown }> {
  return Object.fromEntries(Object.entries(answers).map(([key, { answer }]) => [key, answer]));
}

/** Of an older sheet what the case does not know yet. */
function keepNew(study: Study, known: Answers, older: SheetReading['answers']): SheetReading['answers'] {
  return Object.fromEntries(
    study.fields.flatMap(({ key }) => {
      const answer = older[key];
      return answer && !Object.hasOwn(known, key) ? [[key, answer]] : [];
    }),
  );
}

/** The field of a finding's key, which may name a cell. */
function fieldOf(study: Study, key: string): string {
  return study.fields.find((field) => key === field.key || key.startsWith(`${field.key}.`))?.key ?? key;
}
