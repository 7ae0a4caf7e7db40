/** What a reading is worth beside what was written: each value counted once. */
import { type SheetReading } from '../src/core/sheet/reading.js';
import { type Expected, flatten, score } from '../test/sheets/filling.js';

type Told = ReturnType<typeof flatten> extends ReadonlyMap<string, infer One> ? One : never;
/** A value that was read. */
export interface Seen {
  readonly confidence: number;
  readonly isRight: boolean;
}
export interface SheetCount {
  /** Values written. */
  readonly all: number;
  /** And sure. */
  readonly right: number;
  readonly unsure: number;
  readonly unsureRight: number;
  readonly missed: number;
  readonly silent: readonly string[];
  readonly seen: readonly Seen[];
}

/** Of several readings the first is the sheet; what another one says for sure is said for nothing. */
export function countSheet(readings: readonly SheetReading[], expected: Expected): SheetCount {
  const [first, ...others] = readings.filter(({ study }) => study !== null);
  const none: SheetCount = {
    ...{
      all: expected.size,
      right: 0,
      unsure: 0,
      unsureRight: 0,
      missed: expected.size,
      silent: [],
      seen: [],
    },
  };
  if (!first) return none;
  const told = score(first, expected);
  const surplus = others.flatMap((reading) => score(reading, new Map()).silent);
  const confidences = listConfidences(first);
  const values = flatten(first);
  /** A typographic apostrophe and a plain one are one to a recogniser of pictures, whose word is never sure. */
  const isProposedRight = (name: string, told: Told) =>
    expected.has(name) && !told.sure && plain(told.value) === plain(expected.get(name));
  return {
    all: expected.size,
    right: told.right - told.unsure.length,
    unsure: told.unsure.length + told.doubted.length,
    unsureRight: [...values].filter(([name, value]) => isProposedRight(name, value)).length,
    missed: told.missing.length,
    silent: [...told.silent, ...surplus],
    seen: [...values].map(([name, value]) => ({
      confidence: confidences.get(name) ?? 0,
      isRight:
        JSON.stringify(value.value) === JSON.stringify(expected.get(name)) || isProposedRight(name, value),
    })),
  };
}

const plain = (value: unknown): string => (JSON.stringify(value) ?? '').replace(/[’‘]/g, "'");

/** By the names of `flatten`. */
function listConfidences({ answers }: SheetReading): Map<string, number> {
  const confidences = new Map<string, number>();
  for (const [key, { cells, confidence }] of Object.entries(answers)) {
    if (!cells) confidences.set(key, confidence);
    const isMany = Object.values(cells ?? {}).some(({ value }) => value === true);
    for (const [name, cell] of Object.entries(cells ?? {}))
      confidences.set(isMany ? `${key}=${name}` : `${key}.${name}`, cell.confidence);
  }
  return confidences;
}

export function sumCounts(counts: readonly SheetCount[]): SheetCount {
  const sum = (of: (count: SheetCount) => number) => counts.reduce((total, count) => total + of(count), 0);
  return {
    all: sum(({ all }) => all),
    right: sum(({ right }) => right),
    unsure: sum(({ unsure }) => unsure),
    unsureRight: sum(({ unsureRight }) => unsureRight),
    missed: sum(({ missed }) => missed),
    silent: counts.flatMap(({ silent }) => silent),
    seen: counts.flatMap(({ seen }) => seen),
  };
}

const THRESHOLDS = [0, 0.3, 0.4, 0.5, 0.6, 0.75, 0.9, 0.95, 0.97, 0.99, 1];

/** A table: share of the values written that would be accepted, and how many of them wrong. */
export function drawCurve(title: string, seen: readonly Seen[], all: number): string[] {
  const points = THRESHOLDS.map((threshold) => {
    const accepted = seen.filter(({ confidence }) => confidence >= threshold);
    const wrong = accepted.filter(({ isRight }) => !isRight).length;
    return { threshold, share: (100 * (accepted.length - wrong)) / Math.max(1, all), wrong };
  });
  return [
    `### ${title}\n`,
    `| threshold | ${points.map(({ threshold }) => threshold).join(' | ')} |`,
    `|---|${points.map(() => '---|').join('')}`,
    `| accepted and right, % | ${points.map(({ share }) => share.toFixed(1)).join(' | ')} |`,
    `| accepted and wrong | ${points.map(({ wrong }) => wrong).join(' | ')} |`,
    '',
  ];
}
