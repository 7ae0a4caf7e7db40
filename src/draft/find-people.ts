/** Step 3: the contact that sent a sheet, found or made. */
import { randomUUID } from 'node:crypto';
import { type EntityManager } from '../database/orm.js';
import { joinsCentre } from '../core/case/match-case.js';
import { type Centre, Contact } from '../database/entities/index.js';
import { digestAddress } from '../external/address-digest.js';
import { type Vault } from '../external/vault.js';

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
      language: 'fr',
      declinedAt: null,
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
