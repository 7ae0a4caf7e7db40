/**
 * Asks an antivirus daemon about a file before anything opens it: clamd's INSTREAM command (clamd(8)). Only a clear word counts: an
 * error, a limit or a silence is a fault, and the file stays unread until the daemon answers.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Antivirus {
  /** True when the daemon knows the bytes as malware. Throws an AntivirusFault when it does not say. */
  readonly isInfected: (bytes: Uint8Array) => Promise<boolean>;
  /** `ok`, or a code that says what is wrong. */
  readonly check: () => Promise<string>;
}

export class AntivirusFault extends Error {
  override readonly name = 'AntivirusFault';
  constructor(
    /** `unreachable`, `silent`, or `refused` (an error of the daemon, such as its size limit). */
    readonly code: 'unreachable' | 'silent' | 'refused',
  ) {
    super(`the antivirus daemon gave no verdict: ${code}`);
  }
}

/** As clamd's own client does. */
const CHUNK_BYTES = 64 * 1024;
const ANSWER_WITHIN_MS = 120_000;
const PING_WITHIN_MS = 3_000;

/** `url` is `tcp://HOST:PORT` or `unix:///PATH`. */
export function openAntivirus(url: string): Antivirus {
  return {
    isInfected: async (bytes) => {
      const answer = await ask(url, ANSWER_WITHIN_MS, (socket) => sendStream(socket, bytes));
      if (/^stream: OK$/.test(answer)) return false;
      if (/^stream: .+ FOUND$/.test(answer)) return true;
      throw new AntivirusFault('refused');
    },
    check: async () => {
      try {
        const answer = await ask(url, PING_WITHIN_MS, (socket) => void socket.write('zPING\0'));
        return answer === 'PONG' ? 'ok' : 'refused';
      } catch (error) {
        return error instanceof AntivirusFault ? error.code : 'fault';
      }
    },
  };
}

/** One connection, one command, one answer. */
async function ask(
  url: string,
  withinMs: number,
  send: (socket: Socket) => Promise<void> | void,
): Promise<string> {
  const signal = AbortSignal.timeout(withinMs);
  const { protocol, hostname, port, pathname } = new URL(url);
  const socket = connect(
    protocol === 'unix:' ? { path: decodeURIComponent(pathname) } : { host: hostname, port: Number(port) },
  );
  const giveUp = (): void => void socket.destroy(new AntivirusFault('silent'));
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    await once(socket, 'connect');
    // The daemon may answer, and hang up, before it has read all: its answer is what counts.
    const answering = text(socket);
    answering.catch(() => undefined);
    await Promise.race([send(socket), answering]);
    return (await answering).replaceAll('\0', '').trim();
  } catch (error) {
    throw error instanceof AntivirusFault ? error : new AntivirusFault('unreachable');
  } finally {
    signal.removeEventListener('abort', giveUp);
    socket.destroy();
  }
}

async function sendStream(socket: Socket, bytes: Uint8Array): Promise<void> {
  socket.write('zINSTREAM\0');
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    const chunk = bytes.subarray(at, at + CHUNK_BYTES);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.length);
    socket.write(length);
    if (!socket.write(chunk)) await once(socket, 'drain');
  }
  socket.write(Buffer.alloc(4));
}
