/**
 * Characters in a small image, by tesseract (LSTM, French), from packages that carry their data: nothing is fetched. WebAssembly in a
 * thread of the reader process.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js';
import { type GreyImage } from './pdf-render.js';

export interface RecognisedText {
  /** Lines as tesseract tells them, without its last line end. */
  readonly text: string;
  /** Its own, 0 to 1. */
  readonly confidence: number;
}
export interface Ocr {
  /** One line, dark on white, with a margin. `letters`: those that may be in it, '' for all. */
  recognise(image: GreyImage, letters: string): Promise<RecognisedText>;
  close(): Promise<void>;
}

/** Half as accurate sets are ten times larger: this one, in whole numbers, equals the full one on typed sheets. */
const DATA = '4.0.0_best_int';
const ANY = '';

export async function openOcr(): Promise<Ocr> {
  const data = dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/fra/package.json'));
  const worker: Worker = await createWorker('fra', OEM.LSTM_ONLY, {
    langPath: join(data, DATA),
    cacheMethod: 'none',
    gzip: true,
    // Without one of its own, a failure would be thrown where nobody can catch it.
    errorHandler: () => undefined,
  });
  // It must not keep a process that has nothing else to do.
  (worker as Worker & { worker?: { unref?: () => void } }).worker?.unref?.();
  await worker.setParameters({ tessedit_pageseg_mode: PSM.SINGLE_LINE, user_defined_dpi: '300' });
  let allowed = ANY;
  return {
    recognise: async (image, letters) => {
      if (letters !== allowed) await worker.setParameters({ tessedit_char_whitelist: letters });
      allowed = letters;
      const { data: read } = await worker.recognize(writePgm(image), {}, { text: true });
      return { text: read.text.replace(/\n+$/, ''), confidence: read.confidence / 100 };
    },
    close: async () => {
      await worker.terminate();
    },
  };
}

/** Netpbm's grey map (P5), the simplest that tesseract's image library reads. */
function writePgm({ width, height, pixels }: GreyImage): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), pixels]);
}
