/**
 * What every step's worker shares: the payload is checked, a Problem is not retried, a Fault is retried with backoff, and
 * what still fails after the last try is parked on its row. Logs carry ids and codes only.
 */
import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { type BeforeApplicationShutdown } from '@nestjs/common';
import { type Job, UnrecoverableError } from 'bullmq';
import { type Logger } from 'pino';
import { Problem } from '../core/problem.js';
import { JOBS, type JobName, type JobPayload } from './names.js';

/** For jobs with `backoff: { type: 'capped' }`: doubling from two seconds to ten minutes. */
function pauseBefore(attemptsMade: number): number {
  return Math.min(2_000 * 2 ** (attemptsMade - 1), 600_000);
}

/** Marks a class as the worker of a queue. A killed worker's jobs are taken up again after `lockDuration`. */
export function WorksOn(name: JobName, concurrency: number): ClassDecorator {
  return Processor(name, {
    concurrency,
    lockDuration: 10_000,
    stalledInterval: 5_000,
    // A job may be caught by several restarts in a row without being at fault.
    maxStalledCount: 20,
    settings: { backoffStrategy: pauseBefore },
  });
}

/** A short code for a fault, safe to log and to store: never its message, which may quote a value. */
export function faultCode(error: unknown): string {
  if (error instanceof Problem) return error.code;
  if (!(error instanceof Error)) return 'unknown';
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? `${error.name}:${code}` : error.name;
}

export abstract class JobWorker<N extends JobName> extends WorkerHost implements BeforeApplicationShutdown {
  protected abstract readonly name: N;
  protected abstract readonly log: Logger;

  /** Does the work; must be safe to run again after being cut short anywhere. */
  protected abstract handle(payload: JobPayload<N>): Promise<void>;
  /** Records on the row that the work was given up, for an investigator to see and try again. */
  protected abstract park(payload: JobPayload<N>, code: string): Promise<void>;

  async process(job: Job): Promise<void> {
    const payload = JOBS[this.name].parse(job.data) as JobPayload<N>;
    try {
      await this.handle(payload);
    } catch (error) {
      const code = faultCode(error);
      const last = error instanceof Problem || job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
      const where = error instanceof Error ? error.stack?.split('\n')[1]?.trim() : undefined;
      this.log.warn({ job: job.id, attempt: job.attemptsMade + 1, code, where, parked: last }, 'job failed');
      // BullMQ keeps what is thrown with the job, in the clear: the code alone, never a message that may quote a value.
      if (!last) throw new Error(code, { cause: error });
      await this.park(payload, code);
      throw new UnrecoverableError(code);
    }
  }

  /** Lets the jobs in hand finish, before the data source is closed under them. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.close();
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.log.error({ queue: this.name, code: faultCode(error) }, 'worker trouble');
  }
}
