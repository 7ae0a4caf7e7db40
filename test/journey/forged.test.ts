/** Who a message is from: a forged one is read and never answered, an authenticated one is answered even without a sheet. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { complete } from '../../scripts/demo/fillings.mjs';
import { loadStudy } from '../../src/studies/load-study.js';
import { writeMail } from '../builders/mail.js';
import { openSheetPress, type SheetPress } from '../builders/sheets.js';
import { type DnsStub, makeDnsStub } from '../fakes/dns-stub.js';
import { lastLetterTo, lettersTo, send } from './exchange.js';
import { openService, type Service } from './service.js';

const study = loadStudy('studies/daratumumab');
const dns: DnsStub = makeDnsStub({ '_dmarc.chu-strict.test': 'v=DMARC1; p=reject' });
const CLAIRE = 'claire@chu-strict.test';
let service: Service;
let press: SheetPress;

beforeAll(async () => {
  [service, press] = await Promise.all([
    openService({ start: { resolver: dns.resolver }, env: { AUTHSERV_ID: 'mx.etude-dara.test' } }),
    openSheetPress(study, 'fr', complete),
  ]);
  await service.start();
});
afterAll(() => service.stop());

async function sheetMail(changed: Record<string, string>, more: object = {}): Promise<Buffer> {
  const files = [{ name: 'fiche.pdf', bytes: await press({ 'patient.weight': '61,5', ...changed }) }];
  return writeMail({ from: CLAIRE, files, ...more });
}
const signed = async (raw: Buffer): Promise<Buffer> => dns.sign(raw.toString('latin1'), 'chu-strict.test');

describe('a message', () => {
  test('that its domain signed is answered', async () => {
    const [message] = await send(service, await signed(await sheetMail({})));
    expect(message).toMatchObject({ outcomes: ['new'], letters: ['complete:sent'] });
    const [row] = await service.query('select authentication from messages where id = $1', [message?.id]);
    expect(row).toEqual({ authentication: 'pass' });
  });

  test('that its domain disowns makes a draft to look at, writes to no known case and gets no letter', async () => {
    const [known] = await service.cases();
    const thread = (await lastLetterTo(service, CLAIRE)).mail;
    const contacts = await service.query('select id, centre_id from contacts');
    const raw = await sheetMail(
      { 'patient.weight': '99' },
      { inReplyTo: thread.messageId ?? '', to: thread.replyTo?.text ?? '' },
    );
    const [message] = await send(service, raw);
    expect(message).toMatchObject({ outcomes: ['proposed'], letters: [], toSee: 'proposed' });
    expect(await lettersTo(service, CLAIRE)).toHaveLength(1);
    const cases = await service.cases();
    expect(cases).toHaveLength(2);
    expect(cases[0]).toEqual(known);
    expect(cases[1]?.answers).toMatchObject({ 'patient.weight': 99 });
    expect(await service.query('select id, centre_id from contacts')).toEqual(contacts);
  });

  test('that is disowned and about nobody known waits for a word', async () => {
    const [message] = await send(service, await sheetMail({ 'patient.code': 'NEU-1' }));
    expect(message).toMatchObject({ outcomes: ['new'], letters: [], toSee: 'unanswered_forged' });
    const before = (await lettersTo(service, CLAIRE)).length;
    const path = `/api/messages/${message?.id ?? ''}/release`;
    expect(await service.post(path, { to: 'somewhere' })).toBe(400);
    expect(await service.post(path, { to: 'sender' })).toBe(204);
    const deadline = Date.now() + 30_000;
    while ((await lettersTo(service, CLAIRE)).length === before && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await lettersTo(service, CLAIRE)).toHaveLength(before + 1);
    expect(await service.post(path, { to: 'sender' })).toBe(409);
    const [row] = await service.query(
      'select released_to, released_by is not null as by, state from outcomes where message_id = $1',
      [message?.id],
    );
    expect(row).toEqual({ released_to: 'sender', by: true, state: 'lettered' });
  });

  test('that is disowned and has no sheet gets nothing, in a thread too', async () => {
    const known = (await lettersTo(service, CLAIRE)).length;
    const thread = (await lastLetterTo(service, CLAIRE)).mail.messageId ?? '';
    const [message] = await send(
      service,
      await writeMail({ from: CLAIRE, inReplyTo: thread, text: 'fiche vierge' }),
    );
    expect(message).toMatchObject({ letters: [] });
    expect(await lettersTo(service, CLAIRE)).toHaveLength(known);
  });

  test('that the own server refused is forged whatever the message says of itself', async () => {
    const raw = await signed(await sheetMail({ 'patient.code': 'NEU-2' }));
    const header =
      'Authentication-Results: mx.etude-dara.test; dmarc=fail (p=reject) header.from=chu-strict.test\r\n';
    const [message] = await send(service, Buffer.concat([Buffer.from(header), raw]));
    expect(message).toMatchObject({ outcomes: ['new'], letters: [] });
  });

  test('without a sheet from somebody new is answered once when its domain signed it', async () => {
    const messages = await send(
      service,
      await signed(await writeMail({ from: 'nouveau@chu-strict.test', text: 'Bonjour, fiche vierge svp' })),
      await signed(await writeMail({ from: 'nouveau@chu-strict.test', text: 'Bonjour, fiche vierge svp !' })),
    );
    expect(messages.map(({ letters }) => letters)).toEqual([['blank_sent:sent'], []]);
  });

  test('is never answered at a Reply-To outside the sender’s domain, nor at an address on the sheet', async () => {
    const sent = service.smtp.messages.length;
    const replyTo = { headers: { 'Reply-To': 'boite@webmail.test' } };
    const raw = await signed(await sheetMail({ 'patient.code': 'NEU-3' }, replyTo));
    const [message] = await send(service, raw);
    expect(message).toMatchObject({ outcomes: ['new'], letters: [], toSee: 'unanswered_reply_to_outside' });
    expect(service.smtp.messages).toHaveLength(sent);
    const near = await signed(
      await sheetMail(
        { 'patient.code': 'NEU-4' },
        { headers: { 'Reply-To': 'secretariat@med.chu-strict.test' } },
      ),
    );
    expect((await send(service, near))[0]?.letters).toEqual(['complete:sent']);
    expect(service.smtp.messages.at(-1)?.to).toEqual(['secretariat@med.chu-strict.test']);
    expect(service.smtp.messages.flatMap(({ to }) => to)).not.toContain('e.fabre@chu-valmont.test');
  });
});
