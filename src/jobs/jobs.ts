/**
 * Adding jobs. Called inside a transaction (database/transactions.ts), the job is committed with the rows it will work on.
 * A queue is only a wake-up call: each row carries its own state, and the sweep adds again what was left behind.
 */
import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type JobsOptions, type Queue } from 'bullmq';
import { JOBS, jobId, type JobName, type JobPayload } from './names.js';

/**
 * Six tries within some fifteen seconds. A letter is tried for a day and a half, as mail servers do (RFC 5321, 4.5.4.1), at most
 * ten minutes apart: once the server is back, nobody waits for long (job-worker.ts).
 */
const TRIES: Readonly<Record<JobName, Pick<JobsOptions, 'attempts' | 'backoff'>>> = {
  read: { attempts: 6, backoff: { type: 'exponential', delay: 500 } },
  draft: { attempts: 6, backoff: { type: 'exponential', delay: 500 } },
  reply: { attempts: 6, backoff: { type: 'exponential', delay: 500 } },
  send: { attempts: 225, backoff: { type: 'capped' } },
  remind: { attempts: 6, backoff: { type: 'exponential', delay: 500 } },
  dispatch: { attempts: 6, backoff: { type: 'exponential', delay: 500 } },
  call: { attempts: 6, backoff: { type: 'exponential', delay: 500 } },
};
const OPTIONS = {
  // What failed for good is parked on its row, and finished jobs are of no further use.
  removeOnComplete: true,
  removeOnFail: true,
} as const;

@Injectable()
export class Jobs implements OnModuleInit {
  private readonly queues: Readonly<Record<JobName, Queue>>;

  constructor(
    @InjectQueue('read') read: Queue,
    @InjectQueue('draft') draft: Queue,
    @InjectQueue('reply') reply: Queue,
    @InjectQueue('send') send: Queue,
    @InjectQueue('remind') remind: Queue,
    @InjectQueue('dispatch') dispatch: Queue,
    @InjectQueue('call') call: Queue,
  ) {
    this.queues = { read, draft, reply, send, remind, dispatch, call };
  }

  /** The first use of a queue opens its connection, which must not happen inside a transaction. */
  async onModuleInit(): Promise<void> {
    await Promise.all(Object.values(this.queues).map((queue) => queue.waitUntilReady()));
  }

  /** `isLate`: it waits until no other of its queue does. */
  async add<N extends JobName>(
    name: N,
    payload: JobPayload<N>,
    { isLate = false }: { isLate?: boolean } = {},
  ): Promise<void> {
    const checked = JOBS[name].parse(payload) as JobPayload<N>;
    await this.queues[name].add(name, checked, {
      ...OPTIONS,
      ...TRIES[name],
      jobId: jobId(name, checked),
      ...(isLate && { priority: 1 }),
    });
  }

  /** Adds the job, or, where it waits for its next try, lets it try now. */
  async hurry<N extends JobName>(name: N, payload: JobPayload<N>): Promise<void> {
    const known = await this.queues[name].getJob(jobId(name, payload));
    if (known && (await known.isDelayed())) await known.promote();
    else await this.add(name, payload);
  }

  /** Jobs of each queue that wait, run, or wait for their next try. */
  async count(): Promise<Record<JobName, number>> {
    const entries = await Promise.all(
      Object.entries(this.queues).map(async ([name, queue]) => {
        const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'prioritized');
        return [name, Object.values(counts).reduce((sum, count) => sum + count, 0)];
      }),
    );
    return Object.fromEntries(entries) as Record<JobName, number>;
  }
}
