/** A mail server of 2003: IMAP4rev1 (RFC 3501) and not one extension. In memory, on loopback, for one user. */
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { type AddressInfo, type Server, type Socket } from 'node:net';

interface Message {
  readonly uid: number;
  readonly flags: string[];
  readonly raw: string;
}
interface Folder {
  messages: Message[];
  uidvalidity: number;
  uidnext: number;
  allowPermanentFlags: boolean;
}
/** What is used of hoodiecrow-imap, which has no types. */
interface Hoodiecrow {
  readonly server: Server;
  listen(port: number, host: string): void;
  setMaxListeners(count: number): void;
  getMailbox(path: string): Folder;
  appendMessage(folder: string, flags: string[], date: Date, raw: string): void;
}
const hoodiecrow = createRequire(import.meta.url)('hoodiecrow-imap') as (options: object) => Hoodiecrow;

export interface PlainImap {
  readonly url: string;
  /** The commands that it was given, as `UID FETCH`, without what followed. */
  readonly commands: readonly string[];
  /** Puts a message in the folder, as other programs would. */
  append(raw: string, flags?: string[], folder?: string): void;
  /** Subjects and flags, in the order of the folder. */
  list(folder?: string): { subject: string; flags: string[] }[];
  /** Gives every message of INBOX a new number under a new UIDVALIDITY. */
  numberAnew(): void;
  /** No keywords from now on (PERMANENTFLAGS without \*). */
  refuseKeywords(): void;
  stop(): Promise<void>;
}

export async function startPlainImap(): Promise<PlainImap> {
  const server = hoodiecrow({
    plugins: [],
    users: { recueil: { password: 'secret' } },
    storage: { INBOX: { uidvalidity: 11 }, '': { separator: '/', folders: {} } },
  });
  server.setMaxListeners(0);
  const commands: string[] = [];
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('data', (bytes: Buffer) => {
      for (const line of bytes.toString('latin1').split('\r\n')) {
        const command = /^\S+ ((?:UID )?[A-Z]+)\b/i.exec(line)?.[1];
        if (command !== undefined) commands.push(command.toUpperCase());
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `imap://recueil:secret@127.0.0.1:${port}`,
    commands,
    append: (raw, flags = [], folder = 'INBOX') => server.appendMessage(folder, flags, new Date(), raw),
    list: (folder = 'INBOX') =>
      server
        .getMailbox(folder)
        .messages.map(({ raw, flags }) => ({ subject: /^Subject: (.*)\r$/m.exec(raw)?.[1] ?? '', flags })),
    numberAnew() {
      const inbox = server.getMailbox('INBOX');
      inbox.uidvalidity += 1;
      inbox.messages = inbox.messages.map((message, at) => ({ ...message, uid: at + 1 }));
      inbox.uidnext = inbox.messages.length + 1;
    },
    refuseKeywords() {
      server.getMailbox('INBOX').allowPermanentFlags = false;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.server.close(resolve));
    },
  };
}
