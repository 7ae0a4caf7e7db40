/** TXT records for `.test` domains, and a key pair to sign messages with: no DNS is asked in the tests. */
import { generateKeyPairSync } from 'node:crypto';
import { sealMessage } from 'mailauth';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';

export interface DnsStub {
  readonly records: Map<string, string>;
  /** Names that were asked for. */
  readonly asked: string[];
  resolver(this: void, domain: string, type: string): Promise<string[][]>;
  /** Publishes a key for the domain and signs the message with it. */
  sign(raw: string, domain: string): Promise<Buffer>;
  /** The same with an ARC seal (RFC 8617). @param found as in Authentication-Results */
  seal(raw: Buffer, domain: string, found: string): Promise<Buffer>;
}

export function makeDnsStub(records: Readonly<Record<string, string>> = {}): DnsStub {
  const known = new Map(Object.entries(records));
  const asked: string[] = [];
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const publish = (domain: string): void => {
    const der = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    known.set(`s1._domainkey.${domain}`, `v=DKIM1; k=rsa; p=${der}`);
  };
  return {
    records: known,
    asked,
    resolver: (domain, type) => {
      asked.push(domain);
      const found = type === 'TXT' ? known.get(domain) : undefined;
      return found === undefined
        ? Promise.reject(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }))
        : Promise.resolve([[found]]);
    },
    async seal(raw, domain, found) {
      publish(domain);
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      const key = { signingDomain: domain, selector: 's1', privateKey: pem };
      // Its types leave out what its code seals.
      const options = { ...key, authResults: found, cv: 'none' };
      const headers = await sealMessage(raw, options);
      return Buffer.concat([headers, raw]);
    },
    async sign(raw, domain) {
      publish(domain);
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      const signature = { signingDomain: domain, selector: 's1', privateKey: pem };
      // Its types name the signature's fields; its code reads a list of them.
      const options = { ...signature, signatureData: [signature] };
      const { signatures } = await dkimSign(raw, options);
      return Buffer.from(signatures + raw);
    },
  };
}
