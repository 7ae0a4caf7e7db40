/** Finds rows that no job is working on any more (lost wake-up, restored database) and adds their jobs again. */
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { type Logger } from 'pino';
import { faultCode } from './job-worker.js';
import { Jobs } from './jobs.js';
import { type JobName, type JobPayload } from './names.js';

export type LeftBehind = { [N in JobName]: { name: N; payload: JobPayload<N> } }[JobName];
/** Lists rows whose state has not moved since `before`. */
export type FindLeftBehind = (before: Date) => Promise<LeftBehind[]>;

export const SWEEP = Symbol('sweep');
export interface SweepOptions {
  readonly find: FindLeftBehind;
  readonly log: Logger;
  readonly everyMs: number;
  /** How long a row may stand still before it counts as left behind. */
  readonly afterMs: number;
}

@Injectable()
export class Sweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(SWEEP) private readonly options: SweepOptions,
    private readonly jobs: Jobs,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running = this.sweep();
    }, this.options.everyMs);
    this.running = this.sweep();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** Adds the jobs of what was left behind; trouble is logged and met again at the next turn. */
  async sweep(): Promise<void> {
    try {
      for (const { name, payload } of await this.options.find(new Date(Date.now() - this.options.afterMs))) {
        await this.jobs.add(name, payload);
      }
    } catch (error) {
      this.options.log.warn({ code: faultCode(error) }, 'sweep failed');
    }
  }
}
