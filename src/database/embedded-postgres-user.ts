/** PostgreSQL refuses to run as root: under root it gets the account `postgres` or `nobody`, and a place which that account reaches. */
import { chmod, chown, mkdir, mkdtemp, readFile, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';

export interface ServerUser {
  uid: number;
  gid: number;
}

/** The account the server runs under; null: the one of this process. `cluster` keeps the owner it was made with. */
export async function findServerUser(cluster: string): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null;
  const made = await stat(cluster).catch(() => null);
  if (made && made.uid !== 0) return { uid: made.uid, gid: made.gid };
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const account = accounts.find(([login]) => login === name);
    if (account) return { uid: Number(account[2]), gid: Number(account[3]) };
  }
  throw new Error(
    'root needs an account "postgres" or "nobody" to run the embedded PostgreSQL: set DATABASE_URL',
  );
}

/** True when `user` may open `path`: search permission on each folder above it, read permission on itself. */
export async function canReach(path: string, user: ServerUser): Promise<boolean> {
  let needed = 4;
  for (let current = path; ; current = dirname(current)) {
    const { uid, gid, mode } = await stat(current);
    const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
    if (((mode >> shift) & needed) !== needed) return false;
    if (current === parse(current).root) return true;
    needed = 1;
  }
}

/**
 * The folder that holds the cluster: `home` itself, or, where `home` lies below a folder closed to the server's account (such as
 * root's home), one under /var/lib that `home/location` names. `home` and the data folder above it are the program's own and
 * are opened for passing through, not for listing.
 */
export async function getPlace(home: string, user: ServerUser | null): Promise<string> {
  if (user === null) return home;
  const named = await findNamedPlace(home);
  if (named) return named;
  for (const own of [dirname(home), home]) await chmod(own, (await stat(own)).mode | 0o011);
  if (await canReachFolder(home, user)) return home;
  const place = await mkdtemp('/var/lib/recueil-postgres-');
  await chmod(place, 0o711);
  await writeFile(join(home, 'location'), place, { mode: 0o600 });
  return place;
}

/** The folder that `home/location` names, or null. */
export async function findNamedPlace(home: string): Promise<string | null> {
  const named = await readFile(join(home, 'location'), 'utf8').catch(() => null);
  return named?.trim() ?? null;
}

/** Makes a folder that only the server's account can open. */
export async function makeOwnFolder(path: string, user: ServerUser | null): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  if (user) await chown(path, user.uid, user.gid);
}

async function canReachFolder(folder: string, user: ServerUser): Promise<boolean> {
  const inner = await mkdtemp(join(folder, 'reach-'));
  try {
    await chown(inner, user.uid, user.gid);
    return await canReach(inner, user);
  } finally {
    await rmdir(inner);
  }
}
