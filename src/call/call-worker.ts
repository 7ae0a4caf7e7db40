/** The worker of the `call` queue. */
import { Inject } from '@nestjs/common';
import { type Logger } from 'pino';
import { LOG } from '../config/tokens.js';
import { JobWorker, WorksOn } from '../jobs/job-worker.js';
import { type JobPayload } from '../jobs/names.js';
import { SendCall } from './send-call.js';

@WorksOn('call', 1)
export class CallWorker extends JobWorker<'call'> {
  protected readonly name = 'call';

  constructor(
    private readonly sendCall: SendCall,
    @Inject(LOG) protected readonly log: Logger,
  ) {
    super();
  }

  protected handle({ callId }: JobPayload<'call'>): Promise<void> {
    return this.sendCall.send(callId);
  }

  /** It stays planned: the sweep takes it up again, and it is seen as overdue meanwhile. */
  protected park(): Promise<void> {
    return Promise.resolve();
  }
}
