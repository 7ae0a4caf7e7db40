/** The worker of the `send` queue: one letter at a time, so that a killed process leaves at most one of unknown fate. */
import { Inject } from '@nestjs/common';
import { type Logger } from 'pino';
import { LOG } from '../config/tokens.js';
import { JobWorker, WorksOn } from '../jobs/job-worker.js';
import { type JobPayload } from '../jobs/names.js';
import { SendLetter } from './send-letter.js';

@WorksOn('send', 1)
export class SendWorker extends JobWorker<'send'> {
  protected readonly name = 'send';

  constructor(
    private readonly sendLetter: SendLetter,
    @Inject(LOG) protected readonly log: Logger,
  ) {
    super();
  }

  protected handle({ letterId }: JobPayload<'send'>): Promise<void> {
    return this.sendLetter.send(letterId);
  }

  protected park({ letterId }: JobPayload<'send'>, code: string): Promise<void> {
    return this.sendLetter.giveUp(letterId, code);
  }
}
