/** `recueil read FILE... [--json] [--explain FOLDER]`: what the files say, without database or network. */
import { readFile as readBytes } from 'node:fs/promises';
import { basename } from 'node:path';
import { wordFinding } from '../core/sheet/finding.js';
import { type ReadAnswer, type ReadCell, type SheetReading } from '../core/sheet/reading.js';
import { type Study } from '../core/study/study.js';
import { openPictures } from './explain-pictures.js';
import { ReaderPool } from './reader-pool.js';

export interface ReadCommandOptions {
  readonly json: boolean;
  readonly studies: readonly Study[];
  /** Folder for pictures of the pages with what was read on them. */
  readonly explain?: string | undefined;
}
type Write = (text: string) => void;

/** Prints one JSON line, or one table, a sheet. Exit code: 0; 1 when a file held no readable sheet; 2 when a file cannot be opened. */
export async function runReadCommand(
  files: readonly string[],
  { json, studies, explain }: ReadCommandOptions,
  out: Write,
  err: Write,
): Promise<number> {
  const pictures = explain === undefined ? null : await openPictures(explain, studies, err);
  if (explain !== undefined && !pictures) return 2;
  const pool = new ReaderPool({ studies, size: files.length > 1 ? 2 : 1 });
  const receivedOn = new Date().toISOString().slice(0, 10);
  let exitCode = 0;
  try {
    for (const path of files) {
      const bytes = await readBytes(path).catch(() => null);
      if (!bytes) {
        err(`recueil read: ${path}: cannot be opened\n`);
        exitCode = 2;
        continue;
      }
      const name = basename(path);
      const readings = await pool.read({ name, bytes, receivedOn });
      for (const reading of readings) out(json ? `${writeLine(path, reading)}\n` : writeTable(path, reading));
      await pictures?.draw(pool, { name, bytes }, readings);
      if (!readings.some((reading) => reading.study !== null)) exitCode = Math.max(exitCode, 1);
    }
  } finally {
    await pool.close();
  }
  return exitCode;
}

/** The contract's line; `file` is the path as given. */
export function writeLine(file: string, reading: SheetReading): string {
  const language = reading.language ?? 'fr';
  return JSON.stringify({
    file,
    sheet: reading.sheet,
    study: reading.study,
    sheetVersion: reading.sheetVersion,
    language: reading.language,
    answers: Object.fromEntries(
      Object.entries(reading.answers).map(([key, answer]) => [key, writeAnswer(answer)]),
    ),
    findings: reading.findings.map((finding) => ({
      code: finding.code,
      ...(finding.key !== undefined && { key: finding.key }),
      message: wordFinding(finding, language),
    })),
  });
}

/** The contract's properties, in its order. */
function writeAnswer({ value, raw, confidence, sure, source, reason, cells }: ReadAnswer): object {
  return {
    value,
    raw,
    confidence,
    sure,
    source,
    ...(reason !== undefined && { reason }),
    ...(cells && {
      cells: Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, writeCell(cell)])),
    }),
  };
}
function writeCell({ value, raw, confidence, sure, source, reason }: ReadCell): object {
  return { value, raw, confidence, sure, source, ...(reason !== undefined && { reason }) };
}

function writeTable(file: string, reading: SheetReading): string {
  const language = reading.language ?? 'fr';
  const head = reading.study
    ? `${file} · ${reading.sheet} · ${reading.study} v${reading.sheetVersion ?? '?'} (${language})`
    : file;
  const answers = Object.entries(reading.answers);
  const width = Math.max(0, ...answers.map(([key]) => key.length));
  const rows = answers.map(([key, answer]) => {
    const value = answer.value === null ? answer.raw : JSON.stringify(answer.value);
    return `  ${answer.sure ? ' ' : '?'} ${key.padEnd(width)}  ${value}${answer.reason ? `  (${answer.reason})` : ''}`;
  });
  const findings = reading.findings.map(
    (finding) => `  ! ${finding.key ? `${finding.key} : ` : ''}${wordFinding(finding, language)}`,
  );
  return [head, ...rows, ...findings, ''].join('\n');
}
