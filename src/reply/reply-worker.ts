/** The worker of the `reply` queue. */
import { Inject } from '@nestjs/common';
import { type Logger } from 'pino';
import { LOG } from '../config/tokens.js';
import { JobWorker, WorksOn } from '../jobs/job-worker.js';
import { type JobPayload } from '../jobs/names.js';
import { ReplyOutcome } from './reply-outcome.js';

@WorksOn('reply', 1)
export class ReplyWorker extends JobWorker<'reply'> {
  protected readonly name = 'reply';

  constructor(
    private readonly replyOutcome: ReplyOutcome,
    @Inject(LOG) protected readonly log: Logger,
  ) {
    super();
  }

  protected handle({ outcomeId }: JobPayload<'reply'>): Promise<void> {
    return this.replyOutcome.reply(outcomeId);
  }

  protected park({ outcomeId }: JobPayload<'reply'>, code: string): Promise<void> {
    return this.replyOutcome.giveUp(outcomeId, code);
  }
}
