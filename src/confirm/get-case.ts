/** Step 5: the case that a route names. */
import { formatReference, parseReference } from '../core/case/case-reference.js';
import { Problem } from '../core/problem.js';
import { Case } from '../database/entities/index.js';
import { type EntityManager } from '../database/orm.js';

/** Throws the Problem `case_unknown`. */
export async function getCase(manager: EntityManager, typed: string): Promise<Case> {
  const parsed = parseReference(typed);
  const found = parsed
    ? await manager.findOneBy(Case, { reference: formatReference(parsed.prefix, parsed.number) })
    : null;
  if (!found) throw new Problem('case_unknown', 'notFound', 'There is no case with this reference.');
  return found;
}
