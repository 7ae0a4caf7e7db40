/**
 * The demo: a mailbox to play with, the real service beside it, and six clinicians who write. Prints what became of each message and the
 * letters that went out, then stays up; with `--exit` it ends after checking that each came to its right end.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { root } from '../setup.mjs';
import { checkEnds } from './check-ends.mjs';
import { DEMO_PASSWORD, startDemoMail } from './mail-server.mjs';
import { writeMessages } from './messages.mjs';
import { printLetters, printTable, printWhere } from './print.mjs';

const STUDY = 'recueil@etude-dara.test';
/** For whoever points his own mail program at the demo. */
const VISITOR = 'clinicien@chu-valmont.test';
const isShort = process.argv.includes('--exit');
const began = Date.now();
const say = (line = '') => process.stdout.write(`${line}\n`);

// A data folder of its own each time: the six sheets are new cases again.
const parent = process.env.DATA_DIR ?? join(root, 'data', 'demo');
mkdirSync(parent, { recursive: true });
const dataDir = mkdtempSync(join(parent, 'run-'));
const closers = [() => rmSync(dataDir, { recursive: true, force: true })];
let failed = false;
let closing;
const close = () =>
  (closing ??= (async () => {
    for (const closer of closers.reverse()) await closer();
  })());
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => void close().then(() => process.exit(failed ? 1 : 0)));
}

try {
  await play();
} catch (error) {
  failed = true;
  process.stderr.write(`the demo could not go on: ${error.message}\n`);
}
if (isShort || failed) {
  await close();
  process.exit(failed ? 1 : 0);
}

async function play() {
  say('Making the blank sheet, as `recueil sheet` does…');
  const blanks = { pdf: await makeBlank('pdf'), docx: await makeBlank('docx') };
  const messages = await writeMessages(blanks);
  const mail = await startDemoMail({
    imapPort: await freePort(1143),
    smtpPort: await freePort(1025),
    users: [STUDY, VISITOR, ...new Set(messages.map(({ user }) => user))],
  });
  closers.push(() => mail.stop());
  const port = await freePort(3000);
  const env = {
    DATA_DIR: dataDir,
    IMAP_URL: mail.imapUrl(STUDY),
    SMTP_URL: mail.smtpUrl,
    MAIL_FROM: `Étude DARA <${STUDY}>`,
    MAIL_INSECURE: 'yes',
    PORT: String(port),
  };
  say('Starting the service with its own PostgreSQL…');
  const service = startService(env);
  closers.push(() => service.stop());
  const api = `http://127.0.0.1:${port}`;
  await service.until(() =>
    fetch(`${api}/health/ready`).then(
      (answer) => answer.ok,
      () => false,
    ),
  );
  say(`Ready after ${seconds()}. Six messages are on their way by SMTP.`);

  const token = readFileSync(join(dataDir, 'api-token'), 'utf8').trim();
  const get = async (path) => {
    const answer = await fetch(api + path, { headers: { authorization: `Bearer ${token}` } });
    return answer.json();
  };
  const smtp = createTransport({ url: mail.smtpUrl, ignoreTLS: true });
  const ids = [];
  for (const { raw, user } of messages) {
    await smtp.sendMail({ envelope: { from: user, to: [STUDY] }, raw });
    // One after the other, so that each can be told from the others in the service's list, which names no sender.
    await service.until(async () => {
      const added = (await get('/api/messages')).find(({ id }) => !ids.includes(id));
      if (added) ids.push(added.id);
      return added !== undefined;
    });
  }
  smtp.close();
  await service.until(async () => (await get('/api/cases')).length > 0);
  say(`First draft after ${seconds()}.`);
  await service.until(async () => isSettled(await get('/api/messages'), messages.length));
  const [states, cases] = [await get('/api/messages'), await get('/api/cases')];
  const ends = messages.map((message, at) => ({
    ...message,
    state: states.find(({ id }) => id === ids[at]),
    letters: mail.inbox(message.user),
  }));
  printTable(ends, cases, say);
  await printLetters(ends, say);
  const mistakes = checkEnds(ends, cases);
  for (const mistake of mistakes) say(`✗ ${mistake}`);
  failed = mistakes.length > 0;
  say(failed ? 'Not every message came to its right end.' : '✓ Every message came to its right end.');
  if (!isShort && !failed) {
    printWhere(
      { mail, api, token, env, users: { study: STUDY, visitor: VISITOR, password: DEMO_PASSWORD } },
      say,
    );
  }
}

async function makeBlank(format) {
  const folder = mkdtempSync(join(tmpdir(), 'recueil-blank-'));
  const file = join(folder, `fiche.${format}`);
  await new Promise((resolve, reject) => {
    const made = spawn(process.execPath, [join(root, 'dist', 'cli.js'), 'sheet', '-o', file], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    made.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`no blank (${code})`))));
  });
  const bytes = new Uint8Array(readFileSync(file));
  rmSync(folder, { recursive: true });
  return bytes;
}

function startService(env) {
  const log = [];
  // Nothing of the caller's own settings: the demo must not touch a real mailbox.
  const child = spawn(process.execPath, [join(root, 'dist', 'main.js')], {
    cwd: dataDir,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LANG: process.env.LANG, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => log.push(text));
  }
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return {
    async until(isDone, withinMs = 120_000) {
      const deadline = Date.now() + withinMs;
      while (!(await isDone())) {
        if (child.exitCode !== null) throw new Error(`the service ended: ${log.join('')}`);
        if (Date.now() > deadline) throw new Error(`it took too long: ${log.slice(-20).join('')}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Every message has its outcome, and no letter waits any more. */
function isSettled(states, count) {
  return (
    states.length === count &&
    states.every(
      ({ state, letters }) =>
        ['answered', 'failed'].includes(state) &&
        letters.every((letter) => !/:(waiting|sending)$/.test(letter)),
    )
  );
}

/** The wanted port where it is free, so that the addresses are easy to remember; else any. */
function freePort(wanted) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(0));
    server.listen(wanted, '127.0.0.1', () => server.close(() => resolve(wanted)));
  }).then((port) => port || anyPort());
}

function anyPort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function seconds() {
  return `${((Date.now() - began) / 1000).toFixed(1)} s`;
}
