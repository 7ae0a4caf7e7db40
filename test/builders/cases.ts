/** Many cases at once, straight into the tables as the walk leaves them: real sealed documents and summaries, random fillings. */
import { randomUUID } from 'node:crypto';
import { type CaseAnswer, type CaseAnswers } from '../../src/core/case/case-answers.js';
import { foldCentreName } from '../../src/core/case/fold-centre-name.js';
import { formatReference } from '../../src/core/case/case-reference.js';
import { findDay, measureCase } from '../../src/core/case/measure-case.js';
import { summariseCase } from '../../src/core/case/summarise-case.js';
import { type Value } from '../../src/core/study/answer.js';
import { type Study } from '../../src/core/study/study.js';
import { sealCase } from '../../src/external/sealed-case.js';
import { sealSummary } from '../../src/external/sealed-summary.js';
import { type Vault } from '../../src/external/vault.js';
import { COMPLETE } from '../core/study/complete-case.js';

export interface SeedOptions {
  readonly count: number;
  /** Distinct fillings; the cases take turns. */
  readonly fillings: number;
  readonly centres: readonly string[];
  readonly timeZone: string;
  readonly seed: number;
  /** The newest sheet; the others came within the two years before. */
  readonly until: Date;
  /** Share of the cases that were saved before there were summaries. */
  readonly withoutSummary?: number;
}
interface Database {
  query(sql: string, values?: unknown[]): Promise<unknown>;
}

const DAY_MS = 86_400_000;
const BATCH = 1000;

/** Numbers from 1. Every other draft has a letter that asks; some of these were answered since. */
export async function seedCases(
  database: Database,
  vault: Vault,
  study: Study,
  options: SeedOptions,
): Promise<void> {
  const random = makeRandom(options.seed);
  const centreIds = options.centres.map(() => randomUUID());
  await database.query(
    'insert into centres (id, name, folded) select * from unnest($1::uuid[], $2::text[], $3::text[])',
    [centreIds, options.centres, options.centres.map(foldCentreName)],
  );
  const documents = Array.from({ length: options.fillings }, () => makeAnswers(study, random));
  for (let first = 1; first <= options.count; first += BATCH) {
    const rows: SeededRow[] = [];
    for (let number = first; number < first + BATCH && number <= options.count; number += 1) {
      const answers = documents[(number - 1) % documents.length] ?? {};
      const receivedAt = new Date(options.until.getTime() - Math.floor(random() * 730 * DAY_MS));
      const measure = measureCase(study, answers, findDay(receivedAt, options.timeZone));
      const isDone = measure.missing.length === 0 && measure.unsure.length === 0;
      const state = random() < 0.05 ? 'set_aside' : isDone && random() < 0.8 ? 'confirmed' : 'draft';
      const id = randomUUID();
      rows.push({
        id,
        number,
        reference: formatReference(study.prefix, number),
        state,
        set_aside_reason: state === 'set_aside' ? 'duplicate' : null,
        centre_id: random() < 0.03 ? null : (centreIds[Math.floor(random() * centreIds.length)] ?? null),
        asked: measure.asked,
        answered: measure.answered,
        missing: measure.missing.length,
        unsure: measure.unsure.length,
        received_at: receivedAt,
        updated_at: new Date(receivedAt.getTime() + Math.floor(random() * 20 * DAY_MS)),
        sealed: sealCase(vault, id, { answers, findings: [] }),
        summary:
          random() < (options.withoutSummary ?? 0)
            ? null
            : sealSummary(vault, study, id, summariseCase(study, answers, measure)),
        asks: random() < 0.5,
        came_back: random() < 0.2,
        proposed: random() < 0.02,
      });
    }
    await insert(database, study, rows);
  }
}

interface SeededRow {
  readonly id: string;
  readonly [column: string]: unknown;
}

async function insert(database: Database, study: Study, rows: readonly SeededRow[]): Promise<void> {
  const column = (name: string): unknown[] => rows.map((row) => row[name]);
  await database.query(
    `insert into cases (id, study, number, reference, state, set_aside_reason, centre_id, language, asked, answered, missing,
       unsure, version, received_at, updated_at)
     select id, $1, number, reference, state, reason, centre, 'fr', asked, answered, missing, unsure, 1, received, updated
     from unnest($2::uuid[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::integer[], $9::integer[],
       $10::integer[], $11::integer[], $12::timestamptz[], $13::timestamptz[])
       c (id, number, reference, state, reason, centre, asked, answered, missing, unsure, received, updated)`,
    [
      study.id,
      ...['id', 'number', 'reference', 'state', 'set_aside_reason', 'centre_id', 'asked', 'answered'].map(
        column,
      ),
      ...['missing', 'unsure', 'received_at', 'updated_at'].map(column),
    ],
  );
  await database.query(
    'insert into case_answers (case_id, sealed, summary) select * from unnest($1::uuid[], $2::bytea[], $3::bytea[])',
    [column('id'), column('sealed'), column('summary')],
  );
  // A message for each case, its sheet, what became of it, and the letter.
  await database.query(
    `with came as (
       select c.id as case_id, c.received_at as at, gen_random_uuid() as message, gen_random_uuid() as content,
         gen_random_uuid() as outcome, s.asks, s.came_back, s.proposed
       from cases c join unnest($1::uuid[], $2::boolean[], $3::boolean[], $4::boolean[]) s (id, asks, came_back, proposed)
         on s.id = c.id
     ), stored as (
       insert into contents (id, sealed, size) select content, '', 0 from came
     ), messages as (
       insert into messages (id, origin, state, content_digest, size, received_at)
       select message, 'mail', 'answered', sha256(message::text::bytea), 1, at from came
     ), read as (
       insert into readings (id, message_id, position, state, study, sealed_result, answers_digest, reader_version, case_id,
         created_at)
       select gen_random_uuid(), message, 1, case when proposed then 'proposed' else 'drafted' end, null, '', '', '1', case_id, at
       from came
     ), decided as (
       insert into outcomes (id, message_id, case_id, kind, state, created_at)
       select outcome, message, case_id, 'new', 'lettered', at from came
     )
     insert into letters (id, outcome_id, case_id, message_id, kind, state, mail_id, recipient_digest, sealed, content_id,
       sent_at, created_at)
     select gen_random_uuid(), outcome, case_id, message, case when asks then 'incomplete' else 'complete' end,
       case when came_back then 'bounced' else 'sent' end, message::text, '', '', content, at + interval '1 minute', at
     from came`,
    [column('id'), column('asks'), column('came_back'), column('proposed')],
  );
}

/** A complete case with some answers left out, doubted, not understood or coded missing; two of five stay whole. */
function makeAnswers(study: Study, random: () => number): CaseAnswers {
  const isWhole = random() < 0.4;
  const diseases = study.fields.find(({ key }) => key === study.disease)?.choices ?? [];
  const answers: Record<string, CaseAnswer> = {};
  for (const [key, value] of Object.entries(COMPLETE)) {
    const chance = isWhole ? 1 : random();
    if (chance < 0.05 || value === undefined) continue;
    const disease = diseases[Math.floor(random() * diseases.length)]?.code;
    const given = key === study.disease && !isWhole && disease !== undefined ? disease : value;
    answers[key] = answerOf(chance < 0.07 ? null : given, chance >= 0.12);
  }
  return answers;
}

export function answerOf(value: Value | null, sure = true): CaseAnswer {
  const source = { strategy: 'acroform', page: 1, rect: [72, 72, 200, 14] } as const;
  const answer = { value, raw: JSON.stringify(value), confidence: 0.9, sure: sure && value !== null, source };
  return { answer, origin: 'reading' };
}

/** Mulberry32: the same cases for the same seed. */
export function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
