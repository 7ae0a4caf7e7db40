/** Damage done to a file, the same for the same seed: what a bad disk, a cut line, a broken gateway or a hostile hand leaves. */

/** 0 to 1. */
export type Random = () => number;
export type Mutation = (bytes: Uint8Array, random: Random) => Uint8Array;

const below = (random: Random, most: number) => Math.floor(random() * Math.max(1, most));

function spread(
  bytes: Uint8Array,
  random: Random,
  most: number,
  change: (byte: number) => number,
): Uint8Array {
  const changed = bytes.slice();
  // One place, or a few that lie together: then a single object is hit more than once.
  const first = pickPlace(bytes, random);
  const together = random() < 0.5;
  for (let count = 1 + below(random, most); count > 0; count -= 1) {
    const at = together ? Math.min(bytes.length - 1, first + below(random, 64)) : pickPlace(bytes, random);
    changed[at] = change(changed[at] ?? 0);
  }
  return changed;
}

/** Half of the places lie in what is no stream: there a file's structure is, in few of its bytes. */
function pickPlace(bytes: Uint8Array, random: Random): number {
  const place = below(random, bytes.length);
  if (random() < 0.5) return place;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const from = text.indexOf('endstream', place, 'latin1');
  if (from < 0) return place;
  const to = text.indexOf('stream', from + 9, 'latin1');
  const end = to < 0 ? bytes.length : to;
  return from + below(random, Math.min(end - from, 4000));
}

const flipBits: Mutation = (bytes, random) =>
  spread(bytes, random, 8, (byte) => byte ^ (1 << below(random, 8)));

/** Bytes that mean something to a parser. */
const TELLING = Buffer.from('0129-.<>[]()/ \nRftx\0\xff', 'latin1');
const writeBytes: Mutation = (bytes, random) =>
  spread(bytes, random, 8, () => TELLING[below(random, TELLING.length)] ?? 0);

const truncate: Mutation = (bytes, random) =>
  bytes.slice(0, bytes.length - 1 - below(random, random() < 0.5 ? 5000 : bytes.length - 1));

/** A piece taken out, put in twice, moved, or blanked. */
const splice: Mutation = (bytes, random) => {
  const length = 1 + below(random, random() < 0.5 ? 64 : 20_000);
  const from = below(random, bytes.length - length);
  const piece = bytes.subarray(from, from + length);
  const to = below(random, bytes.length);
  switch (below(random, 4)) {
    case 0:
      return join(bytes.subarray(0, from), bytes.subarray(from + length));
    case 1:
      return join(bytes.subarray(0, to), piece, bytes.subarray(to));
    case 2: {
      const over = bytes.slice();
      over.set(piece.subarray(0, bytes.length - to), to);
      return over;
    }
    default:
      return bytes.slice().fill(0, from, from + length);
  }
};

/** A gateway that took the file for text. */
const throughText: Mutation = (bytes, random) => {
  const text = Buffer.from(bytes).toString('latin1');
  const ways = [
    () => text.replace(/\n/g, '\r\n'),
    () => text.replace(/\r\n/g, '\n'),
    () => Buffer.from(bytes).toString('utf8'),
    () => text.replace(/[\x80-\xff]/g, '?'),
  ];
  return new Uint8Array(Buffer.from(ways[below(random, ways.length)]?.() ?? text, 'latin1'));
};

export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'bits flipped': flipBits,
  'bytes written over': writeBytes,
  'cut short': truncate,
  'a piece moved': splice,
  'taken for text': throughText,
};

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
