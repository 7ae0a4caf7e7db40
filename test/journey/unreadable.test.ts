/** What cannot be read: the sender is told what came and what to do, nothing stops the messages behind, nothing is lost. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PDFDocument } from '@cantoo/pdf-lib';
import { complete } from '../../scripts/demo/fillings.mjs';
import { readConfig } from '../../src/config/config.js';
import { createLogger } from '../../src/config/log.js';
import { start } from '../../src/start.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { writeMail } from '../builders/mail.js';
import { rawMessage } from '../builders/mime.js';
import { openSheetPress, type SheetPress } from '../builders/sheets.js';
import { writePdf } from '../sheets/hostile.js';
import { lock } from '../sheets/routes.js';
import { scanPages } from '../sheets/scan-routes.js';
import { lastLetterTo, lettersTo, send } from './exchange.js';
import { openService, type Service } from './service.js';

const study = loadStudy('studies/daratumumab');
const KNOWN = 'claire.vasseur@chu-valmont.test';
const MAX_BYTES = 600_000;
let service: Service;
let press: SheetPress;

beforeAll(async () => {
  [service, press] = await Promise.all([
    openService({ env: { MAIL_MAX_BYTES: String(MAX_BYTES) } }),
    openSheetPress(study, 'fr', complete),
  ]);
  await service.start();
  const files = [{ name: 'fiche.pdf', bytes: await press({}) }];
  await send(service, await writeMail({ from: KNOWN, files }));
});
afterAll(() => service.stop());

const notOurs = (): Uint8Array =>
  writePdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>',
    '<</Length 50>>\nstream\nBT /F 12 Tf 72 700 Td (Compte rendu) Tj ET        \nendstream',
  ]);

describe('a file that cannot be read as a sheet', () => {
  test.each<[string, () => Uint8Array | Promise<Uint8Array>, string, string]>([
    ['a damaged PDF', async () => (await press({})).slice(0, 3000), 'un fichier PDF', 'il est endommagé'],
    [
      'a PDF under a password',
      async () => lock(await press({})),
      'un fichier PDF',
      'il est protégé par un mot de passe',
    ],
    ['a PDF that is not ours', notOurs, 'un fichier PDF', 'nous n’y reconnaissons pas la fiche de recueil'],
    ['an empty file', () => new Uint8Array(), 'un fichier PDF', 'il est endommagé'],
  ])('%s is told of by its type, not by its name', async (_what, make, type, reason) => {
    const files = [{ name: 'Mme Dupont.pdf', bytes: await make() }];
    const [message] = await send(service, await writeMail({ from: KNOWN, subject: 'Mme Dupont', files }));
    expect(message).toMatchObject({
      outcomes: ['unreadable'],
      letters: ['unreadable:sent'],
      toSee: 'unreadable',
    });
    const letter = await lastLetterTo(service, KNOWN);
    expect(letter.mail.subject).toBe('[DARA] Pièce jointe reçue, mais illisible');
    const text = (letter.mail.text ?? '').replace(/\s+/g, ' ');
    expect(text).toContain(type);
    expect(text).toContain(reason);
    expect(text).toContain('« fiche vierge »');
    expect(letter.words).not.toMatch(/Dupont/);
    expect(letter.mail.attachments).toEqual([]);
    expect(await service.cases()).toHaveLength(1);
  });

  test('in a thread keeps the thread, so that the next try finds its case', async () => {
    const first = (await lettersTo(service, KNOWN))[0];
    const files = [{ name: 'fiche.pdf', bytes: (await press({})).slice(0, 2000) }];
    const inReplyTo = first?.mail.messageId ?? '';
    const [message] = await send(service, await writeMail({ from: KNOWN, inReplyTo, files }));
    expect(message).toMatchObject({ letters: ['unreadable:sent'], references: ['DARA-0001'] });
    const letter = await lastLetterTo(service, KNOWN);
    expect(letter.header('X-Recueil-Thread')).toBe(first?.header('X-Recueil-Thread'));
  });
});

/** A page of a typed sheet put in as a picture: covered but for its head and code, or so blurred that it tells nothing. */
async function cutPage(bytes: Uint8Array, page: number, isCoded: boolean): Promise<Uint8Array> {
  const cover = isCoded ? ['-fill', 'white', '-draw', 'rectangle 0,260 1240,1754'] : ['-blur', '0x14'];
  const [seen] = (
    await scanPages(bytes, { dpi: 150, damage: (at) => (at === page ? cover : []) }, 'png')
  ).slice(page - 1, page);
  const document = await PDFDocument.load(bytes);
  document.removePage(page - 1);
  const picture = await document.embedPng(seen ?? new Uint8Array());
  document.insertPage(page - 1, [595, 842]).drawImage(picture, { x: 0, y: 0, width: 595, height: 842 });
  return document.save();
}

describe('one page of a sheet that is a picture which cannot be laid over its blank', () => {
  test.each([
    ['and says which one it is', true],
    ['and says nothing', false],
  ])('%s: its questions are a person’s to read, and are not asked', async (what, isCoded) => {
    const from = `page-${String(isCoded)}@chu-valmont.test`;
    const code = `PAGE-${String(isCoded)}`;
    const own = await openSheetPress(study, 'fr', complete);
    const bytes = await cutPage(await own({ 'patient.code': code }), 3, isCoded);
    const files = [{ name: 'fiche.pdf', bytes }];
    const [message] = await send(service, await writeMail({ from, files }));
    expect([what, message?.outcomes]).toEqual([what, ['new']]);
    const { mail } = await lastLetterTo(service, from);
    expect(mail.subject).toMatch(/Fiche reçue$/);
    expect(mail.text?.replace(/\s+/g, ' ')).not.toContain('manque');
    const made = (await service.cases()).find(({ answers }) => answers['patient.code'] === code);
    expect(made?.missing.length).toBeGreaterThan(5);
    expect(made?.findings).toContainEqual(expect.objectContaining({ code: 'page_not_placed' }));

    // The sheet as it should be: nothing waits any more, and what it leaves blank is asked.
    const whole = await own({ 'dara.first_date': '' });
    await send(service, await writeMail({ from, files: [{ name: 'fiche.pdf', bytes: whole }] }));
    const again = (await service.cases()).find(({ answers }) => answers['patient.code'] === code);
    expect(again?.missing).toEqual(['dara.first_date']);
    expect(again?.findings.map((finding) => finding.code)).not.toContain('page_not_placed');
    expect((await lastLetterTo(service, from)).mail.subject).toMatch(/encore 1 précision/);
  });
});

describe('a message', () => {
  test('that is too large is told of, even to somebody new, and nothing of it is stored but its headers', async () => {
    const from = 'nouveau@ch-lointain.test';
    const files = [{ name: 'scan.pdf', bytes: Buffer.alloc(MAX_BYTES, 'x') }];
    const [message] = await send(service, await writeMail({ from, subject: 'Mme Dupont', files }));
    expect(message).toMatchObject({ outcomes: ['oversize'], letters: ['oversize:sent'], toSee: 'oversize' });
    const letter = await lastLetterTo(service, from);
    expect(letter.mail.subject).toBe('[DARA] Message trop volumineux');
    expect(letter.words).not.toMatch(/Dupont/);
    const [content] = await service.query<{ size: number }>(
      'select c.size from contents c join messages m on m.content_id = c.id where m.id = $1',
      [message?.id],
    );
    expect(content?.size).toBeLessThan(5_000);
  });

  test.each<[string, string]>([
    ['whose parts never end', 'multipart/mixed; boundary="never"'],
    ['whose type is nonsense', ';;;=; boundary'],
  ])('%s is kept, and shown', async (_what, type) => {
    const raw = rawMessage({
      from: KNOWN,
      headers: { 'Content-Type': type },
      body: '--never\r\nContent-Type: application/pdf; name="x.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLj',
    });
    const [message] = await send(service, raw);
    expect(message?.state).toBe('answered');
    expect(message?.toSee).not.toBeNull();
    const files = [{ name: 'fiche.pdf', bytes: await press({ 'patient.code': `APRES-${_what}` }) }];
    const [next] = await send(service, await writeMail({ from: KNOWN, files }));
    expect(next).toMatchObject({ outcomes: ['new'], letters: ['complete:sent'] });
  });

  test('without From, without headers, or of nothing but noise stops nothing', async () => {
    const messages = await send(
      service,
      'Subject: nobody\r\n\r\nhello\r\n',
      '\r\nno header at all\r\n',
      Buffer.concat([
        Buffer.from('From: a@b.test\r\nSubject: \u0000\r\n\r\n'),
        Buffer.from([0xff, 0xfe, 0x80, 0x0a]),
      ]),
    );
    expect(messages.map(({ state }) => state)).toEqual(['answered', 'answered', 'answered']);
    expect(messages.every(({ letters, toSee }) => letters.length === 0 && toSee !== null)).toBe(true);
  });
});

describe('a message that makes its job fail', () => {
  test('is parked and shown, stops nothing, and is tried again by a button', async () => {
    await service.halt();
    const mailbox = await start(
      readConfig({ ...service.env, ROLE: 'mailbox' }),
      createLogger(service.config),
    );
    const known = (await service.query('select id from messages')).length;
    const from = 'park@chu-valmont.test';
    for (const code of ['PARK-1', 'PARK-2']) {
      const files = [{ name: 'fiche.pdf', bytes: await press({ 'patient.code': code }) }];
      await service.dovecot.deliver(await writeMail({ from, files }));
    }
    let rows: { id: string; content_id: string; sealed: Buffer }[] = [];
    while (rows.length < known + 2)
      rows = await service.query(
        `select m.id, m.content_id, c.sealed from messages m join contents c on c.id = m.content_id order by m.created_at`,
      );
    await mailbox.stop();
    const [broken] = rows.slice(known);
    // A byte that rotted on a disk: the seal does not open.
    const rotten = Buffer.from(broken?.sealed ?? []);
    rotten.writeUInt8(rotten.readUInt8(rotten.length - 1) ^ 1, rotten.length - 1);
    await service.query('update contents set sealed = $2 where id = $1', [broken?.content_id, rotten]);
    await service.start();
    const settled = await service.settled(known + 2);
    const parked = settled.find(({ id }) => id === broken?.id);
    expect(parked).toMatchObject({ state: 'failed', toSee: 'failed', letters: [] });
    expect(parked?.lastError).toMatch(/^\w+(:\w+)?$/);
    expect(await lettersTo(service, from)).toHaveLength(1);
    expect(
      await service.post(
        `/api/messages/${settled.find(({ state }) => state === 'answered')?.id ?? ''}/retry`,
      ),
    ).toBe(409);

    await service.query('update contents set sealed = $2 where id = $1', [
      broken?.content_id,
      broken?.sealed,
    ]);
    expect(await service.post(`/api/messages/${broken?.id ?? ''}/retry`)).toBe(204);
    await service.smtp.waitFor(service.smtp.messages.length + 1);
    const again = (await service.settled(known + 2)).find(({ id }) => id === broken?.id);
    expect(again).toMatchObject({ state: 'answered', lastError: null, toSee: null, outcomes: ['new'] });
    const codes = (await service.cases()).map(({ answers }) => answers['patient.code']);
    expect(codes.filter((code) => code === 'PARK-1' || code === 'PARK-2').sort()).toEqual([
      'PARK-1',
      'PARK-2',
    ]);
  });
});
