/**
 * Starts one process of the service and stops it in order: PostgreSQL first and last; the watcher before the workers;
 * the job pool only when every queue and worker is closed. What is cut short waits in the mailbox or on its row.
 */
import 'reflect-metadata';
import { createRequire } from 'node:module';
import { type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { offerFirstLink } from './accounts/offer-first-link.js';
import { AppModule } from './app.module.js';
import { claimDatabase } from './claim-database.js';
import { type Config, requireMail } from './config/config.js';
import { type Log } from './config/log.js';
import { ConfigError } from './config/config-error.js';
import { readMailSigning } from './config/mail-signing.js';
import { readMailTls } from './config/mail-tls.js';
import { openJobPool } from './database/transactions.js';
import { openAntivirus } from './external/antivirus.js';
import { type AuthenticatorOptions, makeAuthenticator } from './external/mail-auth.js';
import { openTokenSource } from './external/oauth-token.js';
import { makeSigner, type Sign } from './external/sign-mail.js';
import { type Mailer, openMailer, SendFault } from './external/smtp.js';
import { getApiToken } from './http/api-token.js';
import { serveConsole } from './http/console.js';
import { makeOpenApi, OPEN_API, type OpenApiHolder } from './http/open-api.controller.js';
import { faultCode } from './jobs/job-worker.js';
import { openDatabase, openVaultOf } from './open-database.js';
import { ReaderPool } from './read/reader-pool.js';
import { makeBlanks } from './external/blanks.js';
import { loadStudy } from './studies/load-study.js';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

/**
 * Longest times of a stop: 8 s, and 1 s in which PostgreSQL lets its last connections go. The rest of the 15 s is its own, for a last
 * checkpoint on a busy disk. Work that takes longer is cut short, and taken up again at the next start.
 */
const READING_MAY_TAKE_MS = 4_000;
const WORK_MAY_TAKE_MS = 6_000;
const CLOSING_MAY_TAKE_MS = 1_000;

export interface Running {
  /** Where the API listens. */
  readonly port: number;
  readonly app: INestApplication;
  /** The local token of DATA_DIR/api-token. */
  readonly apiToken: string;
  /** Makes the first account; null once somebody is there, and where no console is served. */
  readonly firstLink: string | null;
  /** Takes at most some seconds; nothing is lost. */
  readonly stop: () => Promise<void>;
}

export interface StartOptions {
  readonly now?: () => Date;
  /** Loopback unless said otherwise. */
  readonly host?: string;
  /** Looks up DNS records for DKIM and DMARC; the system's resolver unless said otherwise. */
  readonly resolver?: AuthenticatorOptions['resolver'];
}

/** Undefined where no key is set. Throws a ConfigError for a key that cannot sign. */
async function openSigner(config: Config): Promise<Sign | undefined> {
  const signing = await readMailSigning(config);
  if (!signing) return undefined;
  try {
    return makeSigner(signing);
  } catch (error) {
    throw new ConfigError([
      `DKIM_KEY_FILE: ${error instanceof RangeError ? error.message : 'it cannot be used'}`,
    ]);
  }
}

/** Ready when the promise resolves: migrated, listening, working. */
export async function start(config: Config, log: Log, options: StartOptions = {}): Promise<Running> {
  const closers: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    // One that fails must not keep the others from closing, the database least of all.
    for (const close of closers.splice(0).reverse())
      await close().catch((error: unknown) => {
        log.warn({ code: faultCode(error) }, 'a part did not close');
      });
  };
  try {
    if (config.role !== 'web') requireMail(config);
    const study = loadStudy(config.studyFolder);
    const database = await openDatabase(config, log);
    closers.push(database.stop);
    await claimDatabase(database.url, study.id);
    const vault = await openVaultOf(config, database.url, log);
    const jobPool = openJobPool(database.url, (error) => {
      log.warn({ code: faultCode(error) }, 'a database connection was lost');
    });
    closers.push(() => within(CLOSING_MAY_TAKE_MS, jobPool.end()));
    const reader = new ReaderPool({ studies: [study] });
    const mailer =
      config.smtpUrl === undefined
        ? noMailer()
        : openMailer({
            url: config.smtpUrl,
            tls: await readMailTls(config),
            insecure: config.mailInsecure,
            accessToken: config.oauth && openTokenSource(config.oauth),
            sign: await openSigner(config),
          });
    closers.push(() => within(CLOSING_MAY_TAKE_MS, closeAll(reader, mailer)));
    const apiToken = await getApiToken(config.dataDir);
    const app = await NestFactory.create<NestExpressApplication>(
      AppModule.forRoot({
        config,
        log,
        databaseUrl: database.url,
        jobPool,
        vault,
        study,
        reader,
        mailer,
        antivirus: config.clamdUrl === undefined ? null : openAntivirus(config.clamdUrl),
        authenticator: makeAuthenticator({
          authservId: config.authservId,
          arcTrusted: config.arcTrusted,
          ...(options.resolver ? { resolver: options.resolver } : {}),
        }),
        blanks: makeBlanks(study),
        apiToken,
        now: options.now ?? (() => new Date()),
      }),
      { logger: false, abortOnError: false },
    );
    closers.push(() => closeApp(app, reader, log));
    serveConsole(app, config);
    app.get<OpenApiHolder>(OPEN_API).document = makeOpenApi(app, version);
    await app.listen(config.port, options.host ?? '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    const firstLink = await offerFirstLink(app, config.role);
    // The first sheet should not wait for the parsers to load; a reader that cannot start says so with the first file.
    if (config.role === 'all' || config.role === 'worker') reader.warm().catch(() => undefined);
    log.info({ port, role: config.role, version }, 'ready');
    return { port, app, apiToken, firstLink, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Lets the work in hand finish, for some seconds: what is cut short is taken up again at the next start. */
async function closeApp(app: INestApplication, reader: ReaderPool, log: Log): Promise<void> {
  const impatient = setTimeout(() => void reader.close(), READING_MAY_TAKE_MS);
  const late = setTimeout(() => {
    log.warn({ afterMs: WORK_MAY_TAKE_MS }, 'work in hand is cut short');
  }, WORK_MAY_TAKE_MS);
  await within(WORK_MAY_TAKE_MS, app.close()).finally(() => {
    clearTimeout(impatient);
    clearTimeout(late);
  });
}

/** Side by side: neither waits for the other. */
async function closeAll(...parts: readonly { close(): Promise<void> }[]): Promise<void> {
  await Promise.all(parts.map((part) => part.close()));
}

/** Waits so long and no longer: what hangs must not keep the process. */
async function within(ms: number, work: Promise<void>): Promise<void> {
  const waiting = new AbortController();
  const late = delay(ms, undefined, { signal: waiting.signal }).catch(() => undefined);
  await Promise.race([work, late]).finally(() => waiting.abort());
}

/** Without SMTP_URL letters are written and wait. */
function noMailer(): Mailer {
  return {
    send: () => Promise.reject(new SendFault('temporary', 'not_configured')),
    check: () => Promise.resolve('not_configured'),
    close: () => Promise.resolve(),
  };
}
