/** Resident memory of a process, for the watch on readers. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** In MB; 0 when it cannot be told (the process is gone, or the system has neither /proc nor ps). */
export function residentMb(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    if (process.platform === 'linux' || process.platform === 'win32') return 0;
  }
  try {
    const output = execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], {
      encoding: 'latin1',
      timeout: 2000,
    });
    return Number(output.trim()) / 1024;
  } catch {
    return 0;
  }
}
