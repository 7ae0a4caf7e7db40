/** The whole service for a journey: real PostgreSQL, Dovecot and SMTP; started in this process, and looked at from outside. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type INestApplication } from '@nestjs/common';
import { Client } from 'pg';
import { type Config, readConfig } from '../../src/config/config.js';
import { createLogger } from '../../src/config/log.js';
import { STUDY, VAULT } from '../../src/config/tokens.js';
import { type Study } from '../../src/core/study/study.js';
import { DataSource } from '../../src/database/orm.js';
import { type ListedMessage, listMessages } from '../../src/database/repositories/messages.js';
import { type ListedCase, listCases } from '../../src/confirm/list-cases.js';
import { type Vault } from '../../src/external/vault.js';
import { type Running, start, type StartOptions } from '../../src/start.js';
import { type Dovecot, startDovecot } from '../fakes/dovecot.js';
import { type SmtpSink, startSmtpSink } from '../fakes/smtp-sink.js';
import { getTestDatabase } from '../setup/test-database.js';

export interface Service {
  readonly dovecot: Dovecot;
  readonly smtp: SmtpSink;
  readonly config: Config;
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** The variables of a process of its own on the same database and mailbox. */
  readonly env: Record<string, string>;
  start(): Promise<void>;
  /** The running application, to reach its parts. */
  app(): INestApplication;
  /** Of the running API. */
  port(): number;
  /** Stops the process's part, as SIGTERM does. */
  halt(): Promise<void>;
  query<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
  get<T>(path: string, token?: string | null): Promise<{ status: number; body: T }>;
  /** The status. */
  post(path: string, body?: unknown): Promise<number>;
  /** With their answers, as `recueil cases --json` lists them. */
  cases(): Promise<ListedCase[]>;
  /** The newest 200 first, and what became of each. */
  messages(): Promise<ListedMessage[]>;
  /** Resolves when `count` messages are answered, silent or failed. */
  settled(count: number, withinMs?: number): Promise<ListedMessage[]>;
  stop(): Promise<void>;
}

export interface ServiceOptions {
  readonly env?: Record<string, string>;
  readonly studyFolder?: string;
  /** The DNS that the service asks, and its clock. */
  readonly start?: StartOptions;
}

export async function openService(options: ServiceOptions = {}): Promise<Service> {
  const [dovecot, smtp, databaseUrl, dataDir] = await Promise.all([
    startDovecot(),
    startSmtpSink(),
    getTestDatabase(),
    mkdtemp(join(tmpdir(), 'recueil-journey-')),
  ]);
  const env: Record<string, string> = {
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    IMAP_URL: dovecot.imapUrl(),
    SMTP_URL: smtp.url,
    MAIL_FROM: 'Étude DARA <recueil@etude-dara.test>',
    MAIL_INSECURE: 'yes',
    PORT: '0',
    LOG_LEVEL: 'silent',
    ...(options.studyFolder === undefined ? {} : { STUDY: options.studyFolder }),
    ...options.env,
  };
  const config = readConfig(env);
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  let running: Running | undefined;
  const service: Service = {
    dovecot,
    smtp,
    config,
    databaseUrl,
    dataDir,
    env,
    async start() {
      running = await start(config, createLogger(config), options.start);
    },
    app() {
      if (!running) throw new Error('the service is not running');
      return running.app;
    },
    port() {
      if (!running) throw new Error('the service is not running');
      return running.port;
    },
    async halt() {
      await running?.stop();
      running = undefined;
    },
    async query<Row extends object>(sql: string, values: unknown[] = []) {
      return (await client.query<Row>(sql, values)).rows;
    },
    async get<T>(path: string, token?: string | null) {
      if (!running) throw new Error('the service is not running');
      const bearer = token === undefined ? running.apiToken : token;
      const response = await fetch(`http://127.0.0.1:${running.port}${path}`, {
        headers: bearer === null ? {} : { authorization: `Bearer ${bearer}` },
      });
      return { status: response.status, body: (await response.json()) as T };
    },
    async post(path, body) {
      if (!running) throw new Error('the service is not running');
      const headers = {
        authorization: `Bearer ${running.apiToken}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      };
      const response = await fetch(`http://127.0.0.1:${running.port}${path}`, {
        method: 'POST',
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return response.status;
    },
    cases() {
      const app = service.app();
      const [source, vault, study] = [app.get(DataSource), app.get<Vault>(VAULT), app.get<Study>(STUDY)];
      return listCases(source, vault, study, config.timeZone, {});
    },
    messages: () => listMessages(service.app().get(DataSource)),
    async settled(count, withinMs = 60_000) {
      const deadline = Date.now() + withinMs;
      for (;;) {
        const rows = await service.query<{ state: string }>(
          `select m.state from messages m where m.state in ('answered', 'failed')
             and not exists (select 1 from letters l where l.message_id = m.id and l.state in ('waiting', 'sending')
    and l.not_before is null)`,
        );
        if (rows.length >= count) return service.messages();
        if (Date.now() > deadline) {
          const all = await service.query('select state, last_error from messages');
          throw new Error(`${rows.length} of ${count} messages are settled: ${JSON.stringify(all)}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    },
    async stop() {
      await service.halt();
      await client.end();
      await Promise.all([dovecot.stop(), smtp.stop()]);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return service;
}
