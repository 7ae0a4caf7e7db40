/**
 * The demo's mail: IMAP and SMTP on loopback, in memory, for a few users with one password. Any mail program can be pointed at it.
 * For playing only: nothing is encrypted, nothing is kept.
 */
import { EventEmitter, once } from 'node:events';
import { createRequire } from 'node:module';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

const require = createRequire(import.meta.url);
const hoodiecrow = require('hoodiecrow-imap');
const logIn = require('hoodiecrow-imap/lib/commands/login.js');

/** Without STARTTLS (its certificate has expired) and AUTH (LOGIN does, and every program speaks it). */
const PLUGINS = [
  'ID',
  'IDLE',
  'SASL-IR',
  'ENABLE',
  'NAMESPACE',
  'UNSELECT',
  'UIDPLUS',
  'MOVE',
  'SPECIAL-USE',
];
export const DEMO_USERS = ['recueil@etude-dara.test', 'clinicien@chu-valmont.test'];
export const DEMO_PASSWORD = 'demo';

/** @type {import('./mail-server.d.mts').startDemoMail} */
export async function startDemoMail({
  imapPort = 0,
  smtpPort = 0,
  users = DEMO_USERS,
  password = DEMO_PASSWORD,
  catchAll,
} = {}) {
  const arrivals = new EventEmitter();
  const homes = new Map(users.map((user) => [user, openHome()]));
  const lobby = openLobby(homes, password);
  const findUser = (address) => {
    const user = address.toLowerCase().replace(/\+[^@]*@/, '@');
    return homes.has(user) ? user : catchAll;
  };
  const smtp = openSmtp((user, raw) => deliver(user, raw), findUser, password);
  await new Promise((resolve, reject) => {
    lobby.server.once('error', reject);
    lobby.listen(imapPort, '127.0.0.1', resolve);
  });
  await new Promise((resolve, reject) => {
    smtp.once('error', reject);
    smtp.listen(smtpPort, '127.0.0.1', resolve);
  });
  smtp.on('error', () => undefined);
  const ports = { imap: lobby.server.address().port, smtp: smtp.server.address().port };
  const sockets = new Set();
  lobby.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });

  function homeOf(user) {
    const home = homes.get(user);
    if (!home) throw new Error(`the demo has no mailbox ${user}`);
    return home;
  }
  function deliver(user, raw) {
    const home = homeOf(user);
    home.appendMessage(home.folderCache.INBOX, [], new Date(), Buffer.from(raw).toString('latin1'));
    arrivals.emit('mail', user);
  }
  const inbox = (user) =>
    homeOf(user).folderCache.INBOX.messages.map(({ raw }) => Buffer.from(raw, 'latin1'));

  return {
    imapPort: ports.imap,
    smtpPort: ports.smtp,
    smtpUrl: `smtp://127.0.0.1:${ports.smtp}`,
    imapUrl: (user = users[0]) => `imap://${encodeURIComponent(user)}:${password}@127.0.0.1:${ports.imap}`,
    appendTo: deliver,
    inbox,
    async waitFor(user, count, withinMs = 30_000) {
      const signal = AbortSignal.timeout(withinMs);
      while (inbox(user).length < count)
        await once(arrivals, 'mail', { signal }).catch(() => {
          throw new Error(`${inbox(user).length} of ${count} messages came to ${user} within ${withinMs} ms`);
        });
      return inbox(user);
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await Promise.all([
        new Promise((resolve) => lobby.close(() => resolve())),
        new Promise((resolve) => smtp.close(() => resolve())),
      ]);
    },
  };
}

/** One user's folders. The UIDs begin anew with each start, so the UIDVALIDITY has to be new as well. */
function openHome() {
  const uidvalidity = Math.floor(Date.now() / 1000);
  const special = (flag) => ({ 'special-use': flag, uidvalidity });
  const home = hoodiecrow({
    plugins: PLUGINS,
    storage: {
      INBOX: { uidvalidity },
      '': {
        separator: '/',
        folders: { Sent: special('\\Sent'), Drafts: special('\\Drafts'), Trash: special('\\Trash') },
      },
    },
  });
  home.setMaxListeners(0);
  return home;
}

/** Listens for all users: hoodiecrow knows one store a server, so a session moves to its user's store at login. */
function openLobby(homes, password) {
  const lobby = hoodiecrow({
    plugins: PLUGINS,
    users: Object.fromEntries([...homes.keys()].map((user) => [user, { password }])),
  });
  lobby.setMaxListeners(0);
  lobby.setCommandHandler('LOGIN', (connection, parsed, data, callback) => {
    logIn(connection, parsed, data, () => {
      const home = homes.get(parsed.attributes?.[0]?.value);
      if (home && connection.state === 'Authenticated') {
        connection.server.removeListener('notify', connection._notificationCallback);
        connection.server = home;
        home.on('notify', connection._notificationCallback);
      }
      callback();
    });
  });
  return lobby;
}

function openSmtp(deliver, findUser, password) {
  return new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    allowInsecureAuth: true,
    onAuth: (auth, _session, callback) =>
      auth.password === password
        ? callback(null, { user: auth.username })
        : callback(new Error('wrong password')),
    onRcptTo: (address, _session, callback) =>
      findUser(address.address) !== undefined
        ? callback()
        : callback(Object.assign(new Error('no such user in the demo'), { responseCode: 550 })),
    onData(stream, session, callback) {
      buffer(stream).then((raw) => {
        const { mailFrom, rcptTo } = session.envelope;
        const trace = `Return-Path: <${mailFrom ? mailFrom.address : ''}>\r\nReceived: from demo by demo; ${new Date().toUTCString()}\r\n`;
        for (const user of new Set(rcptTo.map(({ address }) => findUser(address))))
          deliver(user, Buffer.concat([Buffer.from(trace), raw]));
        callback();
      }, callback);
    },
  });
}
