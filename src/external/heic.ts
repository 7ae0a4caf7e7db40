/** HEIC, as telephones take photographs: decoded by libheif compiled to WebAssembly, for libvips is built without it. */
import { createRequire } from 'node:module';

interface HeifImage {
  get_width(): number;
  get_height(): number;
  display(
    target: { data: Uint8ClampedArray; width: number; height: number },
    done: (result: { data: Uint8ClampedArray } | null) => void,
  ): void;
  free(): void;
}
interface Libheif {
  HeifDecoder: new () => { decode(bytes: Uint8Array): HeifImage[] };
}

export interface DecodedImage {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

const MAX_PIXELS = 60_000_000;
const BRANDS = /^(heic|heix|heim|heis|hevc|mif1|msf1)/;

/** ISO/IEC 23008-12: an `ftyp` box of one of HEIF's brands. */
export function isHeic(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  return head.slice(4, 8) === 'ftyp' && BRANDS.test(head.slice(8));
}

/** The first image, turned as its file says. Null when it cannot be decoded. */
export async function decodeHeic(bytes: Uint8Array): Promise<DecodedImage | null> {
  // Loaded when needed: few files are HEIC, and the decoder is large.
  const libheif = createRequire(import.meta.url)('libheif-js/wasm-bundle') as Libheif;
  const [image] = new libheif.HeifDecoder().decode(bytes);
  if (!image) return null;
  try {
    const [width, height] = [image.get_width(), image.get_height()];
    if (width * height > MAX_PIXELS) return null;
    const data = new Uint8ClampedArray(width * height * 4);
    const drawn = await new Promise<{ data: Uint8ClampedArray } | null>((resolve) => {
      image.display({ data, width, height }, resolve);
    });
    return drawn && { width, height, rgba: new Uint8Array(drawn.data.buffer) };
  } finally {
    image.free();
  }
}
