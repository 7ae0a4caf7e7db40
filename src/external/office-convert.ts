/**
 * Old Word documents (DOC) and RTF as DOCX, through the LibreOffice of this machine when it has one. The bytes may be
 * hostile: a profile of its own that runs no macro and follows no link, no environment, a limit of time, of memory
 * and of output, its whole process group killed at the limit, its folder removed.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where its packages put it. Never looked for by PATH. */
const PROGRAMS: readonly string[] = [
  '/usr/bin/soffice',
  '/usr/lib/libreoffice/program/soffice',
  '/usr/lib64/libreoffice/program/soffice',
  '/usr/local/bin/soffice',
  '/opt/libreoffice/program/soffice',
  '/Applications/LibreOffice.app/Contents/MacOS/soffice',
];
const FILTERS = { doc: 'MS Word 97', rtf: 'Rich Text Format' } as const;
export type OldFormat = keyof typeof FILTERS;

export interface ConvertLimits {
  readonly timeoutMs: number;
  readonly memoryMb: number;
}
/** Within the reader's own 30 s. */
const LIMITS: ConvertLimits = { timeoutMs: 20_000, memoryMb: 512 };
const MOST_BYTES = 60 * 1024 * 1024;
const WATCH_MS = 200;

/** Beside the document: no macro, no script, no Java, no link followed, a proxy where nobody listens. */
const SETTINGS: readonly (readonly [path: string, name: string, value: string])[] = [
  ['Office.Common/Security/Scripting', 'DisableMacrosExecution', 'true'],
  ['Office.Common/Security/Scripting', 'MacroSecurityLevel', '3'],
  ['Office.Common/Security/Scripting', 'BlockUntrustedRefererLinks', 'true'],
  ['Office.Java/VirtualMachine', 'Enable', 'false'],
  ['Office.Writer/Content/Update', 'Link', '2'],
  ['Inet/Settings', 'ooInetProxyType', '2'],
  ['Inet/Settings', 'ooInetHTTPProxyName', '127.0.0.1'],
  ['Inet/Settings', 'ooInetHTTPProxyPort', '9'],
  ['Inet/Settings', 'ooInetHTTPSProxyName', '127.0.0.1'],
  ['Inet/Settings', 'ooInetHTTPSProxyPort', '9'],
];

/**
 * Waits for the program and for the reader that started it. A reader that was killed cannot clean up behind
 * itself: then its program and its folder go, in this order, for a program that still writes keeps a folder alive;
 * who does it stands outside the group that is killed (where there is no setsid, the folder goes as well as it can).
 * A file may have 32 or 64 MB, as the shell counts.
 */
const WRAPPER = `
folder=$1; shift
ulimit -t 30; ulimit -f 65536
"$@" & child=$!
while kill -0 $child && kill -0 $PPID; do sleep 0.1; done
if ! kill -0 $PPID; then
  command -v setsid && setsid sh -c 'kill -KILL "-$1"; until rm -rf "$2"; do sleep 0.1; done' sh $$ "$folder"
  rm -rf "$folder"; kill -KILL 0
fi
wait $child
`;

export function findOffice(): string | null {
  return PROGRAMS.find((program) => existsSync(program)) ?? null;
}

/** The DOCX; null when the program could not make one within the limits. `program` is findOffice's. */
export async function convertToDocx(
  program: string,
  bytes: Uint8Array,
  format: OldFormat,
  limits: ConvertLimits = LIMITS,
): Promise<Uint8Array | null> {
  const folder = await mkdtemp(join(tmpdir(), 'recueil-office-'));
  try {
    const profile = join(folder, 'profile');
    await mkdir(join(profile, 'user'), { recursive: true });
    await writeFile(join(profile, 'user', 'registrymodifications.xcu'), writeSettings());
    await writeFile(join(folder, `in.${format}`), bytes);
    const args = [
      `-env:UserInstallation=${pathToFileURL(profile).href}`,
      '--headless',
      '--norestore',
      '--nologo',
      '--nodefault',
      `--infilter=${FILTERS[format]}`,
      '--convert-to',
      'docx:Office Open XML Text',
      '--outdir',
      'out',
      `in.${format}`,
    ];
    await run(folder, [program, ...args], limits);
    const made = join(folder, 'out', 'in.docx');
    const { size } = await stat(made);
    return size > MOST_BYTES ? null : new Uint8Array(await readFile(made));
  } catch {
    // What the program says of a file that it refuses may quote it.
    return null;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function run(folder: string, command: readonly string[], limits: ConvertLimits): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', WRAPPER, 'sh', folder, ...command], {
      cwd: folder,
      env: { HOME: folder, TMPDIR: folder, PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', SAL_USE_VCLPLUGIN: 'svp' },
      stdio: 'ignore',
      detached: true,
    });
    const { pid } = child;
    const end = (): void => {
      if (pid !== undefined) killGroup(pid);
    };
    const timer = setTimeout(end, limits.timeoutMs);
    const watch = setInterval(() => {
      if (pid !== undefined && groupMb(pid) > limits.memoryMb) end();
    }, WATCH_MS);
    const close = (): void => {
      clearTimeout(timer);
      clearInterval(watch);
      // Nothing that it started outlives it.
      end();
    };
    child.once('error', (error) => {
      close();
      reject(error);
    });
    child.once('exit', () => {
      close();
      resolve();
    });
  });
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

/** Resident memory of the group; 0 where the system has no /proc: there the limits of time and output hold alone. */
function groupMb(group: number): number {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .reduce((sum, name) => sum + processMb(name, group), 0);
  } catch {
    return 0;
  }
}
function processMb(pid: string, group: number): number {
  try {
    // After the name in parentheses: state, parent, group (proc(5)); resident pages are the 24th field.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    return Number(fields[2]) === group ? (Number(fields[21]) * 4096) / 1024 / 1024 : 0;
  } catch {
    return 0;
  }
}

function writeSettings(): string {
  const items = SETTINGS.map(
    ([path, name, value]) =>
      `<item oor:path="/org.openoffice.${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${items.join('')}</oor:items>\n`;
}
