/** Step 3: the centre that a sheet names and the contact that sent it, found or made. */
import { randomUUID } from 'node:crypto';
import { type EntityManager } from '../database/orm.js';
import { foldCentreName } from '../core/case/fold-centre-name.js';
import { joinsCentre } from '../core/case/match-case.js';
import { Centre, Contact } from '../database/entities/index.js';
import { digestAddress } from '../external/address-digest.js';
import { type Vault } from '../external/vault.js';

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

/** The sender as a contact, made when new, and joined to the centre where the rules let a first sheet do that. */
export async function findOrMakeContact(
  manager: EntityManager,
  vault: Vault,
  sender: { readonly address: string; readonly isForged: boolean; readonly centre: Centre | null },
): Promise<Contact> {
  const addressDigest = digestAddress(vault, sender.address);
  let contact = await manager.findOneBy(Contact, { addressDigest });
  if (!contact) {
    const id = randomUUID();
    contact = manager.create(Contact, {
      id,
      addressDigest,
      sealedAddress: vault.sealText(sender.address, `contacts.sealed_address:${id}`),
      centreId: null,
      noticeSentAt: null,
    });
    await manager.insert(Contact, contact);
  }
  if (!sender.centre || contact.centreId !== null) return contact;
  const typedCentreHasContacts = await manager.existsBy(Contact, { centreId: sender.centre.id });
  if (joinsCentre({ senderCentreId: null, senderIsForged: sender.isForged, typedCentreHasContacts })) {
    contact.centreId = sender.centre.id;
    await manager.update(Contact, contact.id, { centreId: sender.centre.id });
  }
  return contact;
}
