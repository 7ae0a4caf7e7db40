/**
 * Wires the parts for one process: the database, the jobs, the steps of the walk that its ROLE asks for, and the API.
 * What reaches outside the process is opened before (start.ts) and handed in.
 */
import { type DynamicModule, Global, Module, type Provider, type ValueProvider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, Reflector } from '@nestjs/core';
import { AccountsModule } from './accounts/accounts.module.js';
import { AnalyseModule } from './analyse/analyse.module.js';
import { DataSource } from './database/orm.js';
import { AnswerModule } from './answer/answer.module.js';
import { CallModule } from './call/call.module.js';
import { CallWorker } from './call/call-worker.js';
import { SendCall } from './call/send-call.js';
import { type Config } from './config/config.js';
import { type Log } from './config/log.js';
import {
  ANTIVIRUS,
  AUTHENTICATOR,
  BLANKS,
  CLOCK,
  CONFIG,
  LOG,
  MAILER,
  READER,
  STUDY,
  VAULT,
} from './config/tokens.js';
import { ConfirmModule } from './confirm/confirm.module.js';
import { type Study } from './core/study/study.js';
import { DatabaseModule } from './database/database.module.js';
import { findLeftBehind } from './database/repositories/left-behind.js';
import { DraftMessage } from './draft/draft-message.js';
import { DraftSheet } from './draft/draft-sheet.js';
import { HeedAbsence } from './draft/heed-absence.js';
import { HeedCall } from './draft/heed-call.js';
import { HeedCommands } from './draft/heed-commands.js';
import { DraftWorker } from './draft/draft-worker.js';
import { type Antivirus } from './external/antivirus.js';
import { type Authenticator } from './external/mail-auth.js';
import { type Mailer } from './external/smtp.js';
import { type Vault } from './external/vault.js';
import { HealthController, PROBES } from './http/health.controller.js';
import { OPEN_API, OpenApiController } from './http/open-api.controller.js';
import { AccessGuard, FIND_ACTOR, type FindActor } from './http/access.guard.js';
import { ProblemFilter } from './http/problem.filter.js';
import { JobsModule } from './jobs/jobs.module.js';
import { type LeftBehind, Sweep, SWEEP, type SweepOptions } from './jobs/sweep.js';
import { makeProbes } from './probes.js';
import { ReadMessage } from './read/read-message.js';
import { ReadWorker } from './read/read-worker.js';
import { type ReaderPool } from './read/reader-pool.js';
import { PostgresLedger } from './receive/postgres-ledger.js';
import { ReceiveModule } from './receive/receive.module.js';
import { RaiseAlarms } from './receive/raise-alarms.js';
import { WatchMailbox } from './receive/watch-mailbox.js';
import { type Blanks } from './external/blanks.js';
import { ComposeLetter } from './reply/compose-letter.js';
import { DescribeOutcome } from './reply/describe-outcome.js';
import { GatherAsks } from './reply/gather-asks.js';
import { JudgeAnswer } from './reply/judge-answer.js';
import { SendCode } from './reply/send-code.js';
import { DispatchWorker } from './reply/dispatch-worker.js';
import { SendDispatch } from './reply/send-dispatch.js';
import { ListStatus } from './reply/list-status.js';
import { RemindWorker } from './reply/remind-worker.js';
import { ReplyOutcome } from './reply/reply-outcome.js';
import { ReplyWorker } from './reply/reply-worker.js';
import { SendLetter } from './reply/send-letter.js';
import { RecordBounce } from './draft/record-bounce.js';
import { DecideReminder } from './reply/decide-reminder.js';
import { SendReminder } from './reply/send-reminder.js';
import { SendWorker } from './reply/send-worker.js';

export interface Parts {
  readonly config: Config;
  readonly log: Log;
  readonly databaseUrl: string;
  readonly jobPool: unknown;
  readonly vault: Vault;
  readonly study: Study;
  readonly reader: ReaderPool;
  readonly mailer: Mailer;
  readonly antivirus: Antivirus | null;
  readonly authenticator: Authenticator;
  readonly blanks: Blanks;
  readonly apiToken: string;
  readonly now: () => Date;
}

const SWEEP_EVERY_MS = 30_000;
const LEFT_BEHIND_AFTER_MS = 60_000;

/** What was opened before, for every module. */
@Global()
@Module({})
class PartsModule {
  static forRoot(parts: Parts): DynamicModule {
    const providers = provideParts(parts);
    return {
      module: PartsModule,
      providers,
      exports: providers.map((one) => (one as ValueProvider).provide),
    };
  }
}

@Module({})
export class AppModule {
  static forRoot(parts: Parts): DynamicModule {
    const { role } = parts.config;
    const works = role === 'all' || role === 'worker';
    const watches = role === 'all' || role === 'mailbox';
    const serves = role === 'all' || role === 'web';
    return {
      module: AppModule,
      imports: [
        PartsModule.forRoot(parts),
        DatabaseModule.forRoot(parts.databaseUrl),
        JobsModule.forRoot(parts.jobPool),
        ReceiveModule,
        AccountsModule.forRoot({ serves }),
        // /api/cases/next before /api/cases/:reference.
        ...(serves ? [AnalyseModule, ConfirmModule, CallModule, AnswerModule] : []),
      ],
      controllers: [HealthController, ...(serves ? [OpenApiController] : [])],
      providers: [
        { provide: OPEN_API, useValue: {} },
        {
          provide: APP_GUARD,
          useFactory: (reflector: Reflector, findActor: FindActor) =>
            new AccessGuard(parts.apiToken, reflector, findActor),
          inject: [Reflector, FIND_ACTOR],
        },
        { provide: APP_FILTER, useFactory: () => new ProblemFilter(parts.log) },
        {
          provide: PROBES,
          useFactory: makeProbes(parts.config),
          inject: [DataSource, MAILER, ANTIVIRUS, CLOCK],
        },
        PostgresLedger,
        ...(works
          ? [
              ReadMessage,
              ReadWorker,
              DraftSheet,
              HeedCommands,
              HeedCall,
              HeedAbsence,
              RecordBounce,
              DraftMessage,
              DraftWorker,
              DescribeOutcome,
              ListStatus,
              JudgeAnswer,
              ReplyOutcome,
              ReplyWorker,
              SendLetter,
              SendWorker,
              ComposeLetter,
              GatherAsks,
              DecideReminder,
              SendReminder,
              RemindWorker,
              SendCode,
              SendDispatch,
              DispatchWorker,
              SendCall,
              CallWorker,
            ]
          : []),
        ...(works
          ? [{ provide: SWEEP, useFactory: makeSweep(parts.log), inject: [DataSource, CLOCK] }, Sweep]
          : []),
        ...(watches ? [WatchMailbox] : []),
        ...(works ? [RaiseAlarms] : []),
      ],
    };
  }
}

function provideParts(parts: Parts): Provider[] {
  return [
    { provide: CONFIG, useValue: parts.config },
    { provide: LOG, useValue: parts.log },
    { provide: VAULT, useValue: parts.vault },
    { provide: STUDY, useValue: parts.study },
    { provide: READER, useValue: parts.reader },
    { provide: MAILER, useValue: parts.mailer },
    { provide: ANTIVIRUS, useValue: parts.antivirus },
    { provide: AUTHENTICATOR, useValue: parts.authenticator },
    { provide: BLANKS, useValue: parts.blanks },
    { provide: CLOCK, useValue: parts.now },
  ];
}

function makeSweep(log: Log): (source: DataSource, now: () => Date) => SweepOptions {
  return (source, now) => ({
    log,
    everyMs: SWEEP_EVERY_MS,
    afterMs: LEFT_BEHIND_AFTER_MS,
    find: async (before) =>
      (await findLeftBehind(source, before, now())).map(({ step, id }): LeftBehind => {
        switch (step) {
          case 'read':
          case 'draft':
            return { name: step, payload: { messageId: id } };
          case 'reply':
            return { name: step, payload: { outcomeId: id } };
          case 'send':
            return { name: step, payload: { letterId: id } };
          case 'remind':
            return { name: step, payload: { reminderId: id } };
          case 'dispatch':
            return { name: step, payload: { dispatchId: id } };
          case 'call':
            return { name: step, payload: { callId: id } };
        }
      }),
  });
}
