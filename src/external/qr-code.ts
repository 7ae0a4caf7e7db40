/** The QR codes on a page's pixels, by zxing compiled to WebAssembly. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { type GreyImage } from './pdf-render.js';

export interface QrCode {
  readonly text: string;
  /** Corners in points from the image's top left: top left, top right, bottom right, bottom left of the code. */
  readonly corners: readonly { readonly x: number; readonly y: number }[];
}

let loading: Promise<void> | null = null;
function loadZxing(): Promise<void> {
  loading ??= (async () => {
    const path = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
    const file = await readFile(path);
    const wasmBinary = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
    await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  })();
  return loading;
}

/** All QR codes found, at most a few a page. */
export async function readQrCodes(image: GreyImage): Promise<QrCode[]> {
  await loadZxing();
  const data = new Uint8ClampedArray(image.pixels.length * 4);
  for (let index = 0, to = 0; index < image.pixels.length; index += 1, to += 4) {
    const grey = image.pixels[index] ?? 255;
    data[to] = data[to + 1] = data[to + 2] = grey;
    data[to + 3] = 255;
  }
  const found = await readBarcodes(
    { data, width: image.width, height: image.height, colorSpace: 'srgb' },
    { formats: ['QRCode'], tryHarder: true, tryRotate: true, maxNumberOfSymbols: 4 },
  );
  return found
    .filter((code) => code.isValid)
    .map(({ text, position: { topLeft, topRight, bottomRight, bottomLeft } }) => ({
      text,
      corners: [topLeft, topRight, bottomRight, bottomLeft].map(({ x, y }) => ({
        x: x / image.scale,
        y: y / image.scale,
      })),
    }));
}
