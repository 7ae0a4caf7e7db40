/**
 * Step 2, read: the word of a forwarder on who wrote (ARC, RFC 8617). A mailing list or a hospital's gateway that changes a message breaks
 * its signature; where it seals what it had found before, and its domain is one that the study trusts, that word stands. Anybody may seal:
 * without such trust a chain says nothing.
 */
import { type ARCResult } from 'mailauth';

interface ChainEntry {
  readonly 'arc-seal'?: { readonly parsed?: { readonly d?: { readonly value?: string } } };
}
interface Found {
  readonly dmarc?: { readonly result?: string; readonly header?: { readonly from?: string } };
}

/**
 * Whether the newest seal is of a trusted domain, holds, and says that the sender's domain had been proven.
 * @param fromDomain of the address in From @param trusted domains, small letters
 */
export function isVouchedByArc(
  arc: ARCResult | false,
  fromDomain: string,
  trusted: readonly string[],
): boolean {
  if (arc === false || arc.status.result !== 'pass' || arc.signature === undefined || arc.signature === false)
    return false;
  const seal = (arc.chain as unknown as readonly ChainEntry[] | undefined)?.at(-1)?.['arc-seal'];
  const sealedBy = [seal?.parsed?.d?.value, arc.signature.signingDomain].map((domain) =>
    domain?.toLowerCase(),
  );
  if (!sealedBy.every((domain) => domain !== undefined && trusted.includes(domain))) return false;
  const { dmarc } = (arc.authenticationResults ?? {}) as Found;
  // What was proven must be the address that is shown now.
  return dmarc?.result === 'pass' && dmarc.header?.from?.toLowerCase() === fromDomain.toLowerCase();
}
