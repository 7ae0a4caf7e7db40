/** Pixels → PNG (ISO/IEC 15948): 8 bits a sample, grey where nothing is coloured, without filters or extras. */
import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const GREY = 0;
const COLOUR = 2;
/** Pages are mostly white: the fastest setting is within a tenth of the best. */
const LEVEL = 3;

/** `rgb`: red, green and blue of each pixel, row by row. */
export function encodePng(width: number, height: number, rgb: Uint8Array): Uint8Array {
  const isGrey = hasNoColour(rgb);
  const samples = isGrey ? 1 : 3;
  const rows = Buffer.alloc(height * (1 + width * samples));
  for (let y = 0; y < height; y += 1) {
    const to = y * (1 + width * samples) + 1;
    if (!isGrey) rows.set(rgb.subarray(y * width * 3, (y + 1) * width * 3), to);
    else for (let x = 0; x < width; x += 1) rows[to + x] = rgb[(y * width + x) * 3] ?? 0;
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  head[9] = isGrey ? GREY : COLOUR;
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, { level: LEVEL })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function hasNoColour(rgb: Uint8Array): boolean {
  for (let at = 0; at < rgb.length; at += 3)
    if (rgb[at] !== rgb[at + 1] || rgb[at] !== rgb[at + 2]) return false;
  return true;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
