/** The worker of the `remind` queue. */
import { Inject } from '@nestjs/common';
import { type Logger } from 'pino';
import { LOG } from '../config/tokens.js';
import { JobWorker, WorksOn } from '../jobs/job-worker.js';
import { type JobPayload } from '../jobs/names.js';
import { SendReminder } from './send-reminder.js';

@WorksOn('remind', 1)
export class RemindWorker extends JobWorker<'remind'> {
  protected readonly name = 'remind';

  constructor(
    private readonly sendReminder: SendReminder,
    @Inject(LOG) protected readonly log: Logger,
  ) {
    super();
  }

  protected handle({ reminderId }: JobPayload<'remind'>): Promise<void> {
    return this.sendReminder.send(reminderId);
  }

  /** It stays planned: the sweep takes it up again, and it is seen as overdue meanwhile. */
  protected park(): Promise<void> {
    return Promise.resolve();
  }
}
