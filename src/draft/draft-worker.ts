/** The worker of the `draft` queue. */
import { Inject } from '@nestjs/common';
import { type Logger } from 'pino';
import { LOG } from '../config/tokens.js';
import { JobWorker, WorksOn } from '../jobs/job-worker.js';
import { type JobPayload } from '../jobs/names.js';
import { DraftMessage } from './draft-message.js';

@WorksOn('draft', 1)
export class DraftWorker extends JobWorker<'draft'> {
  protected readonly name = 'draft';

  constructor(
    private readonly draftMessage: DraftMessage,
    @Inject(LOG) protected readonly log: Logger,
  ) {
    super();
  }

  protected handle({ messageId }: JobPayload<'draft'>): Promise<void> {
    return this.draftMessage.draft(messageId);
  }

  protected park({ messageId }: JobPayload<'draft'>, code: string): Promise<void> {
    return this.draftMessage.giveUp(messageId, code);
  }
}
