/** The list of colleagues → contacts and centres. The same list again changes nothing; a newer one brings centre and language up to date. */
import { randomUUID } from 'node:crypto';
import { type ListedContact } from '../core/call/read-contact-rows.js';
import { Case, type Centre, Contact } from '../database/entities/index.js';
import { type EntityManager } from '../database/orm.js';
import { findOrMakeCentre } from '../database/repositories/centres.js';
import { digestAddress } from '../external/address-digest.js';
import { type Vault } from '../external/vault.js';

export interface Imported {
  readonly added: number;
  readonly changed: number;
  readonly known: number;
  /** Ids of all that the list names, in its order. */
  readonly contactIds: readonly string[];
}

export async function importContacts(
  manager: EntityManager,
  vault: Vault,
  contacts: readonly ListedContact[],
  now: Date,
): Promise<Imported> {
  let [added, changed, known] = [0, 0, 0];
  const contactIds: string[] = [];
  const centres = new Map<string, Centre | null>();
  for (const { address, centre: name, language } of contacts) {
    const key = name ?? '';
    const centre = centres.get(key) ?? (await findOrMakeCentre(manager, name));
    centres.set(key, centre);
    const addressDigest = digestAddress(vault, address);
    const found = await manager.findOneBy(Contact, { addressDigest });
    if (!found) {
      const id = randomUUID();
      await manager.insert(Contact, {
        ...{ id, addressDigest, language, noticeSentAt: null, declinedAt: null, listedAt: now },
        sealedAddress: vault.sealText(address, `contacts.sealed_address:${id}`),
        centreId: centre?.id ?? null,
        createdAt: now,
      });
      contactIds.push(id);
      added += 1;
      continue;
    }
    contactIds.push(found.id);
    if (found.listedAt === null) await manager.update(Contact, found.id, { listedAt: now });
    // A list without the centre says nothing of it; one whose cases are of a centre stays there, whatever a list calls it.
    const isSettled = found.centreId !== null && (await manager.existsBy(Case, { contactId: found.id }));
    const centreId = isSettled ? found.centreId : (centre?.id ?? found.centreId);
    if (found.centreId === centreId && found.language === language) known += 1;
    else {
      await manager.update(Contact, found.id, { centreId, language });
      changed += 1;
    }
  }
  return { added, changed, known, contactIds };
}
