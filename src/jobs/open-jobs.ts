/** The jobs for a command, which adds them and works on none: the running service, or its sweep after the next start, does. */
import './backend.js';
import { Queue, type QueueOptions } from 'bullmq';
import { Jobs } from './jobs.js';
import { JOB_NAMES } from './names.js';

export interface OpenJobs {
  readonly jobs: Jobs;
  readonly close: () => Promise<void>;
}

/** `pool` is the joining pool of database/transactions.ts; whoever opened it ends it, after these are closed. */
export async function openJobs(pool: unknown): Promise<OpenJobs> {
  const connection = pool as QueueOptions['connection'];
  const queues = Object.fromEntries(
    JOB_NAMES.map((name) => [name, new Queue(name, { connection })]),
  ) as Record<(typeof JOB_NAMES)[number], Queue>;
  const { read, draft, reply, send, remind, dispatch, call } = queues;
  const jobs = new Jobs(read, draft, reply, send, remind, dispatch, call);
  await jobs.onModuleInit();
  return {
    jobs,
    close: async () => void (await Promise.all(Object.values(queues).map((queue) => queue.close()))),
  };
}
