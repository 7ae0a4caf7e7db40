/** `recueil invite`: brings a list of colleagues in and plans the call to them, beside a running service, which sends it. */
import { readFile } from 'node:fs/promises';
import { importContacts } from '../call/import-contacts.js';
import { countStates, describeContact, describeRound } from '../call/describe-contacts.js';
import { planRound, type PlannedRound } from '../call/plan-round.js';
import { type Config } from '../config/config.js';
import { createLogger } from '../config/log.js';
import { type ContactList, readContactRows } from '../core/call/read-contact-rows.js';
import { writeCall } from '../core/letter/write-call.js';
import { Problem } from '../core/problem.js';
import { dataSourceOptions } from '../database/data-source.js';
import { DataSource, type EntityManager } from '../database/orm.js';
import { listStandings } from '../database/repositories/standings.js';
import { readContactFile } from '../external/contact-file.js';
import { type Vault } from '../external/vault.js';
import { openVaultOf } from '../open-database.js';
import { loadStudy } from '../studies/load-study.js';
import { reachDatabase } from './reach-database.js';

export interface InviteOptions {
  readonly again?: boolean;
  readonly dryRun?: boolean;
  readonly status?: boolean;
  readonly json?: boolean;
}
type Out = (text: string) => void;

const FLAWS = {
  no_address: 'no address',
  bad_address: 'this is no e-mail address',
  unknown_language: 'the language is neither fr nor en',
  twice: 'this address stands further up already',
} as const;

/** Lists and numbers on standard output; lines that were left out on standard error. 1 when some were, else 0. */
export async function runInvite(
  config: Config,
  file: string | undefined,
  options: InviteOptions,
  { out, err }: { readonly out: Out; readonly err: Out },
): Promise<number> {
  const study = loadStudy(config.studyFolder);
  if (!options.status && !writeCall(study, 'fr'))
    throw new Problem(
      'no_call',
      'conflict',
      'This study has no call to send (letters: call.subject, call.body).',
    );
  const list = file === undefined ? null : readContactRows(readContactFile(await readFile(file)));
  const database = await reachDatabase(config);
  try {
    const vault = await openVaultOf(config, database.url, createLogger(config, { to: 'stderr' }));
    const source = await new DataSource(dataSourceOptions(database.url, 2)).initialize();
    try {
      if (options.status) await tellStatus(source.manager, vault, options, out);
      else {
        const { timeZone } = config;
        const told = await source.transaction((manager) =>
          invite(manager, { vault, list, options, timeZone }),
        );
        out(options.json ? `${JSON.stringify(told.json)}\n` : `${told.lines.join('\n')}\n`);
      }
    } finally {
      await source.destroy();
    }
  } finally {
    await database.stop();
  }
  for (const { line, flaw } of list?.flaws ?? []) err(`line ${line}: ${FLAWS[flaw]}\n`);
  if (list && list.ignored.length > 0) err(`columns that are not kept: ${list.ignored.join(', ')}\n`);
  return list && list.flaws.length > 0 ? 1 : 0;
}

interface Invitation {
  readonly vault: Vault;
  readonly list: ContactList | null;
  readonly options: InviteOptions;
  readonly timeZone: string;
}

async function invite(
  manager: EntityManager,
  { vault, list, options, timeZone }: Invitation,
): Promise<{ readonly json: object; readonly lines: readonly string[] }> {
  const now = new Date();
  const dryRun = options.dryRun ?? false;
  // A dry run brings the list in as well, to say who would be called, and then undoes it.
  if (dryRun) await manager.query('savepoint dry_run');
  const imported = list && (await importContacts(manager, vault, list.contacts, now));
  const among = imported ? { among: imported.contactIds } : {};
  const round = await planRound(manager, { ...among, again: options.again ?? false, dryRun, now, timeZone });
  if (dryRun) await manager.query('rollback to savepoint dry_run');
  const { added, changed, known } = imported ?? { added: 0, changed: 0, known: 0 };
  return {
    json: {
      dryRun,
      ...(imported && { added, changed, known }),
      flaws: list?.flaws ?? [],
      ...describeRound(round),
    },
    lines: [
      ...(imported ? [`contacts: ${added} new, ${changed} changed, ${known} known`] : []),
      ...(dryRun ? listRound(vault, round) : []),
      tellRound(round, dryRun),
    ],
  };
}

function listRound(vault: Vault, { called, left }: PlannedRound): string[] {
  return [
    ...called.map(({ standing }) => `${describeContact(vault, standing).address}  would be called`),
    ...left.map(({ standing, why }) => `${describeContact(vault, standing).address}  not called: ${why}`),
  ];
}

function tellRound(round: PlannedRound, dryRun: boolean): string {
  const { called, lastAt, left } = describeRound(round);
  const until = lastAt === null ? '' : ` (the last one at ${lastAt})`;
  const others = left.map(({ why, count }) => `${count} ${why}`).join(', ');
  return `${called} ${dryRun ? 'would be called' : 'planned'}${until}${others === '' ? '' : `; not called: ${others}`}`;
}

async function tellStatus(
  manager: EntityManager,
  vault: Vault,
  { json }: InviteOptions,
  out: Out,
): Promise<void> {
  const standings = await listStandings(manager);
  const counts = countStates(standings);
  if (json) {
    const contacts = standings.map((standing) => describeContact(vault, standing));
    out(
      `${JSON.stringify({ counts: Object.fromEntries(counts.map(({ state, count }) => [state, count])), contacts })}\n`,
    );
    return;
  }
  out(`${counts.map(({ state, count }) => `${state.padEnd(12)} ${count}`).join('\n')}\n`);
}
