/** What the list is asked for, as SQL on case_lines. Every value that was typed goes as a parameter. */
import { parseReference } from '../core/case/case-reference.js';
import { type ListQuery } from './read-list-query.js';

export interface LineFilter {
  /** Conditions on `case_lines l`, joined by `and`. */
  readonly where: string;
  readonly values: readonly unknown[];
}
export interface FilteredStudy {
  readonly id: string;
  readonly prefix: string;
  readonly timeZone: string;
}

/** What had to be looked up before. */
export interface LookedUp {
  /** A bit a case number: the cases that the sealed part of the question finds; null: it asks nothing. */
  readonly found: Buffer | null;
  /** Centres whose name holds what is searched. */
  readonly centreIds: readonly string[];
}

export function filterLines(
  study: FilteredStudy,
  query: ListQuery,
  { found, centreIds }: LookedUp,
): LineFilter {
  const values: unknown[] = [study.id];
  const where = ['l.study = $1'];
  const value = (one: unknown): string => `$${values.push(one)}`;
  if (query.state) where.push(`l.state = ${value(query.state)}`);
  if (query.centre === 'none') where.push('l.centre_id is null');
  else if (query.centre) where.push(`l.centre_id = ${value(query.centre)}::uuid`);
  if (query.waits) where.push(`l.waits = ${value(query.waits)}`);
  if (query.week) {
    const [week, zone] = [value(query.week), value(study.timeZone)];
    const monday = `to_date(${week}, 'IYYY-"W"IW')`;
    where.push(
      `l.received_at >= ${monday}::timestamp at time zone ${zone}`,
      `l.received_at < (${monday} + 7)::timestamp at time zone ${zone}`,
    );
  }
  if (query.q !== undefined) {
    const number = findNumber(study.prefix, query.q);
    const either = [
      ...(number === null ? [] : [`l.number = ${value(number)}::integer`]),
      ...(centreIds.length === 0 ? [] : [`l.centre_id = any(${value(centreIds)}::uuid[])`]),
    ];
    where.push(either.length === 0 ? 'false' : `(${either.join(' or ')})`);
  }
  if (found) {
    const [bits, size] = [value(found), value(found.length * 8)];
    where.push(
      `case when l.number < ${size}::integer then get_bit(${bits}::bytea, l.number) = 1 else false end`,
    );
  }
  return { where: where.join(' and '), values };
}

/** Of a reference, with or without its prefix and zeros. */
function findNumber(prefix: string, q: string): number | null {
  const bare = /^(?:n[°ºo]\.?\s*)?0*([1-9]\d{0,8})$/iu.exec(q);
  if (bare) return Number(bare[1]);
  const parsed = parseReference(q);
  return parsed?.prefix === prefix.toUpperCase() ? parsed.number : null;
}
