/** The queues as a lead may look at them: how many jobs each holds. Rows carry the truth of the work; these are wake-up calls. */
import { type Queue } from 'bullmq';

export interface QueueState {
  readonly queue: string;
  readonly waiting: number;
  readonly active: number;
  /** Waiting for their next try. */
  readonly delayed: number;
  readonly failed: number;
}

export class QueueStates {
  /** @param queues in the order of the walk */
  constructor(readonly queues: readonly Queue[]) {}

  list(): Promise<QueueState[]> {
    return Promise.all(
      this.queues.map(async (queue) => {
        const counts = await queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed');
        const { waiting = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = counts;
        return { queue: queue.name, waiting: waiting + prioritized, active, delayed, failed };
      }),
    );
  }
}
