/** The built program as processes of its own, to be killed and stopped as an operating system does it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Program {
  readonly pid: number;
  /** Its port, once it has said that it is ready; rejects with its words when it ends before. */
  readonly ready: Promise<number>;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** All that it wrote. */
  readonly words: () => string;
  /** SIGKILL: no time for anything. Resolves when it has gone, with the ids of the readers it had. */
  kill(): Promise<number[]>;
  signal(name: NodeJS.Signals): void;
}

/** Starts `node dist/main.js`; `env` is all that it knows beside the path. */
export function runProgram(env: Readonly<Record<string, string>>): Program {
  const child: ChildProcess = spawn(process.execPath, ['dist/main.js'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid, stdout, stderr } = child;
  if (pid === undefined || !stdout || !stderr) throw new Error('the program could not be run');
  const lines: string[] = [];
  stderr.on('data', (words: Buffer) => lines.push(words.toString()));
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  const ready = new Promise<number>((resolve, reject) => {
    createInterface(stdout).on('line', (line) => {
      lines.push(`${line}\n`);
      if (line.includes('"msg":"ready"')) resolve((JSON.parse(line) as { port: number }).port);
    });
    void ended.then((end) => reject(new Error(`the program ended (${end}):\n${lines.join('')}`)));
  });
  // Whoever does not wait for it is told by `ended`.
  ready.catch(() => undefined);
  return {
    pid,
    ready,
    ended,
    words: () => lines.join(''),
    async kill() {
      const readers = listChildren(pid);
      child.kill('SIGKILL');
      await ended;
      return readers;
    },
    signal: (name) => void child.kill(name),
  };
}

/** The processes that a process has started and that still live. */
export function listChildren(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => readStat(pid)?.parent === parent);
}

/** Whether the process does anything any more: one that nobody has buried yet does not. */
export function isAlive(pid: number): boolean {
  const stat = readStat(pid);
  return stat !== null && stat.state !== 'Z';
}

/** Those of the processes that are still alive after a few seconds. */
export async function findSurvivors(pids: readonly number[], withinMs = 8000): Promise<number[]> {
  for (const deadline = Date.now() + withinMs; ;) {
    const alive = pids.filter(isAlive);
    if (alive.length === 0 || Date.now() > deadline) return alive;
    await delay(50);
  }
}

/** proc(5): the name, in brackets, may hold anything; state and parent follow it. */
function readStat(pid: number): { state: string; parent: number } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state = '', parent = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state, parent: Number(parent) };
  } catch {
    return null;
  }
}

/** Looks again and again, for what is not announced; the error says what was waited for. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs = 60_000,
): Promise<void> {
  for (const deadline = Date.now() + withinMs; !(await holds());) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${withinMs} ms`);
    await delay(5);
  }
}
