/** A real clamd on a private socket, with one signature: the EICAR test file's, and so without ClamAV's own database. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The anti-malware test file (eicar.org), in two halves, so that no scanner takes this source for it. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

export interface Clamd {
  readonly tcpUrl: string;
  readonly unixUrl: string;
  stop(): Promise<void>;
}

export async function startClamd(settings: readonly string[] = []): Promise<Clamd> {
  const folder = mkdtempSync(join(tmpdir(), 'recueil-clamd-'));
  chmodSync(folder, 0o755);
  const database = join(folder, 'database');
  mkdirSync(database);
  // Extended signature: name, any file, any place, the bytes.
  writeFileSync(join(database, 'eicar.ndb'), `Eicar-Test:0:*:${Buffer.from(EICAR).toString('hex')}\n`);
  const socket = join(folder, 'clamd.sock');
  const port = await findFreePort();
  const lines = [
    'Foreground yes',
    `DatabaseDirectory ${database}`,
    `LocalSocket ${socket}`,
    `TCPSocket ${port}`,
    'TCPAddr 127.0.0.1',
    'SelfCheck 0',
    'LogVerbose yes',
    ...settings,
  ];
  writeFileSync(join(folder, 'clamd.conf'), `${lines.join('\n')}\n`);
  const daemon = spawn('clamd', [`--config-file=${join(folder, 'clamd.conf')}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(daemon, 'close');
  await new Promise<void>((resolve, reject) => {
    let words = '';
    const look = (line: string): void => {
      words += `${line}\n`;
      if (/Self checking|SelfCheck|Listening daemon/.test(line)) resolve();
    };
    createInterface(daemon.stdout).on('line', look);
    createInterface(daemon.stderr).on('line', look);
    void ended.then(() => reject(new Error(`clamd ended:\n${words}`)));
  });
  return {
    tcpUrl: `tcp://127.0.0.1:${port}`,
    unixUrl: `unix://${socket}`,
    async stop() {
      daemon.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
