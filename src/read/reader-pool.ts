/**
 * Reads files in processes of their own, with limits of time, memory and output: a file that breaks them
 * kills its reader, becomes a finding, and the others go on in a fresh one.
 */
import { type FileLook, type FileOpener, type FileViewer, type LookedFile } from '../core/sheet/file-look.js';
import { type SheetReading } from '../core/sheet/reading.js';
import { type Study } from '../core/study/study.js';
import { type ExplainedPage } from '../external/explained-page.js';
import { stoppedReading } from './file-reading.js';
import { ReaderChild } from './reader-child.js';
import { type ReadableFile, type ReaderAnswer, type ReaderTask } from './reader-messages.js';

export interface ReaderPoolOptions {
  readonly studies: readonly Study[];
  /** Readers at a time; 2. */
  readonly size?: number;
  /** For one file; 30 s. */
  readonly timeoutMs?: number;
  /** For one that holds scanned pages; 60 s. */
  readonly scanMs?: number;
  /** Resident memory of one reader; 512 MB. */
  readonly memoryMb?: number;
  /** Of one file's readings; 8 MB. */
  readonly maxOutputBytes?: number;
  /** Larger files are not given to a reader; 60 MB. */
  readonly maxInputBytes?: number;
}

interface Job {
  readonly task: ReaderTask;
  /** Null when the reader had to be killed, or died. */
  readonly resolve: (answer: ReaderAnswer | null) => void;
  readonly reject: (error: Error) => void;
}

/** A reader is replaced after so many files, and when it holds on to more than this part of its memory. */
const FILES_PER_READER = 500;
const MEMORY_KEPT = 0.7;
/** Readers that die before they were ready, one after the other: then the installation is broken, not the file. */
const MAX_FALSE_STARTS = 3;

export class ReaderPool implements FileViewer, FileOpener {
  private readonly limits: Required<Omit<ReaderPoolOptions, 'studies'>>;
  private readonly waiting: Job[] = [];
  private readonly idle: ReaderChild[] = [];
  private readonly children = new Set<ReaderChild>();
  private falseStarts = 0;
  private closed = false;
  /** A service that reads all day warms its readers, those that replace others too; one command does not. */
  private warmed = false;

  constructor(private readonly options: ReaderPoolOptions) {
    this.limits = {
      size: options.size ?? 2,
      timeoutMs: options.timeoutMs ?? 30_000,
      scanMs: options.scanMs ?? 60_000,
      memoryMb: options.memoryMb ?? 512,
      maxOutputBytes: options.maxOutputBytes ?? 8 * 1024 * 1024,
      maxInputBytes: options.maxInputBytes ?? 60 * 1024 * 1024,
    };
  }

  /** Starts the readers ahead of the first file; resolves when they are ready. Rejects when none can start. */
  async warm(): Promise<void> {
    this.warmed = true;
    const starts = Array.from({ length: this.limits.size - this.children.size }, () => this.start());
    const started = await Promise.all(starts);
    if (started.length > 0 && !started.includes(true)) throw new Error('the reader process does not start');
  }

  /** One reading for each sheet; a file without one gives a reading without study. Rejects only when no reader starts. */
  async read(file: ReadableFile): Promise<SheetReading[]> {
    if (file.bytes.length > this.limits.maxInputBytes) return [stoppedReading(file.name, 'too_large')];
    const answer = await this.ask({ kind: 'read', file });
    return answer?.kind === 'done' ? [...answer.readings] : [stoppedReading(file.name, 'reader_stopped')];
  }

  /** For a person who waits: before the files that nobody waits for. */
  async look(file: LookedFile): Promise<FileLook | null> {
    if (file.bytes.length > this.limits.maxInputBytes) return null;
    const answer = await this.ask({ kind: 'look', file }, true);
    return answer?.kind === 'looked' ? answer.look : null;
  }

  async draw(file: LookedFile, page: number, dpi: number): Promise<Uint8Array | null> {
    if (file.bytes.length > this.limits.maxInputBytes) return null;
    const answer = await this.ask({ kind: 'draw', file, page, dpi }, true);
    return answer?.kind === 'drawn' ? answer.png : null;
  }

  /** The page with what was read on it; null as for `draw`. */
  async explain(
    file: LookedFile,
    page: number,
    dpi: number,
    explained: ExplainedPage,
  ): Promise<Uint8Array | null> {
    if (file.bytes.length > this.limits.maxInputBytes) return null;
    const answer = await this.ask({ kind: 'explain', file, page, dpi, explained });
    return answer?.kind === 'drawn' ? answer.png : null;
  }

  /** An Outlook message as MIME; null when it cannot be read. */
  async convert(file: ReadableFile): Promise<Uint8Array | null> {
    if (file.bytes.length > this.limits.maxInputBytes) return null;
    const answer = await this.ask({ kind: 'convert', file });
    return answer?.kind === 'converted' ? answer.bytes : null;
  }

  async unlock(file: ReadableFile, password: string): Promise<Uint8Array | null> {
    if (file.bytes.length > this.limits.maxInputBytes) return null;
    const answer = await this.ask({ kind: 'unlock', file, password }, true);
    return answer?.kind === 'unlocked' ? answer.bytes : null;
  }

  /** Kills the readers; files still waiting are rejected. */
  async close(): Promise<void> {
    this.closed = true;
    for (const job of this.waiting.splice(0)) job.reject(new Error('the reader pool is closed'));
    await Promise.all([...this.children].map((child) => child.kill()));
  }

  private ask(task: ReaderTask, isUrgent = false): Promise<ReaderAnswer | null> {
    if (this.closed) return Promise.reject(new Error('the reader pool is closed'));
    return new Promise((resolve, reject) => {
      const job = { task, resolve, reject };
      if (isUrgent) this.waiting.unshift(job);
      else this.waiting.push(job);
      this.serve();
    });
  }

  private serve(): void {
    while (this.waiting.length > 0) {
      const child = this.idle.pop();
      if (!child) break;
      if (!child.alive) continue;
      const job = this.waiting.shift();
      if (job) void this.work(child, job);
    }
    if (this.waiting.length > 0 && this.children.size < this.limits.size) void this.start();
  }

  private async work(child: ReaderChild, job: Job): Promise<void> {
    job.resolve(await child.ask(job.task, this.limits));
    const worn = child.files >= FILES_PER_READER || child.residentMb() > MEMORY_KEPT * this.limits.memoryMb;
    if (worn) await child.kill();
    else if (child.alive) this.idle.push(child);
    if (!this.closed) this.serve();
  }

  /** False when the reader died or failed before it was ready. */
  private async start(): Promise<boolean> {
    const child = new ReaderChild(this.options.studies, this.limits);
    this.children.add(child);
    child.onExit(() => {
      this.children.delete(child);
      const index = this.idle.indexOf(child);
      if (index >= 0) this.idle.splice(index, 1);
    });
    const failure = await child.ready(this.warmed && this.waiting.length === 0);
    if (failure === null) {
      this.falseStarts = 0;
      if (this.closed) await child.kill();
      else this.idle.push(child);
      this.serve();
      return true;
    }
    await child.kill();
    this.falseStarts += 1;
    if (this.closed) return false;
    if (this.falseStarts >= MAX_FALSE_STARTS) {
      this.falseStarts = 0;
      const error = new Error(`the reader process does not start: ${failure}`);
      for (const job of this.waiting.splice(0)) job.reject(error);
    } else this.serve();
    return false;
  }
}
