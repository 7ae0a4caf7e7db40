/** What is left of sealed rows when their content has to go: the shape that they have, without a word in it. */
import { openEnvelope, sealEnvelope } from './sealed-envelope.js';
import { openQuery, sealQuery } from './sealed-query.js';
import { openReading, sealReading } from './sealed-reading.js';
import { type Vault } from './vault.js';

export interface Emptied {
  readonly reading: (id: string, sealed: Buffer) => Buffer;
  /** Whom it came from and what it answers stay, for the letter; its words go. */
  readonly envelope: (id: string, sealed: Buffer) => Buffer;
  readonly fileName: (id: string) => Buffer;
  readonly query: (id: string, sealed: Buffer) => Buffer;
}

export function makeEmptied(vault: Vault): Emptied {
  return {
    reading: (id, sealed) =>
      sealReading(vault, id, { ...openReading(vault, id, sealed), answers: {}, findings: [] }),
    envelope: (id, sealed) =>
      sealEnvelope(vault, id, { ...openEnvelope(vault, id, sealed), subject: '', text: '', returned: '' }),
    fileName: (id) => vault.sealText('', `attachments.sealed_name:${id}`),
    query: (id, sealed) =>
      sealQuery(vault, id, { name: '', text: '', askedBy: openQuery(vault, id, sealed).askedBy }),
  };
}
