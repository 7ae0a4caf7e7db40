/** The density of each page of a TIFF, in both directions (TIFF 6.0, section 8): libvips tells one, and a fax has two. */

export interface Density {
  /** Pixels an inch. */
  readonly x: number;
  readonly y: number;
}

const TAGS = { x: 282, y: 283, unit: 296 };
const RATIONAL = 5;
const CENTIMETRE = 3;

/** One entry a page, null where the page does not say. Never throws: bytes out of reach are no density. */
export function findTiffDensities(bytes: Uint8Array, count: number): (Density | null)[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = bytes[0] === 0x49;
  const short = (at: number): number | null =>
    at >= 0 && at + 2 <= bytes.length ? view.getUint16(at, little) : null;
  const long = (at: number): number | null =>
    at >= 0 && at + 4 <= bytes.length ? view.getUint32(at, little) : null;
  const rational = (at: number | null): number | null => {
    const [above, below] = at === null ? [null, null] : [long(at), long(at + 4)];
    return above !== null && below !== null && above > 0 && below > 0 ? above / below : null;
  };
  const densities: (Density | null)[] = [];
  let directory = long(4);
  while (densities.length < count && directory !== null && directory > 0) {
    const entries = short(directory) ?? 0;
    const found: { x: number | null; y: number | null; unit: number | null } = {
      x: null,
      y: null,
      unit: null,
    };
    for (let index = 0; index < entries; index += 1) {
      const at = directory + 2 + 12 * index;
      const tag = short(at);
      if (tag === TAGS.unit) found.unit = short(at + 8);
      else if (tag === TAGS.x && short(at + 2) === RATIONAL) found.x = rational(long(at + 8));
      else if (tag === TAGS.y && short(at + 2) === RATIONAL) found.y = rational(long(at + 8));
    }
    const inch = found.unit === CENTIMETRE ? 2.54 : 1;
    densities.push(found.x !== null && found.y !== null ? { x: found.x * inch, y: found.y * inch } : null);
    directory = long(directory + 2 + 12 * entries);
  }
  return densities;
}
