/**
 * `npm run build`: src/ → dist/ by tsc, with the files that are not TypeScript, and the command made executable; admin/ →
 * dist/console by Vite.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const src = join(root, 'src');
const admin = join(root, 'admin');
const dist = join(root, 'dist');
const stamp = join(dist, '.built-from');
const settings = ['tsconfig.json', 'tsconfig.build.json', 'package.json', 'package-lock.json'];

/** True when dist/ was not built from these very files. By content: times change with a checkout. */
export function isBuildStale() {
  return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== digestSources();
}

/** Builds; false, with the mistakes on standard error, when the types do not hold. */
export function build() {
  const digest = digestSources();
  rmSync(stamp, { force: true });
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) return false;
  const sources = listFiles(src).map((file) => relative(src, file));
  for (const file of sources.filter((name) => !name.endsWith('.ts'))) {
    mkdirSync(dirname(join(dist, file)), { recursive: true });
    copyFileSync(join(src, file), join(dist, file));
  }
  removeLeftovers(new Set(sources));
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const console = spawnSync(process.execPath, [vite, 'build', admin, '--logLevel', 'error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (console.status !== 0) return false;
  for (const command of ['cli.js', 'main.js']) {
    if (existsSync(join(dist, command))) chmodSync(join(dist, command), 0o755);
  }
  writeFileSync(stamp, digest);
  return true;
}

/** What earlier builds made from sources that have gone since. */
function removeLeftovers(sources) {
  for (const file of listFiles(dist)) {
    const name = relative(dist, file);
    if (name.startsWith(`console${sep}`)) continue;
    const source = name.replace(/\.js(\.map)?$/, '.ts');
    if (!sources.has(name) && !sources.has(source)) rmSync(file, { force: true });
  }
}

function digestSources() {
  const hash = createHash('sha256');
  for (const file of [...settings.map((name) => join(root, name)), ...listFiles(src), ...listFiles(admin)]) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function listFiles(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? listFiles(path) : [path];
    })
    .sort();
}

if (argv[1] === fileURLToPath(import.meta.url)) process.exitCode = build() ? 0 : 1;
