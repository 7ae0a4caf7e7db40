/** The worker of the `read` queue. */
import { Inject } from '@nestjs/common';
import { type Logger } from 'pino';
import { LOG } from '../config/tokens.js';
import { JobWorker, WorksOn } from '../jobs/job-worker.js';
import { type JobPayload } from '../jobs/names.js';
import { ReadMessage } from './read-message.js';

@WorksOn('read', 3)
export class ReadWorker extends JobWorker<'read'> {
  protected readonly name = 'read';

  constructor(
    private readonly readMessage: ReadMessage,
    @Inject(LOG) protected readonly log: Logger,
  ) {
    super();
  }

  protected handle({ messageId }: JobPayload<'read'>): Promise<void> {
    return this.readMessage.read(messageId);
  }

  protected park({ messageId }: JobPayload<'read'>, code: string): Promise<void> {
    return this.readMessage.giveUp(messageId, code);
  }
}
