/** What was typed in the list's address, checked: nothing else reaches the database. */
import { z } from 'zod';
import { CASE_STATES } from '../core/case/case-state.js';
import { Problem } from '../core/problem.js';
import { type CaseListQuery, ORDERS, SORTS, WAITS } from './case-list.views.js';

const QUERY = z.object({
  state: z.enum(CASE_STATES).optional(),
  centre: z.union([z.uuid(), z.literal('none')]).optional(),
  disease: z.string().max(100).optional(),
  waits: z.enum(WAITS).optional(),
  missing: z.string().max(200).optional(),
  week: z
    .string()
    .regex(/^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/)
    .optional(),
  q: z.string().trim().max(200).optional(),
  sort: z.enum(SORTS).default('receivedAt'),
  order: z.enum(ORDERS).default('desc'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
});
export type ListQuery = z.infer<typeof QUERY>;

/** An empty parameter is none. Problem `list_query` names the first that cannot be. */
export function readListQuery(typed: CaseListQuery): ListQuery {
  const given = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ''));
  const read = QUERY.safeParse(given);
  if (read.success) return read.data;
  const name = String(read.error.issues[0]?.path[0] ?? '');
  throw new Problem('list_query', 'invalid', `The list cannot be asked so: ${name}.`);
}
