/** Questions to the operating system about PostgreSQL's process: is it alive, is it ours, who still holds the data. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What `postmaster.pid` says (PostgreSQL's miscadmin.h: pid, data folder, start, port, …, status on line 8). */
export interface PostmasterFile {
  pid: number;
  port: number;
  ready: boolean;
}

/** Reads `postmaster.pid` in a cluster's folder; null when there is none or it is still being written. */
export async function findPostmasterFile(cluster: string): Promise<PostmasterFile | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: Number(lines[3] ?? 0), ready: lines[7] === 'ready' };
}

/** True while the process exists and is no zombie: a dead child of a parent that never waits still answers kill 0. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it exists, under another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return readState(pid) !== 'Z';
}

/** The moment a process started, in kernel ticks, so that a reused pid is not taken for the old process. Empty where unknown. */
export function readStartTicks(pid: number): string {
  return statFields(pid)?.[19] ?? '';
}

/** True when `pid` is a living PostgreSQL server started on this cluster's folder. */
export async function isServerOf(pid: number, cluster: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const words =
    process.platform === 'linux'
      ? (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0')
      : (await readCommandLine(pid)).split(' ');
  return words.includes(cluster) || words.join(' ').includes(` ${cluster} `);
}

/** Processes that work inside the cluster's folder: a killed server's backends live on for a moment. Linux only. */
export function findProcessesIn(cluster: string): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid > 0 && isWorkingIn(pid, cluster));
}

function isWorkingIn(pid: number, cluster: string): boolean {
  const state = readState(pid);
  if (state === undefined || state === 'Z') return false;
  // A server's children rewrite their title: "postgres: walwriter". Their working folder is the cluster.
  return statName(pid) === 'postgres' && readFolder(pid) === cluster;
}

function readFolder(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}

function statText(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return '';
  }
}

function statName(pid: number): string {
  return /\((.*)\)/s.exec(statText(pid))?.[1] ?? '';
}

/** The fields after the name (which may hold spaces and brackets): state is first, start time the twentieth (proc(5)). */
function statFields(pid: number): string[] | undefined {
  const text = statText(pid);
  return text === '' ? undefined : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function readState(pid: number): string | undefined {
  return statFields(pid)?.[0];
}

async function readCommandLine(pid: number): Promise<string> {
  if (process.platform === 'win32') return '';
  const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'args=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }));
  return ` ${stdout.trim()} `;
}
