/** One reader process as its pool sees it: started, given a file, watched, killed. */
import { fork, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Study } from '../core/study/study.js';
import { type FromReader, type ReaderAnswer, type ReaderTask, type ToReader } from './reader-messages.js';
import { residentMb } from './resident-memory.js';

/** The compiled entry, also when the pool itself runs from the TypeScript sources: src/ and dist/ are neighbours. */
const ENTRY = fileURLToPath(new URL('../../dist/read/reader-process.js', import.meta.url));
const WATCH_MS = 100;
const START_MS = 60_000;

export interface ReaderLimits {
  readonly memoryMb: number;
  readonly maxOutputBytes: number;
}

/** For one file, in ms; the longer one once it turns out to hold scanned pages. */
export interface ReaderTimes {
  readonly timeoutMs: number;
  readonly scanMs: number;
}

export class ReaderChild {
  files = 0;
  private readonly child: ChildProcess;
  private readonly exited: Promise<void>;
  private gone = false;
  /** Messages may come two at a time: none is lost between two questions. */
  private readonly inbox: FromReader[] = [];
  private hear: () => void = () => undefined;

  constructor(
    private readonly studies: readonly Study[],
    private readonly limits: ReaderLimits,
  ) {
    if (!existsSync(ENTRY)) throw new Error(`the reader is not built: ${ENTRY} (npm run build)`);
    this.child = fork(ENTRY, [], {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${Math.round(limits.memoryMb * 0.75)}`],
      // Nothing of the service's environment: it holds secrets.
      env: { LANG: 'C.UTF-8', TZ: 'UTC' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.exited = new Promise((resolve) => {
      const end = () => {
        this.gone = true;
        resolve();
      };
      this.child.once('exit', end);
      this.child.once('error', end);
    });
    this.child.on('message', (message) => {
      this.inbox.push(message as FromReader);
      this.hear();
    });
    // Sending to a reader that has just died fails here too; `exit` tells the rest.
    this.child.on('error', () => undefined);
  }

  get alive(): boolean {
    return !this.gone && this.child.connected;
  }

  onExit(listener: () => void): void {
    void this.exited.then(listener);
  }

  /** Null when the reader is ready, otherwise why it is not. */
  async ready(warm: boolean): Promise<string | null> {
    const { maxOutputBytes } = this.limits;
    this.tell({ kind: 'start', studies: this.studies, maxOutputBytes, warm });
    const answer = await this.answer(START_MS, this.limits.memoryMb);
    if (answer?.kind === 'ready') return null;
    return answer?.kind === 'failed' ? answer.message : 'stopped';
  }

  /** Null when the reader had to be killed, or died. */
  async ask(task: ReaderTask, { timeoutMs, scanMs }: ReaderTimes): Promise<ReaderAnswer | null> {
    this.files += 1;
    const id = this.files;
    const began = performance.now();
    this.tell({ ...task, id });
    let answer = await this.answer(timeoutMs, this.limits.memoryMb);
    while (answer?.kind === 'scanning')
      answer = await this.answer(scanMs - (performance.now() - began), this.limits.memoryMb);
    return answer && 'id' in answer && answer.id === id ? answer : null;
  }

  residentMb(): number {
    return this.alive && this.child.pid ? residentMb(this.child.pid) : 0;
  }

  async kill(): Promise<void> {
    if (!this.gone) this.child.kill('SIGKILL');
    await this.exited;
  }

  private tell(message: ToReader): void {
    if (this.alive) this.child.send(message, () => undefined);
  }

  /** The next message; null, the reader killed, when it takes too long or too much, or dies. */
  private async answer(timeoutMs: number, memoryMb: number): Promise<FromReader | null> {
    const timer = setTimeout(() => this.child.kill('SIGKILL'), timeoutMs);
    const watch = setInterval(() => {
      if (this.residentMb() > memoryMb) this.child.kill('SIGKILL');
    }, WATCH_MS);
    try {
      const said = new Promise<void>((resolve) => (this.hear = resolve));
      if (this.inbox.length === 0) await Promise.race([said, this.exited]);
      return this.inbox.shift() ?? null;
    } finally {
      clearTimeout(timer);
      clearInterval(watch);
      if (this.gone) await this.exited;
    }
  }
}
