/** Whom a study answers by itself: only senders whom their domains vouch for, or only those on its list. What waits is read all the same, and one word lets it go. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { complete } from '../../scripts/demo/fillings.mjs';
import { loadStudy } from '../../src/studies/load-study.js';
import { writeMail } from '../builders/mail.js';
import { openSheetPress, type SheetPress } from '../builders/sheets.js';
import { makeDnsStub } from '../fakes/dns-stub.js';
import { lastLetterTo, lettersTo, send } from './exchange.js';
import { until } from './program.js';
import { openService, type Service } from './service.js';

const dns = makeDnsStub({ '_dmarc.chu-strict.test': 'v=DMARC1; p=reject' });
const signed = (raw: Buffer): Promise<Buffer> =>
  Promise.resolve(dns.sign(raw.toString('latin1'), 'chu-strict.test'));
let folder: string;
let press: SheetPress;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recueil-policies-'));
  press = await openSheetPress(loadStudy('studies/daratumumab'), 'fr', complete);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The first study with another policy, and a service of it. */
async function open(policy: string): Promise<Service> {
  const study = join(folder, policy);
  await cp('studies/daratumumab', study, { recursive: true });
  const file = join(study, 'study.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('answer_policy: unless_forged', `answer_policy: ${policy}`));
  const service = await openService({ studyFolder: study, start: { resolver: dns.resolver } });
  await service.start();
  return service;
}
async function sheet(from: string, code: string, more: object = {}): Promise<Buffer> {
  const files = [{ name: 'fiche.pdf', bytes: await press({ 'patient.code': code }) }];
  return writeMail({ from, files, ...more });
}
async function release(service: Service, id: string, to: string): Promise<void> {
  expect(await service.post(`/api/messages/${id}/release`, { to: 'sender' })).toBe(204);
  await until('the letter', async () => (await lettersTo(service, to)).length > 0);
}

describe('authenticated', () => {
  let service: Service;
  beforeAll(async () => void (service = await open('authenticated')));
  afterAll(() => service.stop());

  test('whom a domain vouches for is answered, whom nobody could check waits and is drafted', async () => {
    const [yes] = await send(service, await signed(await sheet('anne@chu-strict.test', 'POL-1')));
    expect(yes).toMatchObject({ outcomes: ['new'], letters: ['complete:sent'], toSee: null });
    const from = 'paul@chu-sans-dns.test';
    const [no] = await send(service, await sheet(from, 'POL-2'));
    expect(no).toMatchObject({ outcomes: ['new'], letters: [], toSee: 'unanswered_not_authenticated' });
    expect((await service.cases()).map(({ answers }) => answers['patient.code'])).toEqual(['POL-1', 'POL-2']);
    await release(service, no?.id ?? '', from);
  });

  test('a word lets one answer go, not those to come: a thread is no proof of who writes', async () => {
    const from = 'paul@chu-sans-dns.test';
    const { mail } = await lastLetterTo(service, from);
    const [again] = await send(
      service,
      await sheet(from, 'POL-2', { inReplyTo: mail.messageId ?? '', text: 'La même fiche.' }),
    );
    expect(again).toMatchObject({ letters: [], toSee: 'unanswered_not_authenticated' });
  });
});

describe('known_contacts', () => {
  let service: Service;
  beforeAll(async () => void (service = await open('known_contacts')));
  afterAll(() => service.stop());

  test('who is on the list is answered; who is not waits, though a domain vouches for them', async () => {
    const list = join(folder, 'contacts.csv');
    await writeFile(list, 'email;langue\nliste@chu-strict.test;fr\n');
    const env = { ...process.env, ...service.env };
    execFileSync(process.execPath, [resolve('dist/cli.js'), 'invite', list], { env });
    const [yes] = await send(service, await sheet('liste@chu-strict.test', 'POL-3'));
    // Its domain disowns it: the list does not make a forged sender true.
    expect(yes).toMatchObject({ outcomes: ['new'], letters: [], toSee: 'unanswered_forged' });
    const [signedYes] = await send(service, await signed(await sheet('liste@chu-strict.test', 'POL-4')));
    expect(signedYes).toMatchObject({ letters: ['complete:sent'] });
    const [no] = await send(service, await signed(await sheet('autre@chu-strict.test', 'POL-5')));
    expect(no).toMatchObject({ outcomes: ['new'], letters: [], toSee: 'unanswered_not_known' });
  });

  test('whom an investigator lets in is of the list from then on', async () => {
    const from = 'nouvelle@chu-sans-dns.test';
    const [first] = await send(service, await sheet(from, 'POL-6'));
    expect(first).toMatchObject({ letters: [], toSee: 'unanswered_not_known' });
    await release(service, first?.id ?? '', from);
    const [second] = await send(service, await sheet(from, 'POL-7'));
    expect(second).toMatchObject({ letters: ['complete:sent'], toSee: null });
  });
});
