/**
 * A real Dovecot for the tests: private, unprivileged, on free loopback ports, in its own folder, ready in well under a
 * second. Mail arrives over LMTP, as it would from a mail server. Nothing outside its folder is touched.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';

export interface DovecotOptions {
  /** Offers STARTTLS on the IMAP port with a certificate made for `localhost` and 127.0.0.1. */
  readonly tls?: boolean;
  /** IMAP extensions to hide, as MOVE or UIDPLUS. */
  readonly without?: readonly string[];
  /** How many messages an account may hold; `setQuota` changes it. */
  readonly quota?: number;
  /** Every account sees the others' folders under `shared/USER/`, as far as their owners allow (`doveadm acl set`). */
  readonly shared?: boolean;
  /** Takes access tokens (XOAUTH2, OAUTHBEARER) and asks there whose they are (RFC 7662); passwords no more. */
  readonly introspectionUrl?: string;
}

export interface Dovecot {
  readonly port: number;
  /** PEM of the certificate, with `tls`. */
  readonly ca: string | undefined;
  /** `imap://user:password@127.0.0.1:port`. */
  imapUrl(user?: string): string;
  /** Puts a message in the user's INBOX over LMTP, which writes the envelope's sender (may be '') to Return-Path. */
  deliver(raw: string | Buffer, user?: string, envelopeFrom?: string): Promise<void>;
  /** Runs doveadm on this instance: `doveadm('mailbox', 'delete', '-u', 'recueil', 'Folder')`. */
  doveadm(...args: string[]): string;
  /** Cuts every IMAP session; the server goes on. */
  dropConnections(): void;
  /** Changes what the server asks for; sessions that are open stay. */
  setPassword(password: string): void;
  /** Changes how many messages an account may hold; sessions that are open keep the old number. */
  setQuota(messages: number): void;
  /** Where the account's INBOX lies (Maildir), to put many messages there at once. */
  maildir(user?: string): string;
  /** Gives what was written there to the server's account. */
  adopt(folder: string): void;
  /** How many messages were downloaded whole, in the sessions that have ended. */
  downloads(): number;
  /** Stops the server and starts it again on the same ports and mail. */
  restart(): Promise<void>;
  /** Stops the server, keeping its mail; `start` brings it back. */
  halt(): Promise<void>;
  start(): Promise<void>;
  /** Stops the server for good and removes its folder. */
  stop(): Promise<void>;
}

const DEFAULT_USER = 'recueil';

/** Whether Dovecot is installed here (tests that need it say so rather than pass silently). */
export function hasDovecot(): boolean {
  return existsSync('/usr/sbin/dovecot');
}

export async function startDovecot(options: DovecotOptions = {}): Promise<Dovecot> {
  const folder = mkdtempSync(join(tmpdir(), 'dovecot-'));
  const owner = serverOwner();
  const [port, lmtpPort] = await freePorts(2);
  const ca = options.tls === true ? makeCertificate(folder) : undefined;
  let password = 'secret';
  for (const name of ['run', 'state', 'mail']) mkdirSync(join(folder, name));
  const conf = join(folder, 'dovecot.conf');
  writeFileSync(conf, configuration(folder, owner.name, owner.group, port, lmtpPort, options));
  writePasswords();
  writeQuota(options.quota);
  chownAll(folder, owner.uid, owner.gid);
  let child: ChildProcess | undefined;

  function writePasswords(): void {
    // `%u` accepts every user name with the one password.
    writeFileSync(join(folder, 'password.conf'), `${password}\n`);
    const tokens = join(folder, 'oauth2.conf');
    if (options.introspectionUrl !== undefined)
      writeFileSync(
        tokens,
        `introspection_url = ${options.introspectionUrl}\nintrospection_mode = post\nusername_attribute = email\n` +
          `active_attribute = active\nactive_value = true\n`,
      );
    const passdb =
      options.introspectionUrl === undefined
        ? `driver = static\n  args = password=${password}`
        : `driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = ${tokens}`;
    writeFileSync(
      join(folder, 'auth.conf'),
      `passdb {\n  ${passdb}\n}\nuserdb {\n  driver = static\n` +
        `  args = uid=${owner.uid} gid=${owner.gid} home=${folder}/mail/%n allow_all_users=yes\n}\n`,
    );
  }
  function writeQuota(messages: number | undefined): void {
    const plugin =
      messages === undefined
        ? ''
        : `plugin {\n  quota = count:User quota\n  quota_vsizes = yes\n  quota_rule = *:messages=${messages}\n}\n`;
    writeFileSync(join(folder, 'quota.conf'), plugin);
  }
  const doveadm = (...args: string[]): string =>
    execFileSync('/usr/bin/doveadm', ['-c', conf, ...args], {
      cwd: '/',
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      ...owner.spawn,
    });

  async function start(): Promise<void> {
    child = spawn('/usr/sbin/dovecot', ['-F', '-c', conf], {
      cwd: '/',
      stdio: 'ignore',
      // A process group of its own, so that its children can be told to end as well.
      detached: true,
      ...owner.spawn,
    });
    const exited = new Promise<void>((resolve) => child?.once('exit', () => resolve()));
    const log = (): string =>
      existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8') : '';
    await Promise.race([
      Promise.all([untilListening(port), untilListening(lmtpPort)]),
      exited.then(() => {
        throw new Error(`Dovecot did not start:\n${log()}`);
      }),
    ]);
  }
  async function halt(grace = 1000): Promise<void> {
    const running = child;
    child = undefined;
    if (running === undefined || running.exitCode !== null) return;
    const exited = new Promise<void>((resolve) => running.once('exit', () => resolve()));
    signalGroup(running, 'SIGTERM');
    const hard = setTimeout(() => signalGroup(running, 'SIGKILL'), grace);
    await exited;
    clearTimeout(hard);
    signalGroup(running, 'SIGKILL');
  }
  const lmtp = createTransport({
    host: '127.0.0.1',
    port: lmtpPort,
    lmtp: true,
    pool: true,
    maxConnections: 1,
    ignoreTLS: true,
  });

  await start();
  return {
    port,
    ca,
    imapUrl: (user = DEFAULT_USER) => `imap://${encodeURIComponent(user)}:${password}@127.0.0.1:${port}`,
    async deliver(raw, user = DEFAULT_USER, envelopeFrom = 'sender@hopital-valmont.test') {
      await lmtp.sendMail({ envelope: { from: envelopeFrom, to: [user] }, raw });
    },
    doveadm,
    dropConnections() {
      // Ends the imap processes only; a session that is not there is no failure.
      try {
        doveadm('kick', '*');
      } catch {
        return;
      }
    },
    setPassword(next) {
      password = next;
      writePasswords();
      doveadm('reload');
    },
    setQuota(messages) {
      writeQuota(messages);
      doveadm('reload');
    },
    downloads() {
      const counts = [...readFileSync(join(folder, 'log'), 'utf8').matchAll(/\bbody_count=(\d+)/g)];
      return counts.reduce((sum, [, count]) => sum + Number(count), 0);
    },
    maildir: (user = DEFAULT_USER) => join(folder, 'mail', user, 'Maildir'),
    adopt: (place) => chownAll(place, owner.uid, owner.gid),
    async restart() {
      await halt();
      await start();
    },
    halt: () => halt(),
    start,
    async stop() {
      lmtp.close();
      await halt(0);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    },
  };
}

function signalGroup(leader: ChildProcess, signal: NodeJS.Signals): void {
  if (leader.pid === undefined) return;
  try {
    process.kill(-leader.pid, signal);
  } catch {
    return; // the group has ended
  }
}

interface Owner {
  readonly name: string;
  readonly group: string;
  readonly uid: number;
  readonly gid: number;
  readonly spawn: { uid?: number; gid?: number };
}

/** The user under which the server runs: whoever runs the tests, or nobody when that is root. */
function serverOwner(): Owner {
  const me = userInfo();
  const root = me.uid === 0;
  const name = root ? 'nobody' : me.username;
  const number = (flag: string): number => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  const group = execFileSync('id', ['-gn', name], { encoding: 'utf8' }).trim();
  const [uid, gid] = [number('-u'), number('-g')];
  return { name, group, uid, gid, spawn: root ? { uid, gid } : {} };
}

function configuration(
  folder: string,
  user: string,
  group: string,
  port: number,
  lmtpPort: number,
  options: DovecotOptions,
): string {
  const listener = (name: string, number: number): string =>
    `inet_listener ${name} {\n    address = 127.0.0.1\n    port = ${number}\n  }`;
  const hidden = options.without ?? [];
  const capability = ['IMAP4rev1', 'LITERAL+', 'IDLE', 'NAMESPACE', 'UIDPLUS', 'MOVE', 'ENABLE', 'CONDSTORE']
    .filter((word) => !hidden.includes(word))
    .join(' ');
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap lmtp
listen = 127.0.0.1
default_internal_user = ${user}
default_internal_group = ${group}
default_login_user = ${user}
first_valid_uid = 1
mail_location = maildir:${folder}/mail/%n/Maildir
disable_plaintext_auth = no
auth_mechanisms = ${options.introspectionUrl === undefined ? 'plain login' : 'xoauth2 oauthbearer'}
auth_username_chars =
auth_failure_delay = 0
mail_fsync = never
login_trusted_networks =
ssl = ${options.tls === true ? `yes\nssl_cert = <${folder}/cert.pem\nssl_key = <${folder}/key.pem` : 'no'}
imap_idle_notify_interval = 2 mins
${hidden.length > 0 ? `imap_capability = ${capability}` : ''}
service anvil {
  chroot =
  # No growing delays after refused logins: tests refuse many.
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  chroot =
  ${listener('imap', port)}
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  ${listener('lmtp', lmtpPort)}
}
service stats {
  chroot =
}
mail_plugins = ${options.quota === undefined ? '' : 'quota'} ${options.shared === true ? 'acl' : ''}
protocol imap {
  mail_plugins = $mail_plugins ${options.quota === undefined ? '' : 'imap_quota'} ${options.shared === true ? 'imap_acl' : ''}
  mail_max_userip_connections = 50
}
namespace inbox {
  inbox = yes
  ${options.shared === true ? 'separator = /' : ''}
}
${options.shared === true ? sharedNamespace(folder) : ''}
!include ${folder}/quota.conf
!include ${folder}/auth.conf
`;
}

function sharedNamespace(folder: string): string {
  return `namespace shared {
  type = shared
  separator = /
  prefix = shared/%%u/
  location = maildir:${folder}/mail/%%n/Maildir
  subscriptions = no
  list = children
}
plugin {
  acl = vfile
}`;
}

function makeCertificate(folder: string): string {
  execFileSync(
    'openssl',
    [
      ...[
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '2',
      ],
      ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
      ...['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')],
    ],
    { stdio: 'ignore' },
  );
  return readFileSync(join(folder, 'cert.pem'), 'utf8');
}

function chownAll(folder: string, uid: number, gid: number): void {
  if (userInfo().uid !== 0) return;
  chownSync(folder, uid, gid);
  execFileSync('chown', ['-R', `${uid}:${gid}`, folder]);
}

/** Ports that are free now, all held until the last is known so that no two are the same. */
export async function freePorts(count: number): Promise<[number, number, ...number[]]> {
  const servers = await Promise.all(
    Array.from(
      { length: Math.max(2, count) },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
          const server = createServer();
          server.once('error', reject).listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const [first = 0, second = 0, ...rest] = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return [first, second, ...rest];
}

/** Resolves once something listens on the port; each try is a real connection, 10 ms apart. */
async function untilListening(port: number): Promise<void> {
  for (const deadline = Date.now() + 10_000; ;) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (open) return;
    if (Date.now() > deadline) throw new Error(`nothing listens on port ${port}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
