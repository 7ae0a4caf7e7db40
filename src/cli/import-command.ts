/** `recueil import`: takes messages from files, beside a running service, which reads and answers them, or before it starts. */
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config } from '../config/config.js';
import { createLogger } from '../config/log.js';
import { dataSourceOptions } from '../database/data-source.js';
import { DataSource } from '../database/orm.js';
import { openJobPool, Transactions } from '../database/transactions.js';
import { openJobs } from '../jobs/open-jobs.js';
import { openVaultOf } from '../open-database.js';
import { type ImportedMessage, importMail, type ImportRefusal } from '../receive/import-mail.js';
import { StoreMessage } from '../receive/store-message.js';
import { reachDatabase } from './reach-database.js';

type Out = (text: string) => void;
type Refusal = ImportRefusal | 'not_found' | 'not_a_file' | 'unreadable';

const WORDS: Readonly<Record<Refusal, string>> = {
  empty: 'the file is empty',
  too_large: 'the message is larger than MAIL_MAX_BYTES',
  no_message: 'this is neither a message (.eml, .msg) nor an mbox',
  not_found: 'there is no such file',
  not_a_file: 'this is neither a file nor a folder',
  unreadable: 'the file cannot be read to its end; run the same again when it can',
};

/** A line a file on standard output, with `json` one a message. 1 when a file was refused, else 0. */
export async function runImport(
  config: Config,
  paths: readonly string[],
  { json = false }: { readonly json?: boolean },
  { out, err }: { readonly out: Out; readonly err: Out },
): Promise<number> {
  let refused = 0;
  await withStore(config, async (store) => {
    for (const path of paths)
      for await (const file of listFiles(path)) {
        const tell = new Told(file.path, json, out);
        const why = 'why' in file ? file.why : await importOne(config, store, file.path, tell);
        if (why !== null) refused += 1;
        tell.end(why, err);
      }
  });
  return refused > 0 ? 1 : 0;
}

async function importOne(
  config: Config,
  store: StoreMessage,
  path: string,
  tell: Told,
): Promise<Refusal | null> {
  const stream = createReadStream(path);
  const options = { store, maxBytes: config.mailMaxBytes, now: () => new Date() };
  try {
    return await importMail(stream, { ...options, onMessage: (message) => tell.message(message) });
  } catch (error) {
    // Of the file, and not of the database, which ends the command.
    if ((error as NodeJS.ErrnoException).syscall === undefined || stream.errored === null) throw error;
    return 'unreadable';
  } finally {
    stream.destroy();
  }
}

/** What is said of one file. */
class Told {
  #new = 0;
  #known = 0;
  #oversize = 0;

  constructor(
    private readonly path: string,
    private readonly json: boolean,
    private readonly out: Out,
  ) {}

  message({ id, was, oversize }: ImportedMessage): void {
    if (was === 'new') this.#new += 1;
    else this.#known += 1;
    if (oversize) this.#oversize += 1;
    const position = this.#new + this.#known;
    if (this.json) this.out(`${JSON.stringify({ file: this.path, message: position, was, id, oversize })}\n`);
  }

  end(why: Refusal | null, err: Out): void {
    if (this.json && why !== null)
      this.out(`${JSON.stringify({ file: this.path, was: 'refused', why, words: WORDS[why] })}\n`);
    if (this.json) return;
    if (why === null || this.#new + this.#known > 0) {
      const large =
        this.#oversize === 0 ? '' : `, ${this.#oversize} of them too large: only the header was kept`;
      this.out(`${this.path}  ${this.#new} stored, ${this.#known} already here${large}\n`);
    }
    if (why !== null) err(`${this.path}  refused: ${WORDS[why]}\n`);
  }
}

type Listed = { readonly path: string } | { readonly path: string; readonly why: Refusal };

/** Folders to their depths, by name. Links inside them are told and not followed: they may go round in circles. */
async function* listFiles(path: string): AsyncGenerator<Listed> {
  const found = await stat(path).catch(() => null);
  if (found === null) yield { path, why: 'not_found' };
  else if (found.isFile()) yield { path };
  else if (found.isDirectory()) yield* listFolder(path);
  else yield { path, why: 'not_a_file' };
}

async function* listFolder(folder: string): AsyncGenerator<Listed> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
  if (entries === null) yield { path: folder, why: 'unreadable' };
  for (const entry of (entries ?? []).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* listFolder(path);
    else yield entry.isFile() ? { path } : { path, why: 'not_a_file' };
  }
}

async function withStore(config: Config, work: (store: StoreMessage) => Promise<void>): Promise<void> {
  const log = createLogger(config, { to: 'stderr' });
  const database = await reachDatabase(config);
  const closers: (() => Promise<unknown>)[] = [database.stop];
  try {
    const vault = await openVaultOf(config, database.url, log);
    const source = await new DataSource(dataSourceOptions(database.url, 2)).initialize();
    closers.push(() => source.destroy());
    const pool = openJobPool(database.url, () => log.warn({}, 'a database connection was lost'), 10);
    closers.push(() => pool.end());
    const { jobs, close } = await openJobs(pool);
    closers.push(close);
    await work(new StoreMessage(new Transactions(source), jobs, vault, () => new Date()));
  } finally {
    for (const close of closers.reverse()) await close().catch(() => undefined);
  }
}
