/**
 * Every form in which a sheet comes back × three fillings: what is read right, left to a person, missed, or wrong and silent; what
 * another threshold of confidence would do; and the time beside that of pdf.js opening the same file. Writes docs/reading.md.
 * READING_ROUTES=regexp reads and times some routes only, and writes nothing; READING_FILLINGS=full,sparse some fillings, and says which.
 */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { format } from 'prettier';
import { expect, test } from '@jest/globals';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { layOutSheet } from '../src/core/sheet/lay-out-sheet.js';
import { type SheetReading } from '../src/core/sheet/reading.js';
import { writeSheetDocx } from '../src/external/sheet-docx.js';
import { measureText } from '../src/external/sheet-fonts.js';
import { writeSheetPdf } from '../src/external/sheet-pdf.js';
import { ReaderPool } from '../src/read/reader-pool.js';
import { BODY_ROUTES } from '../test/sheets/body-routes.js';
import { type Case, fillAwkwardly, fillEverything, fillSparsely } from '../test/sheets/filling.js';
import { PAGE_ROUTES } from '../test/sheets/page-routes.js';
import { MORE_FILLING_ROUTES, MORE_FLAT_ROUTES } from '../test/sheets/pdf-routes.js';
import { canRun, FILLING_ROUTES, FLAT_ROUTES, type NamedRoute } from '../test/sheets/routes.js';
import { SCAN_ROUTES } from '../test/sheets/scan-routes.js';
import { listTypedRoutes } from '../test/sheets/typed-routes.js';
import { PRINTED_WORD_ROUTES, WORD_ROUTES } from '../test/sheets/word-routes.js';
import { countSheet, drawCurve, sumCounts, type SheetCount } from './reading-count.js';
import { percentile, study, tell } from './rig.js';

type Listed = NamedRoute & { readonly extension?: string };
interface Group {
  readonly title: string;
  readonly routes: readonly Listed[];
  readonly blank: 'pdf' | 'docx';
}
const layout = layOutSheet(study, 'fr', measureText);
/** One line an array of routes. */
const GROUPS: readonly Group[] = [
  {
    title: 'Form fields filled and saved',
    routes: [...FILLING_ROUTES, ...MORE_FILLING_ROUTES],
    blank: 'pdf',
  },
  { title: 'Flattened or printed', routes: [...FLAT_ROUTES, ...MORE_FLAT_ROUTES], blank: 'pdf' },
  { title: 'Pages moved', routes: PAGE_ROUTES, blank: 'pdf' },
  { title: 'Typed over', routes: listTypedRoutes(layout), blank: 'pdf' },
  { title: 'Word and others', routes: [...WORD_ROUTES, ...PRINTED_WORD_ROUTES], blank: 'docx' },
  { title: 'In the body of a mail', routes: BODY_ROUTES, blank: 'pdf' },
  { title: 'Scanned, faxed, photographed', routes: SCAN_ROUTES, blank: 'pdf' },
];
const WANTED = process.env['READING_FILLINGS']?.split(',');
const FILLINGS = Object.entries({
  full: fillEverything,
  sparse: fillSparsely,
  awkward: fillAwkwardly,
}).filter(([name]) => WANTED?.includes(name) ?? true);
const ONLY = process.env['READING_ROUTES'];
const DOCUMENT = 'docs/reading.md';
/** Of the day in which fillings are received: years of two digits depend on it. */
const RECEIVED_ON = '2026-11-20';

const isAsked = ({ name }: Listed) => ONLY === undefined || new RegExp(ONLY).test(name);

interface Row {
  readonly group: string;
  readonly route: string;
  readonly filling: string;
  readonly count: SheetCount;
  readonly ms: number;
}

test('reading', async () => {
  const blanks = { pdf: await writeSheetPdf(study, 'fr'), docx: await writeSheetDocx(study, 'fr') };
  const pool = new ReaderPool({ studies: [study], size: 1, timeoutMs: 120_000 });
  await pool.warm();
  const read = async (bytes: Uint8Array, name: string): Promise<{ readings: SheetReading[]; ms: number }> => {
    const start = performance.now();
    const readings = await pool.read({ name, bytes, receivedOn: RECEIVED_ON });
    return { readings, ms: performance.now() - start };
  };
  const rows: Row[] = [];
  const left: string[] = [];
  const samples = new Map<string, { bytes: Uint8Array; name: string }>();
  try {
    for (const { title, routes, blank } of GROUPS)
      for (const route of routes.filter(isAsked)) {
        if (!canRun(route)) {
          left.push(`${route.name} (${route.needs.filter((program) => !existsSync(program)).join(', ')})`);
          continue;
        }
        for (const [filling, fill] of FILLINGS) {
          const written: Case = fill(study, layout);
          const bytes = await route.route(blanks[blank], written.filling);
          const name = `fiche.${route.extension ?? blank}`;
          const { readings, ms } = await read(bytes, name);
          const count = countSheet(readings, written.expected);
          rows.push({ group: title, route: route.name, filling, count, ms });
          tell(`${route.name}, ${filling}`, `${writeCounts(count)} | ${Math.round(ms)}`);
          if (filling === 'full') samples.set(`${title}/${route.name}`, { bytes, name });
        }
      }
    const speeds = await timeSamples(read, samples);
    for (const { what, ms, plain } of speeds)
      tell(what, `${Math.round(ms)} ms${plain === null ? '' : `, pdf.js ${Math.round(plain)} ms`}`);
    if (ONLY === undefined) await writeFile(DOCUMENT, await writeDocument(rows, speeds, left));
  } finally {
    await pool.close();
  }
  // The document says how many; none is allowed.
  expect(
    rows.flatMap(({ route, filling, count }) => count.silent.map((one) => `${route}, ${filling}: ${one}`)),
  ).toEqual([]);
});

interface Speed {
  readonly what: string;
  readonly ms: number;
  /** pdf.js opening it, in the same run; of a Word sheet nothing. */
  readonly plain: number | null;
}
const TIMED = [
  ['fillable PDF', 'Form fields filled and saved/pdf.js', 15],
  ['DOCX', 'Word and others/Word', 15],
  ['flattened PDF', 'Flattened or printed/pdf-lib, flattened by qpdf', 15],
  ['printed PDF', 'Flattened or printed/pdf-lib, printed by Ghostscript', 15],
  ['scan of 4 pages, 200 dpi', 'Scanned, faxed, photographed/scan 200 dpi, colour', 3],
] as const;

/** Turns of a kind of file before it is timed: until then the engine is still compiling what reads it. */
const WARMING = 8;

/** Medians, warm. */
async function timeSamples(
  read: (bytes: Uint8Array, name: string) => Promise<{ ms: number }>,
  samples: ReadonlyMap<string, { bytes: Uint8Array; name: string }>,
): Promise<Speed[]> {
  const speeds: Speed[] = [];
  for (const [what, key, turns] of TIMED) {
    const sample = samples.get(key);
    if (!sample) continue;
    const [own, plain]: [number[], number[]] = [[], []];
    for (let turn = 0; turns > WARMING && turn < WARMING; turn += 1) await read(sample.bytes, sample.name);
    for (let turn = 0; turn < turns; turn += 1) {
      own.push((await read(sample.bytes, sample.name)).ms);
      if (sample.name.endsWith('.pdf')) plain.push(await openPlainly(sample.bytes));
    }
    speeds.push({ what, ms: percentile(own, 0.5), plain: plain.length > 0 ? percentile(plain, 0.5) : null });
  }
  return speeds;
}

/** What any reader of this file must do: open it, and each page with its annotations and text. */
async function openPlainly(bytes: Uint8Array): Promise<number> {
  const start = performance.now();
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0, isEvalSupported: false });
  const document = await task.promise;
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    await page.getAnnotations();
    await page.getTextContent();
  }
  await task.destroy();
  return performance.now() - start;
}

function writeCounts({ all, right, unsure, unsureRight, missed, silent }: SheetCount): string {
  return `${all} | ${right} | ${unsure} (${unsureRight}) | ${missed} | ${silent.length}`;
}

function writeDocument(
  rows: readonly Row[],
  speeds: readonly Speed[],
  left: readonly string[],
): Promise<string> {
  const head =
    '| route | filling | values | right and sure | unsure (right) | missed | wrong and silent | ms |\n|---|---|---|---|---|---|---|---|';
  const tables = GROUPS.flatMap(({ title }) => {
    const own = rows.filter(({ group }) => group === title);
    if (own.length === 0) return [];
    const lines = own.map(
      ({ route, filling, count, ms }) =>
        `| ${route} | ${filling} | ${writeCounts(count)} | ${Math.round(ms)} |`,
    );
    const all = `| **all** | | ${writeCounts(sumCounts(own.map(({ count }) => count)))} | |`;
    return [`### ${title}\n`, head, ...lines, all, ''];
  });
  const curve = GROUPS.flatMap(({ title }) => {
    const seen = rows.filter(({ group }) => group === title).flatMap(({ count }) => count.seen);
    const all = rows.filter(({ group }) => group === title).reduce((sum, { count }) => sum + count.all, 0);
    return seen.length > 0 ? drawCurve(title, seen, all) : [];
  });
  const text = `# What is read, and how surely

Made by \`npm run bench -- reading\` (bench/reading.bench.ts) from the sheets of test/sheets: the blank of the study, filled, flattened, printed,
scanned or sent on by the real programs, in French. Fillings of this run: ${FILLINGS.map(([name]) => name).join(', ')} (full; sparse; awkward: what people write in a hurry). Each value is
compared with what was written. This run: Node ${process.version}, ${availableParallelism()} processors (${cpus()[0]?.model.trim() ?? 'unknown'}); times are
of one reading in a warm reader process and compare only within this run. ${left.length > 0 ? `Left out for want of a program: ${left.join('; ')}.` : ''}

- **right and sure**: read right, and taken without a question.
- **unsure (right)**: shown to a person as doubtful, and of these those that were right; a value seen where nothing was written counts here too.
- **missed**: written, and not seen.
- **wrong and silent**: wrong, and called sure. The one failure that counts.

## Routes

${tables.join('\n')}

## If the threshold of confidence were moved

The judge calls a value sure when no strategy has a doubt about it and none says something else; below a confidence of 0.75 a strategy's word alone is not
enough, and a doubtful value keeps at most 0.5. Were confidence alone to decide, so many of the values written would be accepted without a person, and so
many accepted ones would be wrong:

${curve.join('\n')}

## Speed

| file | ms (median, warm) | pdf.js opening it, ms | ratio |
|---|---|---|---|
${speeds
  .map(
    ({ what, ms, plain }) =>
      `| ${what} | ${Math.round(ms)} | ${plain === null ? '' : Math.round(plain)} | ${plain === null ? '' : (ms / plain).toFixed(1)} |`,
  )
  .join('\n')}

pdf.js opens the file and reads the annotations and the text of each page, which is no reading of the sheet yet; of a Word document it can open nothing.
`;
  return format(text, { parser: 'markdown', printWidth: 110 });
}
