/** BullMQ on PostgreSQL. Import './backend.js' first: it makes PostgreSQL the backend of every queue. */
import './backend.js';
import { BullModule, getQueueToken } from '@nestjs/bullmq';
import { type DynamicModule, Module } from '@nestjs/common';
import { type Queue, type QueueOptions } from 'bullmq';
import { Jobs } from './jobs.js';
import { JOB_NAMES } from './names.js';
import { QueueStates } from './queue-states.js';

@Module({})
export class JobsModule {
  /** `pool` is the joining pool of database/transactions.ts; whoever opened it ends it, after the application is closed. */
  static forRoot(pool: unknown): DynamicModule {
    return {
      module: JobsModule,
      global: true,
      imports: [
        // The types know Redis only; the PostgreSQL backend takes a pg.Pool here.
        BullModule.forRoot({ connection: pool as QueueOptions['connection'] }),
        BullModule.registerQueue(...JOB_NAMES.map((name) => ({ name }))),
      ],
      providers: [
        Jobs,
        {
          provide: QueueStates,
          useFactory: (...queues: Queue[]) => new QueueStates(queues),
          inject: JOB_NAMES.map((name) => getQueueToken(name)),
        },
      ],
      exports: [Jobs, QueueStates],
    };
  }
}
