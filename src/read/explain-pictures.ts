/** `--explain FOLDER`: the pages of each sheet with what was read on them, as PNG files that the reader process draws. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { type SheetReading } from '../core/sheet/reading.js';
import { type Study } from '../core/study/study.js';
import { explainSheet } from './explain-sheet.js';
import { type ReadableFile } from './reader-messages.js';
import { type ReaderPool } from './reader-pool.js';

export interface Pictures {
  /** Says where they are, and which could not be drawn. */
  draw(pool: ReaderPool, file: ReadableFile, readings: readonly SheetReading[]): Promise<void>;
}

/** The smallest letters are then 13 pixels high. */
const DPI = 200;

/** Makes the folder; null, and said why, when that cannot be done. */
export async function openPictures(
  folder: string,
  studies: readonly Study[],
  say: (text: string) => void,
): Promise<Pictures | null> {
  try {
    await mkdir(folder, { recursive: true });
  } catch {
    say(`recueil read: ${folder}: cannot be made\n`);
    return null;
  }
  const taken = new Set<string>();
  return {
    draw: async (pool, file, readings) => {
      const name = nameAnew(file.name, taken);
      for (const reading of readings.filter(({ study }) => study !== null)) {
        const told = `recueil read: ${file.name}, sheet ${reading.sheet}`;
        const leaf = { ...file, sheet: reading.sheet };
        const look = await pool.look(leaf);
        const study = studies.find(({ id }) => id === reading.study);
        const pages = look ? explainSheet(reading, look, study) : [];
        if (pages.length === 0) say(`${told}: has no pages to draw\n`);
        for (const { page, explained } of pages) {
          const path = join(folder, `${name}-sheet${reading.sheet}-page${page}.png`);
          const png = await pool.explain(leaf, page, DPI, explained);
          if (png) await writeFile(path, png);
          say(png ? `${path}\n` : `${told}, page ${page}: cannot be drawn\n`);
        }
      }
    },
  };
}

/** The file's name without its ending; a name met again is numbered. */
function nameAnew(name: string, taken: Set<string>): string {
  const bare = parse(name).name;
  let free = bare;
  for (let number = 2; taken.has(free); number += 1) free = `${bare}-${number}`;
  taken.add(free);
  return free;
}
