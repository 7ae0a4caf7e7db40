/** Step 5: what any process writes, as this web process hears of it; whoever wants to know subscribes. */
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DataSource } from '../database/orm.js';
import { type ChangeListener, listenToChanges, tellChange } from '../database/change-listener.js';

/** As told by the database or by another process: a `type`, and ids. */
export type ToldChange = Readonly<Record<string, unknown>> & { readonly type: string };

export interface Subscriber {
  readonly change: (change: ToldChange) => void;
  /** The database was away: something may not have been heard. */
  readonly missed?: () => void;
}

@Injectable()
export class Changes implements OnModuleInit, OnModuleDestroy {
  private readonly subscribers = new Set<Subscriber>();
  private listener: ChangeListener | null = null;

  constructor(private readonly source: DataSource) {}

  onModuleInit(): void {
    this.listener = listenToChanges(this.source, {
      change: (payload) => {
        const change = parseChange(payload);
        if (change) for (const { change: tell } of this.subscribers) tell(change);
      },
      missed: () => {
        for (const { missed } of this.subscribers) missed?.();
      },
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.listener?.stop();
  }

  subscribe(subscriber: Subscriber): void {
    this.subscribers.add(subscriber);
  }

  /** To every web process, this one too. */
  tell(change: ToldChange): Promise<void> {
    return tellChange(this.source, JSON.stringify(change));
  }
}

/** Null for what is not ours: the channel is open to whoever may use the database. */
function parseChange(payload: string): ToldChange | null {
  try {
    const change = JSON.parse(payload) as ToldChange | null;
    return change && typeof change.type === 'string' ? change : null;
  } catch {
    return null;
  }
}
