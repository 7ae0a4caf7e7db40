/**
 * The process in which hostile files are opened: it is given the studies once and then one file at a time,
 * needs no network, holds no secret, and may be killed at any moment by the pool (reader-pool.ts) that started it.
 */
import { Worker } from 'node:worker_threads';
import { type SheetReading } from '../core/sheet/reading.js';
import { type Study } from '../core/study/study.js';
import { stoppedReading } from './file-reading.js';
import { readFile, warmReader } from './read-file.js';
import { type FromReader, type ToReader } from './reader-messages.js';

/** A busy reader cannot see that its pool is gone: a thread of its own ends it then. */
const ORPHAN_WATCH = `
  const parent = process.ppid;
  setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, 2000);
`;

let studies: readonly Study[] = [];
let maxOutputBytes = 0;

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
  let readings: readonly SheetReading[];
  try {
    readings = await readFile(message.file, studies);
    if (JSON.stringify(readings).length > maxOutputBytes)
      readings = [stoppedReading(message.file.name, 'too_large')];
  } catch {
    // What is thrown may quote the file: nothing of it leaves.
    readings = [stoppedReading(message.file.name, 'unreadable_file')];
  }
  send({ kind: 'done', id: message.id, readings });
}

process.on('message', (message) => void receive(message as ToReader));
process.on('disconnect', () => process.exit(0));
process.on('SIGINT', () => undefined);
new Worker(ORPHAN_WATCH, { eval: true }).unref();
