/**
 * The process in which hostile files are opened: it is given the studies once and then one file at a time,
 * needs no network, holds no secret, and may be killed at any moment by the pool (reader-pool.ts) that started it.
 */
import { Worker } from 'node:worker_threads';
import { type FindingCode } from '../core/sheet/finding.js';
import { type Study } from '../core/study/study.js';
import { convertOutlookMessage } from '../external/msg-mail.js';
import { unlockPdf } from '../external/pdf-unlock.js';
import { stoppedReading } from './file-reading.js';
import { drawFilePage, lookAtFile, readFile, warmReader } from './read-file.js';
import { type FromReader, type ReaderAnswer, type ReaderTask, type ToReader } from './reader-messages.js';

/** A busy reader cannot see that its pool is gone: a thread of its own ends it then. */
const ORPHAN_WATCH = `
  const parent = process.ppid;
  setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, 2000);
`;

/** A file may grow where what was packed is unpacked; it is read under the limits of any other. */
const MOST_UNLOCKED_BYTES = 60 * 1024 * 1024;

/** Files grow by a third in MIME. */
const MOST_CONVERTED_BYTES = 120 * 1024 * 1024;

let studies: readonly Study[] = [];
let maxOutputBytes = 0;
/** Ends the task in hand as a failure. */
let abandon: (() => void) | null = null;

function send(message: FromReader): void {
  process.send?.(message);
}

async function receive(message: ToReader): Promise<void> {
  if (message.kind === 'start') {
    ({ studies, maxOutputBytes } = message);
    try {
      await (message.warm ? warmReader(studies) : undefined);
      send({ kind: 'ready' });
    } catch (error) {
      send({ kind: 'failed', message: error instanceof Error ? error.message : 'unknown' });
    }
    return;
  }
  const abandoned = new Promise<never>((_resolve, reject) => {
    abandon = () => reject(new Error('a parser dropped an error'));
  });
  send({ ...(await work(message, abandoned)), id: message.id });
}

/** What is thrown may quote the file: nothing of it leaves. */
async function work(task: ReaderTask, abandoned: Promise<never>): Promise<ReaderAnswer> {
  const finish = <Result>(working: Promise<Result>) => Promise.race([working, abandoned]);
  switch (task.kind) {
    case 'read': {
      const { file } = task;
      const stopped = (code: FindingCode) =>
        ({ kind: 'done', readings: [stoppedReading(file.name, code)] }) as const;
      try {
        const readings = await finish(readFile(file, studies, () => send({ kind: 'scanning' })));
        return JSON.stringify(readings).length > maxOutputBytes
          ? stopped('too_large')
          : { kind: 'done', readings };
      } catch {
        return stopped('unreadable_file');
      }
    }
    case 'look': {
      const look = await finish(lookAtFile(task.file, task.file.sheet, studies)).catch(() => null);
      return { kind: 'looked', look: JSON.stringify(look).length > maxOutputBytes ? null : look };
    }
    case 'unlock': {
      const bytes = await finish(unlockPdf(task.file.bytes, task.password)).catch(() => null);
      return { kind: 'unlocked', bytes: bytes && bytes.length <= MOST_UNLOCKED_BYTES ? bytes : null };
    }
    case 'convert': {
      const bytes = await finish(convertOutlookMessage(task.file.bytes)).catch(() => null);
      return { kind: 'converted', bytes: bytes && bytes.length <= MOST_CONVERTED_BYTES ? bytes : null };
    }
    case 'draw':
    case 'explain': {
      const wanted = { ...task, sheet: task.file.sheet };
      const drawing = drawFilePage(wanted, studies, maxOutputBytes);
      return { kind: 'drawn', png: await finish(drawing).catch(() => null) };
    }
  }
}

process.on('message', (message) => void receive(message as ToReader));
// pdf.js lets some errors of damaged files go unheard: what waits for them would wait for ever, and Node ends the process.
process.on('unhandledRejection', () => abandon?.());
process.on('disconnect', () => process.exit(0));
process.on('SIGINT', () => undefined);
new Worker(ORPHAN_WATCH, { eval: true }).unref();
