/** A backlog of 1,000 messages (BACKLOG_COUNT), against a bare loop in the same run: imapflow fetch and pdf.js values, nothing stored. */
import { expect, test } from '@jest/globals';
import { ImapFlow } from 'imapflow';
import { simpleParser } from 'mailparser';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type Dovecot } from '../test/fakes/dovecot.js';
import { openRig, tell, writeMails } from './rig.js';

const COUNT = Number(process.env.BACKLOG_COUNT ?? 1000);

test('backlog', async () => {
  const rig = await openRig();
  try {
    for (const mail of await writeMails(COUNT)) await rig.dovecot.deliver(mail);
    const bare = await readBarely(rig.dovecot);
    await rig.start().ready;
    const began = performance.now();
    const letters = await rig.smtp.waitFor(COUNT, 1_200_000);
    const service = (COUNT * 1000) / (performance.now() - began);
    expect(letters).toHaveLength(COUNT);
    tell(`backlog of ${COUNT}: drafted and answered`, `${service.toFixed(1)} messages/s`);
    tell('bare loop (imapflow fetch + pdf.js values, nothing stored)', `${bare.toFixed(1)} messages/s`);
    tell('ratio', (service / bare).toFixed(2));
  } finally {
    await rig.stop();
  }
});

/** Messages a second. */
async function readBarely(dovecot: Dovecot): Promise<number> {
  const url = new URL(dovecot.imapUrl());
  const client = new ImapFlow({
    host: url.hostname,
    port: Number(url.port),
    secure: false,
    auth: { user: url.username, pass: url.password },
    logger: false,
  });
  await client.connect();
  await client.mailboxOpen('INBOX', { readOnly: true });
  const began = performance.now();
  let values = 0;
  let read = 0;
  for await (const { source } of client.fetch('1:*', { source: true })) {
    const mail = await simpleParser(source ?? Buffer.alloc(0));
    for (const { content } of mail.attachments) {
      const document = await getDocument({ data: new Uint8Array(content), verbosity: 0 }).promise;
      values += Object.keys((await document.getFieldObjects()) ?? {}).length;
      await document.destroy();
      read += 1;
    }
  }
  const rate = (read * 1000) / (performance.now() - began);
  await client.logout();
  expect(read).toBe(COUNT);
  expect(values).toBeGreaterThan(COUNT * 50);
  return rate;
}
