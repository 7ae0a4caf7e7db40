/** Starts the service; ROLE says which part of it this process is. */
import { loadConfig } from './config/config.js';
import { createLogger } from './config/log.js';
import { explainStartFailure } from './explain-start-failure.js';
import { start } from './start.js';

const config = await orExit(() => loadConfig());
const log = createLogger(config);
/** Beyond this, whoever asked for the end would use force. */
const STOP_WITHIN_MS = 14_500;
let stopping = false;
const stop = (signal: string): void => {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, 'stopping');
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  // Asked to end while it starts, it ends when it has: what was begun is there to be closed then.
  starting
    .then((running) => running.stop())
    .then(
      () => process.exit(0),
      () => process.exit(1),
    );
};
// Before anything is begun: a signal finds somebody from the first moment on.
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
const starting = orExit(() => start(config, log, { host: config.role === 'all' ? '127.0.0.1' : '0.0.0.0' }));
const { firstLink } = await starting;
if (firstLink !== null) {
  // Not through the log: it would be kept there, and the link must not be.
  process.stderr.write(
    `Premier compte, lien valable une fois, 24 h / First account, link good once, 24 h: ${firstLink}\n`,
  );
}

async function orExit<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { lines, exitCode } = explainStartFailure(error);
    process.stderr.write(`${lines.join('\n')}\n`);
    process.exit(exitCode);
  }
}
