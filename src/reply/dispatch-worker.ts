/** The worker of the `dispatch` queue. */
import { Inject } from '@nestjs/common';
import { type Logger } from 'pino';
import { LOG } from '../config/tokens.js';
import { JobWorker, WorksOn } from '../jobs/job-worker.js';
import { type JobPayload } from '../jobs/names.js';
import { SendDispatch } from './send-dispatch.js';

@WorksOn('dispatch', 1)
export class DispatchWorker extends JobWorker<'dispatch'> {
  protected readonly name = 'dispatch';

  constructor(
    private readonly sendDispatch: SendDispatch,
    @Inject(LOG) protected readonly log: Logger,
  ) {
    super();
  }

  protected handle({ dispatchId }: JobPayload<'dispatch'>): Promise<void> {
    return this.sendDispatch.send(dispatchId);
  }

  /** It stays without a letter: the sweep takes it up again. */
  protected park(): Promise<void> {
    return Promise.resolve();
  }
}
