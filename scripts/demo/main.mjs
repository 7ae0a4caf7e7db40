/**
 * The demo: a mailbox to play with, the real service beside it, and six clinicians who write. Prints what became of each message and the
 * letters that went out, then stays up; with `--exit` it ends after checking that each came to its right end.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { checkEnds } from './check-ends.mjs';
import { DEMO_USERS, startDemoMail } from './mail-server.mjs';
import { CLINICIANS, writeMessages } from './messages.mjs';
import { LOCK, MORE_CLINICIANS, writeMoreMessages } from './more-messages.mjs';
import { printLetters, printTable, printWhere } from './print.mjs';
import { makeRunFolder } from './run-folder.mjs';
import { freePort, recueil, startService } from './service.mjs';
import { isSettled, listMessages, tellArrivals } from './tell-arrivals.mjs';

const [STUDY, VISITOR] = DEMO_USERS;
const isShort = process.argv.includes('--exit');
const say = (line = '') => process.stdout.write(`${line}\n`);
/** Since this process began; after `npm run demo` on a fresh clone that is with the installation. */
const seconds = () => `${(performance.now() / 1000).toFixed(1)} s`;

const closers = [];
let exitCode = 0;
let closing;
const close = () =>
  (closing ??= (async () => {
    for (const closer of closers.reverse()) await closer();
    process.exit(exitCode);
  })());
const fail = (error) => {
  if (closing) return;
  exitCode = 1;
  process.stderr.write(`The demo could not go on: ${error.message}\n`);
  void close();
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (!closing && !isShort) say('\nStopping the service, PostgreSQL last…');
    void close();
  });
}
process.on('uncaughtException', fail);

try {
  const shown = await play();
  if (isShort || exitCode !== 0) await close();
  await stayUp(shown);
} catch (error) {
  fail(error);
}

async function play() {
  const folder = await makeRunFolder();
  closers.push(() => folder.remove());
  const mail = await startDemoMail({
    imapPort: await freePort(1143),
    smtpPort: await freePort(1025),
    users: [...DEMO_USERS, ...Object.values(CLINICIANS), ...MORE_CLINICIANS],
    // Whatever address a visitor writes from, the answer comes to the one mailbox that he can open.
    catchAll: VISITOR,
  });
  closers.push(() => mail.stop());
  const env = {
    DATA_DIR: folder.path,
    IMAP_URL: mail.imapUrl(STUDY),
    SMTP_URL: mail.smtpUrl,
    MAIL_FROM: `Étude DARA <${STUDY}>`,
    MAIL_INSECURE: 'yes',
    PORT: String(await freePort(3000)),
  };
  say('Starting the service with its own PostgreSQL, and making the blank sheets (recueil sheet)…');
  const service = startService(env);
  closers.push(() => service.stop());
  folder.note({ service: service.pid, imapPort: mail.imapPort, smtpPort: mail.smtpPort });
  const blanks = join(folder.path, 'blanks');
  const [messages] = await Promise.all([
    makeBlanks(blanks).then(writeMessages),
    service.until('readiness', service.isReady),
  ]);
  say(`Ready after ${seconds()}. Six messages are sent by SMTP, as six clinicians would.`);
  const firstDraft = service
    .until('draft', async () => (await service.get('/api/cases')).total > 0)
    .then(() => say(`First draft after ${seconds()}.`));
  const [ids] = await Promise.all([sendAll(messages, mail, service), firstDraft]);
  const listed = async () => (await listMessages(service)).filter(({ id }) => ids.includes(id));
  await service.until('end of every message', async () => (await listed()).every(isSettled));

  const states = await listed();
  const ends = messages.map((message, at) => ({
    ...message,
    state: states.find(({ id }) => id === ids[at]),
    arrived: mail.inbox(message.user),
  }));
  const cases = await service.cases();
  printTable(ends, cases, say);
  await printLetters(ends, say);
  const mistakes = await checkEnds(ends, cases);
  if (service.firstLink() === null) mistakes.push('the service printed no sign-in link');
  for (const mistake of mistakes) say(`✗ ${mistake}`);
  exitCode = mistakes.length > 0 ? 1 : 0;
  say(
    exitCode === 0
      ? `✓ Every message came to its right end, after ${seconds()}.`
      : 'Not every message came to its right end.',
  );
  return { mail, service, env, blanks, ids };
}

async function makeBlanks(folder) {
  mkdirSync(folder);
  const make = async (format) => {
    const file = join(folder, `fiche-fr.${format}`);
    await recueil(['sheet', '-o', file]);
    return new Uint8Array(readFileSync(file));
  };
  const [pdf, docx] = await Promise.all([make('pdf'), make('docx')]);
  return { pdf, docx };
}

/** One after the other, so that each can be told from the others in the service's list, which names no sender. */
async function sendAll(messages, mail, service, known = []) {
  const smtp = createTransport({ url: mail.smtpUrl, ignoreTLS: true });
  const ids = [];
  for (const { raw, user } of messages) {
    await smtp.sendMail({ envelope: { from: user, to: [STUDY] }, raw });
    await service.until('arrival', async () => {
      const added = (await listMessages(service)).find(({ id }) => !ids.includes(id) && !known.includes(id));
      if (added) ids.push(added.id);
      return added !== undefined;
    });
  }
  smtp.close();
  return ids;
}

async function stayUp({ mail, service, env, blanks, ids }) {
  await Promise.all(
    ['pdf', 'docx'].map((format) =>
      recueil(['sheet', '--lang', 'en', '-o', join(blanks, `sheet-en.${format}`)]),
    ),
  );
  void service.ended.then(() => fail(new Error(`the service ended:\n${service.lastWords()}`)));
  const blank = (name) => new Uint8Array(readFileSync(join(blanks, name)));
  const more = await writeMoreMessages({ pdf: blank('fiche-fr.pdf'), docxEnglish: blank('sheet-en.docx') });
  say(`${more.length} more sheets arrive, so that the console has a draft of every kind.`);
  const known = [...ids, ...(await sendAll(more, mail, service, ids))];
  await service.until('end of every message', async () => (await listMessages(service)).every(isSettled));
  const where = {
    mail,
    api: service.api,
    link: service.firstLink(),
    dataDir: env.DATA_DIR,
    blanks,
    lock: LOCK,
  };
  printWhere({ ...where, users: { STUDY, VISITOR } }, say);
  await tellArrivals(service, known, () => closing !== undefined, say);
}
