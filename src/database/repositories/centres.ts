/** The hospitals that sheets name. */
import { randomUUID } from 'node:crypto';
import { type EntityManager } from 'typeorm';
import { foldCentreName } from '../../core/case/fold-centre-name.js';
import { Centre } from '../entities/index.js';

/** The centre of that name, made when it is new; null for an empty name. */
export async function findOrMakeCentre(manager: EntityManager, name: string | null): Promise<Centre | null> {
  const folded = foldCentreName(name ?? '');
  if (name === null || folded === '') return null;
  const known = await manager.findOneBy(Centre, { folded });
  if (known) return known;
  const centre = manager.create(Centre, { id: randomUUID(), name, folded });
  await manager.insert(Centre, centre);
  return centre;
}
