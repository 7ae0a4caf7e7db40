/** `recueil cases`: what has been received, beside a running service or alone. */
import { DataSource } from '../database/orm.js';
import { type Config } from '../config/config.js';
import { createLogger } from '../config/log.js';
import { type ListedCase, listCases } from '../confirm/list-cases.js';
import { type CaseState } from '../core/case/case-state.js';
import { dataSourceOptions } from '../database/data-source.js';
import { openVaultOf } from '../open-database.js';
import { loadStudy } from '../studies/load-study.js';
import { reachDatabase } from './reach-database.js';

export interface CasesOptions {
  readonly state?: CaseState;
  readonly json?: boolean;
}

/** Prints an array of cases as JSON, or a table. Problem `no_database` where nothing has been received yet. */
export async function runCases(
  config: Config,
  options: CasesOptions,
  out: (text: string) => void,
): Promise<void> {
  const log = createLogger(config, { to: 'stderr' });
  const study = loadStudy(config.studyFolder);
  const database = await reachDatabase(config);
  try {
    const vault = await openVaultOf(config, database.url, log);
    const source = await new DataSource(dataSourceOptions(database.url, 2)).initialize();
    try {
      const query = options.state ? { state: options.state } : {};
      const cases = await listCases(source, vault, study, config.timeZone, query);
      out(options.json ? `${JSON.stringify(cases.map(toContract))}\n` : writeTable(cases));
    } finally {
      await source.destroy();
    }
  } finally {
    await database.stop();
  }
}

function toContract({ reference, state, answers, unsure, missing, findings }: ListedCase): object {
  return { reference, state, answers, unsure, missing, findings };
}

function writeTable(cases: readonly ListedCase[]): string {
  const rows = cases.map(({ reference, state, centre, answers, unsure, missing }) => [
    reference,
    state,
    centre ?? '',
    `${Object.keys(answers).length} answers`,
    `${missing.length} missing`,
    `${unsure.length} unsure`,
  ]);
  const widths = [0, 1, 2, 3, 4, 5].map((at) => Math.max(0, ...rows.map((row) => (row[at] ?? '').length)));
  const lines = rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.length === 0 ? 'no case yet' : lines.join('\n')}\n`;
}
