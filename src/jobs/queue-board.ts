/**
 * bull-board over the queues: which jobs wait, run and are tried again, by their ids alone. Nothing can be changed from it, and what
 * else a job holds (payload, options, the words of a failure) does not leave the process.
 */
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import { type IServerAdapter } from '@bull-board/api/typings/app';
import { type Job } from 'bullmq';
import { type RequestHandler } from 'express';
import { type QueueStates } from './queue-states.js';

/** @param path under which it is served; the handler is given addresses without it */
export function makeQueueBoard({ queues }: QueueStates, path: string): RequestHandler {
  const express = new ExpressAdapter().setBasePath(path);
  createBullBoard({
    queues: queues.map((queue) => new IdsOnly(queue, { readOnlyMode: true })),
    // The two packages bring types of their own for one and the same thing.
    serverAdapter: express as unknown as IServerAdapter,
    options: {
      uiConfig: { boardTitle: 'Recueil', showWorkers: false, hideRedisDetails: true, hideDocsLink: true },
    },
  });
  return express.getRouter() as RequestHandler;
}

class IdsOnly extends BullMQAdapter {
  override async getJob(id: string): Promise<Job | undefined> {
    const job = await super.getJob(id);
    return job && strip(job);
  }
  override async getJobs(...asked: Parameters<BullMQAdapter['getJobs']>): Promise<Job[]> {
    return (await super.getJobs(...asked)).map(strip);
  }
  override getJobLogs(): Promise<string[]> {
    return Promise.resolve([]);
  }
}

function strip(job: Job): Job {
  const { id, name, timestamp, processedOn, finishedOn, attemptsMade, delay } = job.toJSON();
  const shown = {
    ...{ id, name, timestamp, processedOn, finishedOn, attemptsMade, delay },
    ...{ data: {}, opts: {}, progress: 0, returnvalue: null, stacktrace: [] },
  };
  return Object.create(job, { toJSON: { value: () => shown } }) as Job;
}
