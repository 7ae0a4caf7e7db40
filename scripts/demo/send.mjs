/** `node scripts/demo/send.mjs FILE…`: sends files to the demo that is up, as its visitor would, and prints the answer. */
import { basename, extname } from 'node:path';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import { simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import { DEMO_PASSWORD, DEMO_USERS } from './mail-server.mjs';
import { findRunning } from './run-folder.mjs';

const [STUDY, VISITOR] = DEMO_USERS;
const WITHIN_MS = 60_000;
const files = process.argv.slice(2);
const running = findRunning();
if (files.length === 0) stop('which file? node scripts/demo/send.mjs FILE…');
if (!running) stop('no demo is up: start it with npm run demo');

const smtp = createTransport({ host: '127.0.0.1', port: running.smtpPort, ignoreTLS: true });
const { messageId } = await smtp.sendMail({
  from: VISITOR,
  to: STUDY,
  subject: `Fiche de recueil (${files.map((file) => basename(file)).join(', ')})`,
  text: 'Bonjour,\n\nVoici ma fiche.',
  attachments: files.map((file) => ({
    filename: basename(file),
    content: readFileSync(file),
    contentType: extname(file) === '.pdf' ? 'application/pdf' : undefined,
  })),
});
process.stdout.write(`Sent to ${STUDY}; waiting for the answer…\n`);
const answers = await waitForAnswers(messageId);
for (const { subject, text } of answers) process.stdout.write(`\n${subject}\n\n${text?.trim() ?? ''}\n`);
if (answers.length === 0) stop(`no answer within ${WITHIN_MS / 1000} s: the demo's own window says why`);

async function waitForAnswers(id) {
  const imap = new ImapFlow({
    host: '127.0.0.1',
    port: running.imapPort,
    secure: false,
    doSTARTTLS: false,
    auth: { user: VISITOR, pass: DEMO_PASSWORD },
    logger: false,
  });
  await imap.connect();
  try {
    for (const end = Date.now() + WITHIN_MS; Date.now() < end; await delay(250)) {
      await imap.mailboxOpen('INBOX');
      const found = [];
      if (imap.mailbox.exists > 0)
        for await (const { source } of imap.fetch('1:*', { source: true })) {
          const message = await simpleParser(source);
          if (message.inReplyTo === id) found.push(message);
        }
      if (found.length > 0) return found;
    }
    return [];
  } finally {
    await imap.logout();
  }
}

function stop(words) {
  process.stderr.write(`${words}\n`);
  process.exit(1);
}
