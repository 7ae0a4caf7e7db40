/** A real SMTP server that keeps what it is sent, and can be told to behave as badly as real ones do. */
import { EventEmitter, once } from 'node:events';
import { type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export interface SunkMessage {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

/** What happens to one message; in `next` it is used up by it. */
export type Behaviour =
  | { readonly kind: 'take' }
  /** Takes it after so many ms. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** Takes it when another behaviour is said for all messages. */
  | { readonly kind: 'hold' }
  /** An answer in the place of 250, after DATA or to RCPT. */
  | { readonly kind: 'answer'; readonly at: 'rcpt' | 'data'; readonly code: number }
  /** Cuts the line: before the 354, in the middle of the data, or after the last byte with the message kept or thrown away. */
  | { readonly kind: 'cut'; readonly at: 'rcpt' | 'middle' | 'end'; readonly keeps?: boolean };

export interface SmtpSink {
  readonly port: number;
  readonly url: string;
  readonly messages: readonly SunkMessage[];
  /** How many connections have been made. */
  readonly connections: number;
  /** For the messages to come, one after the other; then all are taken. */
  next(...behaviours: readonly Behaviour[]): void;
  /** For all messages from now on. */
  always(behaviour: Behaviour): void;
  /** Resolves once so many messages are there; fails with a word on what is. */
  waitFor(count: number, withinMs?: number): Promise<readonly SunkMessage[]>;
  /** Resolves once a message is being held, its last byte received and nothing answered. */
  waitForHeld(withinMs?: number): Promise<void>;
  /** Cuts every open connection. */
  dropConnections(): void;
  stop(): Promise<void>;
}

export interface SinkOptions {
  readonly port?: number;
  /** user → password; without it anyone may send. */
  readonly users?: Readonly<Record<string, string>>;
  /** Takes access tokens (XOAUTH2) and no passwords: whether this one is the user's. */
  readonly takesToken?: (user: string, token: string) => boolean;
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly maxBytes?: number;
}

export async function startSmtpSink(options: SinkOptions = {}): Promise<SmtpSink> {
  const messages: SunkMessage[] = [];
  const events = new EventEmitter();
  const sockets = new Set<Socket>();
  const queue: Behaviour[] = [];
  let standing: Behaviour = { kind: 'take' };
  let connections = 0;
  let held = 0;
  const peek = (): Behaviour => queue[0] ?? standing;
  const use = (): Behaviour => queue.shift() ?? standing;
  const newest = (): Socket | undefined => [...sockets].at(-1);

  const server = new SMTPServer({
    ...(options.tls === undefined ? { disabledCommands: ['STARTTLS'] } : options.tls),
    authOptional: options.users === undefined && options.takesToken === undefined,
    ...(options.takesToken && { authMethods: ['XOAUTH2'] }),
    allowInsecureAuth: true,
    ...(options.maxBytes === undefined ? {} : { size: options.maxBytes }),
    onAuth(auth, _session, callback) {
      if (options.takesToken) {
        const isTheirs = options.takesToken(auth.username ?? '', auth.accessToken ?? '');
        // RFC 7628, 3.2.2, as Google and Microsoft answer.
        if (isTheirs) callback(null, { user: auth.username });
        else callback(null, { data: { status: '401', schemes: 'bearer', scope: 'https://mail.test/' } });
        return;
      }
      const known = options.users?.[auth.username ?? ''];
      if (known !== undefined && known === auth.password) callback(null, { user: auth.username });
      else callback(new Error('bad credentials'));
    },
    onRcptTo(_address, _session, callback) {
      const behaviour = peek();
      if (behaviour.kind === 'answer' && behaviour.at === 'rcpt') {
        use();
        return callback(refusal(behaviour.code));
      }
      if (behaviour.kind === 'cut' && behaviour.at === 'rcpt') {
        use();
        newest()?.destroy();
        return undefined;
      }
      return callback();
    },
    onData(stream, session, callback) {
      const behaviour = use();
      if (behaviour.kind === 'cut' && behaviour.at === 'middle') {
        stream.once('data', () => newest()?.destroy());
        stream.resume();
        return;
      }
      const keep = (raw: string): void => {
        const { mailFrom, rcptTo } = session.envelope;
        messages.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw,
        });
        events.emit('message');
      };
      const end = async (): Promise<void> => {
        const raw = await text(stream);
        switch (behaviour.kind) {
          case 'cut':
            if (behaviour.keeps === true) keep(raw);
            newest()?.destroy();
            return;
          case 'answer':
            return callback(refusal(behaviour.code));
          case 'slow':
            await new Promise((resolve) => setTimeout(resolve, behaviour.ms));
            keep(raw);
            return callback();
          case 'hold':
            held += 1;
            events.emit('held');
            await once(events, 'always');
            held -= 1;
            keep(raw);
            return callback();
          case 'take':
            keep(raw);
            return callback();
        }
      };
      end().catch(callback);
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    messages,
    get connections() {
      return connections;
    },
    next: (...behaviours) => void queue.push(...behaviours),
    always(behaviour) {
      standing = behaviour;
      events.emit('always');
    },
    async waitForHeld(withinMs = 60_000) {
      const signal = AbortSignal.timeout(withinMs);
      while (held === 0) await once(events, 'held', { signal });
    },
    async waitFor(count, withinMs = 10_000) {
      const signal = AbortSignal.timeout(withinMs);
      while (messages.length < count)
        await once(events, 'message', { signal }).catch(() => {
          throw new Error(`${messages.length} of ${count} messages came within ${withinMs} ms`);
        });
      return messages;
    },
    dropConnections() {
      for (const socket of sockets) socket.destroy();
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
}

function refusal(code: number): Error {
  return Object.assign(new Error('not now'), { responseCode: code });
}
