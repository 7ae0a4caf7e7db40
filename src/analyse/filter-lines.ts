/** What the list is asked for, as SQL on case_lines. Every value that was typed goes as a parameter. */
import { foldCentreName } from '../core/case/fold-centre-name.js';
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

/** @param found a bit a case number: the cases that the sealed part of the question finds; null: it asks nothing */
export function filterLines(study: FilteredStudy, query: ListQuery, found: Buffer | null): LineFilter {
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
  if (query.q !== undefined) where.push(search(study.prefix, query.q, value));
  if (found) {
    const [bits, size] = [value(found), value(found.length * 8)];
    where.push(
      `case when l.number < ${size}::integer then get_bit(${bits}::bytea, l.number) = 1 else false end`,
    );
  }
  return { where: where.join(' and '), values };
}

/** A reference with or without its prefix and zeros, or a part of a centre's name. */
function search(prefix: string, q: string, value: (one: unknown) => string): string {
  const either: string[] = [];
  const number = findNumber(prefix, q);
  if (number !== null) either.push(`l.number = ${value(number)}::integer`);
  const folded = foldCentreName(q);
  if (folded !== '')
    either.push(
      `l.centre_id = any(array(select id from centres where strpos(folded, ${value(folded)}::text) > 0))`,
    );
  return either.length === 0 ? 'false' : `(${either.join(' or ')})`;
}

function findNumber(prefix: string, q: string): number | null {
  const bare = /^(?:n[°ºo]\.?\s*)?0*([1-9]\d{0,8})$/iu.exec(q);
  if (bare) return Number(bare[1]);
  const parsed = parseReference(q);
  return parsed?.prefix === prefix.toUpperCase() ? parsed.number : null;
}
