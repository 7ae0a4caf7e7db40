/**
 * Step 2, read: the message inside an opaque-signed S/MIME part (RFC 8551, 3.5.2: CMS SignedData, RFC 5652, 5). The signature is not
 * checked here: this only makes the content visible, as a mail program would show it.
 */

const SIGNED_DATA = '2a864886f70d010702'; // 1.2.840.113549.1.7.2
const SEQUENCE = 0x30;
const SET = 0x31;
const OBJECT_ID = 0x06;
const OCTETS = 0x04;
const OCTETS_IN_PARTS = 0x24;
const FIRST_TAGGED = 0xa0;

interface Node {
  readonly tag: number;
  readonly content: Buffer;
  /** Where the next one starts. */
  readonly end: number;
}

/** The MIME entity that was signed; null for anything else (encrypted, detached, not CMS). */
export function openSigned(bytes: Buffer): Buffer | null {
  try {
    const [type, wrapped] = children(expect(readNode(fromPem(bytes), 0), SEQUENCE).content);
    if (expect(type, OBJECT_ID).content.toString('hex') !== SIGNED_DATA) return null;
    const signedData = children(expect(wrapped, FIRST_TAGGED).content)[0];
    const [, algorithms, encapsulated] = children(expect(signedData, SEQUENCE).content);
    expect(algorithms, SET);
    const [, content] = children(expect(encapsulated, SEQUENCE).content);
    if (content === undefined) return null;
    return joinOctets(children(expect(content, FIRST_TAGGED).content)[0]);
  } catch {
    return null;
  }
}

/** Some gateways send base64 with armour in the place of DER. */
function fromPem(bytes: Buffer): Buffer {
  if (bytes[0] === SEQUENCE) return bytes;
  return Buffer.from(bytes.toString('latin1').replace(/-----[^-]+-----/g, ''), 'base64');
}

function expect(node: Node | undefined, tag: number): Node {
  if (node?.tag !== tag) throw new RangeError('not the structure of a signed message');
  return node;
}

/** BER, indefinite lengths included (X.690, 8.1.3): Outlook and OpenSSL's streams write them. */
function readNode(bytes: Buffer, at: number, depth = 0): Node {
  if (depth > 40 || at + 2 > bytes.length) throw new RangeError('not BER');
  const tag = bytes.readUInt8(at);
  const first = bytes.readUInt8(at + 1);
  if (first === 0x80) {
    let next = at + 2;
    while (bytes.readUInt16BE(next) !== 0) next = readNode(bytes, next, depth + 1).end;
    return { tag, content: bytes.subarray(at + 2, next), end: next + 2 };
  }
  const more = first < 0x80 ? 0 : first & 0x7f;
  if (more > 6) throw new RangeError('not BER');
  const length = more === 0 ? first : bytes.readUIntBE(at + 2, more);
  const start = at + 2 + more;
  if (start + length > bytes.length) throw new RangeError('cut short');
  return { tag, content: bytes.subarray(start, start + length), end: start + length };
}

function children(content: Buffer): Node[] {
  const nodes: Node[] = [];
  for (let at = 0; at < content.length;) {
    const node = readNode(content, at);
    nodes.push(node);
    at = node.end;
  }
  return nodes;
}

function joinOctets(node: Node | undefined): Buffer {
  if (node?.tag === OCTETS) return node.content;
  return Buffer.concat(children(expect(node, OCTETS_IN_PARTS).content).map(joinOctets));
}
