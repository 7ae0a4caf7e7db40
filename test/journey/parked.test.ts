/** Steps that cannot be done are given up after their last try, seen, and taken up where they stopped; nothing is made twice. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { complete } from '../../scripts/demo/fillings.mjs';
import { loadStudy } from '../../src/studies/load-study.js';
import { writeMail } from '../builders/mail.js';
import { openSheetPress, type SheetPress } from '../builders/sheets.js';
import { lettersTo } from './exchange.js';
import { openService, type Service } from './service.js';

const study = loadStudy('studies/daratumumab');
let service: Service;
let press: SheetPress;

beforeAll(async () => {
  [service, press] = await Promise.all([openService(), openSheetPress(study, 'fr', complete)]);
  await service.start();
});
afterAll(() => service.stop());

/** The database refuses such rows, as a full disk or a broken table would. */
async function refuse(table: string, condition: string): Promise<void> {
  await service.query(`create function refuse_${table}() returns trigger language plpgsql as
    $$ begin raise exception 'refused' using errcode = '53100'; end $$`);
  await service.query(
    `create trigger refuse before insert on ${table} for each row when (${condition}) execute function refuse_${table}()`,
  );
}

async function sheetMail(code: string): Promise<Buffer> {
  const files = [{ name: 'fiche.pdf', bytes: await press({ 'patient.code': code }) }];
  return writeMail({ from: `${code.toLowerCase()}@chu-valmont.test`, files });
}

test('a case that cannot be stored and a letter that cannot be written are parked and tried again', async () => {
  // Of the first message no case can be made, of the second no letter; the third is none of their business.
  await refuse('cases', 'new.number = 1');
  await service.dovecot.deliver(await sheetMail('DRAFT-1'));
  const waitFor = async (sql: string): Promise<void> => {
    while ((await service.query(sql)).length === 0) await new Promise((resolve) => setTimeout(resolve, 25));
  };
  await service.settled(1);
  const [first] = await service.messages();
  expect(first).toMatchObject({ state: 'failed', toSee: 'failed', outcomes: [], letters: [] });
  expect(first?.lastError).toBe('QueryFailedError:53100');
  expect(await service.cases()).toEqual([]);
  await service.query('drop trigger refuse on cases');
  await refuse('letters', `new.kind = 'complete'`);
  expect(await service.post(`/api/messages/${first?.id ?? ''}/retry`)).toBe(204);
  await waitFor(`select 1 from messages where state = 'failed' and last_error is not null and to_see = 'failed'
    and exists (select 1 from outcomes)`);

  // The case is there, its letter is not.
  const [made] = await service.cases();
  expect(made).toMatchObject({ reference: 'DARA-0001', answers: { 'patient.code': 'DRAFT-1' } });
  const [parked] = await service.messages();
  expect(parked).toMatchObject({
    state: 'failed',
    outcomes: ['new'],
    references: ['DARA-0001'],
    letters: [],
  });
  expect(service.smtp.messages).toEqual([]);
  await service.query('drop trigger refuse on letters');
  await service.dovecot.deliver(await sheetMail('NEXT-1'));
  await service.settled(2);
  expect(await lettersTo(service, 'next-1@chu-valmont.test')).toHaveLength(1);

  expect(await service.post(`/api/messages/${first?.id ?? ''}/retry`)).toBe(204);
  await service.smtp.waitFor(2);
  await service.settled(2);
  const again = (await service.messages()).find(({ id }) => id === first?.id);
  expect(again).toMatchObject({
    state: 'answered',
    lastError: null,
    toSee: null,
    letters: ['complete:sent'],
  });
  expect(await service.cases()).toHaveLength(2);
  expect(await lettersTo(service, 'draft-1@chu-valmont.test')).toHaveLength(1);
  // Two times fifteen seconds until the last try, on a machine that may be busy.
}, 120_000);
