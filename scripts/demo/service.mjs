/** The real service as a process of its own, and the command beside it: what the demo knows of them, anyone may know. */
import { spawn } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { root } from '../setup.mjs';

const dist = (name) => join(root, 'dist', name);
/** Nothing of the caller's own settings: the demo must not touch a real mailbox. */
const bare = { PATH: process.env.PATH, HOME: process.env.HOME, LANG: process.env.LANG };
const POLL_MS = 50;

/** What `recueil ARGS…` prints, on the settings of `env`; rejects with what it complained of when it fails. */
export function recueil(args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [dist('cli.js'), ...args], {
      cwd: root,
      env: { ...bare, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (printed += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (said += text));
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve(printed) : reject(new Error(`recueil ${args[0]} (${code}): ${said}`)),
    );
  });
}

/** Starts `node dist/main.js`; its log goes to DATA_DIR/service.log. */
export function startService(env) {
  const logFile = join(env.DATA_DIR, 'service.log');
  const log = createWriteStream(logFile);
  const child = spawn(process.execPath, [dist('main.js')], {
    cwd: env.DATA_DIR,
    env: { ...bare, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const ended = new Promise((resolve) => child.once('close', () => log.end(resolve)));
  const lastWords = () => readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-20).join('\n');
  const api = `http://127.0.0.1:${env.PORT}`;
  let token = '';
  return {
    pid: child.pid,
    api,
    ended,
    lastWords,
    async get(path) {
      token ||= readFileSync(join(env.DATA_DIR, 'api-token'), 'utf8').trim();
      const answer = await fetch(api + path, { headers: { authorization: `Bearer ${token}` } });
      if (!answer.ok) throw new Error(`${path} answers ${answer.status}`);
      return answer.json();
    },
    /** The one-time link of the first account, as the service printed it; null before it has. */
    firstLink: () => /https?:\/\/\S+\/#\/invitation\/\S+/.exec(readFileSync(logFile, 'utf8'))?.[0] ?? null,
    /** Every case with its answers: the list of the API shows none. */
    cases: async () => JSON.parse(await recueil(['cases', '--json'], { DATA_DIR: env.DATA_DIR })),
    isReady: () =>
      fetch(`${api}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      ),
    /** Polls until it is so; the service's last words when it ends before, or when it takes too long. */
    async until(what, isDone, withinMs = 120_000) {
      const deadline = Date.now() + withinMs;
      while (!(await isDone())) {
        if (child.exitCode !== null || child.signalCode !== null) {
          await ended;
          throw new Error(`the service ended:\n${lastWords()}`);
        }
        if (Date.now() > deadline) throw new Error(`no ${what} within ${withinMs / 1000} s:\n${lastWords()}`);
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The wanted port where it is free, so that the addresses are easy to remember; else any. */
export async function freePort(wanted) {
  return (await tryPort(wanted)) ?? (await tryPort(0));
}

function tryPort(wanted) {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(null));
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
