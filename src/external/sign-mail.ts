/** Step 4, send: a letter signed by the study's own domain (DKIM, RFC 6376; Ed25519 by RFC 8463), so that other servers know whose it is. */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';

export interface SigningKey {
  /** PEM: RSA of 2048 bits at least (RFC 8301), or Ed25519. */
  readonly pem: string;
  /** Where the public key is published: SELECTOR._domainkey.DOMAIN. */
  readonly selector: string;
  /** That of From. */
  readonly domain: string;
}
/** The same message with its signature before it. */
export type Sign = (raw: Buffer) => Promise<Buffer>;

/** What a reader of the letter sees or a program goes by. */
const HEADERS = [
  ...['From', 'Reply-To', 'To', 'Subject', 'Date', 'Message-ID', 'In-Reply-To', 'References'],
  ...['MIME-Version', 'Content-Type', 'Content-Transfer-Encoding', 'Auto-Submitted', 'List-Unsubscribe'],
];
const LEAST_BITS = 2048;

/** Throws RangeError for what is no such key. */
export function makeSigner({ pem, selector, domain }: SigningKey): Sign {
  const { algorithm } = readKey(pem);
  return async (raw) => {
    const signature = { signingDomain: domain, selector, privateKey: pem, algorithm };
    // Its types name the signature's fields; its code reads a list of them.
    const options = { ...signature, headerList: HEADERS, signatureData: [signature] };
    const { signatures, errors } = await dkimSign(raw, options);
    if (signatures.trim() === '' || errors.length > 0) throw new Error('the letter could not be signed');
    return Buffer.concat([Buffer.from(signatures), raw]);
  };
}

/** What the domain has to publish in its DNS. Throws RangeError for what is no such key. */
export function writeKeyRecord({ pem, selector, domain }: SigningKey): {
  readonly name: string;
  readonly text: string;
} {
  const { algorithm, key } = readKey(pem);
  const publicKey = createPublicKey(key);
  const isEd25519 = algorithm === 'ed25519-sha256';
  const der = publicKey.export({ type: 'spki', format: 'der' });
  // RFC 8463, 4: the bare key, which the last 32 bytes of its SPKI are.
  const bytes = isEd25519 ? der.subarray(-32) : der;
  return {
    name: `${selector}._domainkey.${domain}`,
    text: `v=DKIM1; k=${isEd25519 ? 'ed25519' : 'rsa'}; p=${bytes.toString('base64')}`,
  };
}

function readKey(pem: string): { readonly key: KeyObject; readonly algorithm: string } {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new RangeError('it holds no private key (PEM)');
  }
  if (key.asymmetricKeyType === 'ed25519') return { key, algorithm: 'ed25519-sha256' };
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa' || bits < LEAST_BITS)
    throw new RangeError(`its key must be RSA of ${LEAST_BITS} bits at least, or Ed25519`);
  return { key, algorithm: 'rsa-sha256' };
}
