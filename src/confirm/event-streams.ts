/**
 * Step 5: the open streams of GET /api/events. Each is ended after some minutes, and the browser comes back by itself: that is when
 * it is asked again who it is. At shutdown all are ended at once, for a server that closes waits for its connections.
 */
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Changes, type ToldChange } from './changes.js';
import { EVENT_TYPES, type EventView } from './event-views.js';
import { Presence } from './presence.js';

const HEARTBEAT_MS = 20_000;
const LONGEST_MS = 10 * 60_000;
/** A page that does not read what it is sent is let go, and asks anew. */
const MOST_UNREAD_BYTES = 1024 * 1024;

/** What is used of Express' response. */
export interface StreamResponse {
  readonly writableLength: number;
  status(code: number): { end(): void };
  writeHead(code: number, headers: Readonly<Record<string, string>>): unknown;
  write(text: string): boolean;
  end(): void;
  on(event: 'close', listener: () => void): unknown;
}

@Injectable()
export class EventStreams implements OnModuleInit, OnModuleDestroy {
  private readonly open = new Set<StreamResponse>();
  private heartbeat: NodeJS.Timeout | undefined;
  private isStopping = false;

  constructor(
    private readonly changes: Changes,
    private readonly presence: Presence,
  ) {}

  onModuleInit(): void {
    this.changes.subscribe({
      change: (change) => {
        const event = toEvent(change);
        if (event) this.send(event);
      },
      // They ask again for all that they show as soon as they are back.
      missed: () => this.endAll(),
    });
    this.presence.onChange((reference, people) => {
      this.send({ type: 'presence', id: null, reference, people });
    });
    this.heartbeat = setInterval(() => this.writeAll(': still here\n\n'), HEARTBEAT_MS).unref();
  }

  onModuleDestroy(): void {
    this.isStopping = true;
    clearInterval(this.heartbeat);
    this.endAll();
  }

  add(response: StreamResponse): void {
    if (this.isStopping) {
      response.status(503).end();
      return;
    }
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      connection: 'close',
    });
    response.write('retry: 1000\n: hello\n\n');
    this.open.add(response);
    const ending = setTimeout(() => response.end(), LONGEST_MS).unref();
    response.on('close', () => {
      clearTimeout(ending);
      this.open.delete(response);
    });
  }

  private send(event: EventView): void {
    this.writeAll(`event: change\ndata: ${JSON.stringify(event)}\n\n`);
  }

  private writeAll(text: string): void {
    for (const response of this.open) {
      if (response.writableLength > MOST_UNREAD_BYTES) response.end();
      else response.write(text);
    }
  }

  private endAll(): void {
    for (const response of this.open) response.end();
    this.open.clear();
  }
}

function toEvent(change: ToldChange): EventView | null {
  const type = EVENT_TYPES.find((one) => one === change.type);
  if (!type || type === 'presence') return null;
  return { id: null, ...change, type };
}
