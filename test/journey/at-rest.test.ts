/** A stolen dump: nothing that a message, a file or a letter says can be found in any column of any table. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import { complete } from '../../scripts/demo/fillings.mjs';
import { type CaseList } from '../../src/analyse/case-list.views.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { writeMail } from '../builders/mail.js';
import { openSheetPress, type SheetPress } from '../builders/sheets.js';
import { lastLetterTo, openServiceVault, send } from './exchange.js';
import { openService, type Service } from './service.js';

const study = loadStudy('studies/daratumumab');
const FROM = 'claire.vasseur@chu-secret.test';
let service: Service;
let press: SheetPress;

beforeAll(async () => {
  [service, press] = await Promise.all([openService(), openSheetPress(study, 'fr', complete)]);
  await service.start();
});
afterAll(() => service.stop());

/** Every row of every table of the application and of its queues, as text, and bytes as they are. */
async function dump(): Promise<Map<string, Buffer>> {
  const tables = await service.query<{ schema: string; name: string }>(
    `select table_schema as schema, table_name as name from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
  );
  const dumped = new Map<string, Buffer>();
  for (const { schema, name } of tables) {
    const rows = await service.query<Record<string, unknown>>(`select * from "${schema}"."${name}"`);
    const parts = rows.flatMap((row) =>
      Object.values(row).map((value) =>
        Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value ?? '')),
      ),
    );
    dumped.set(`${schema}.${name}`, Buffer.concat(parts.flatMap((part) => [part, Buffer.from('\n')])));
  }
  return dumped;
}

/** The ways in which a word may stand in bytes. */
function writings(word: string): Buffer[] {
  const utf8 = Buffer.from(word);
  return [
    utf8,
    Buffer.from(word, 'latin1'),
    Buffer.from(word, 'utf16le'),
    Buffer.from(utf8.toString('hex')),
    // The part of a base64 text that does not depend on where in it the word begins.
    ...[0, 1, 2].map((shift) => {
      const text = Buffer.concat([Buffer.alloc(shift, 'x'), utf8]).toString('base64');
      return Buffer.from(text.slice(shift === 0 ? 0 : 4, Math.floor((utf8.length + shift) / 3) * 4));
    }),
  ].filter(({ length }) => length >= 5);
}

const SECRETS = [
  // Answers
  ...['VAL-07', 'val07', 'Hypothyroïdie', 'fémoral en 2014', 'Élise Fabre', 'e.fabre@chu-valmont.test'],
  ...[
    'Prednisone',
    'Coombs direct',
    '2021-01-12',
    '12/01/2021',
    'perfusion par semaine',
    'waiha',
    'mg_per_kg',
  ],
  ...[
    'disease.diagnosis',
    'Anémie hémolytique',
    'cyclophosphamide',
    'planned_end',
    'Zénobie',
    '01 99 00 45 10',
  ],
  // Who, and what was said
  ...[
    'claire.vasseur',
    'chu-secret',
    'Vasseur',
    'Dossier confidentiel',
    'Mme Dupont',
    'Dupont.pdf',
    'cher confrère',
  ],
  // The letters
  ...['Fiche reçue', 'Merci, votre', 'Tout y est', 'Reply-To', 'X-Recueil-Thread'],
];

test('tells nothing of what came and went', async () => {
  const files = [
    { name: 'Mme Dupont.pdf', bytes: await press({}) },
    {
      name: 'Dupont.zip',
      bytes: zipSync({ 'Dupont.pdf': await press({ 'patient.code': 'VAL-08', 'patient.weight': '62' }) }),
    },
  ];
  const words = {
    subject: 'Dossier confidentiel de Mme Dupont',
    text: 'Mon cher confrère, la patiente Zénobie',
  };
  await send(service, await writeMail({ from: `Dr Claire Vasseur <${FROM}>`, ...words, files }));
  const letter = await lastLetterTo(service, FROM);
  const inReplyTo = letter.mail.messageId ?? '';
  const corrected = [
    { name: 'Dupont.pdf', bytes: await press({ 'patient.code': 'VAL-07', 'patient.weight': '63' }) },
  ];
  await send(
    service,
    await writeMail({ from: FROM, inReplyTo, subject: 'Mme Dupont', text: 'Zénobie va mieux' }),
    await writeMail({ from: FROM, subject: 'Dossier confidentiel', files: corrected }),
    await writeMail({
      from: FROM,
      subject: 'Mme Dupont',
      files: [{ name: 'Dupont.pdf', bytes: Buffer.from('x') }],
    }),
  );
  expect(await service.cases()).toHaveLength(2);

  // The service knows which disease is whose; the database it looks in does not.
  const counted = async (disease: string): Promise<number> =>
    (await service.get<CaseList>(`/api/cases?disease=${disease}`)).body.total;
  expect([await counted('waiha'), await counted('lupus')]).toEqual([2, 0]);
  const summaries = await service.query<{ summary: Buffer }>('select summary from case_answers');
  expect(summaries).toHaveLength(2);
  expect(summaries[0]?.summary.length).toBe(summaries[1]?.summary.length);

  const dumped = await dump();
  expect([...dumped.keys()]).toEqual(expect.arrayContaining(['public.messages', 'public.contents']));
  expect([...dumped.keys()].some((table) => table.startsWith('bullmq.'))).toBe(true);
  const found = [...dumped].flatMap(([table, bytes]) =>
    SECRETS.filter((word) => writings(word).some((writing) => bytes.includes(writing))).map((word) => [
      table,
      word,
    ]),
  );
  expect(found).toEqual([]);
  // The dump is searched as it should be: what may be read is found, and what is sealed is there when opened.
  const all = Buffer.concat([...dumped.values()]);
  for (const word of ['DARA-0001', 'CHU de Valmont']) expect(all.includes(Buffer.from(word))).toBe(true);
  const vault = await openServiceVault(service);
  const contents = await service.query<{ id: string; sealed: Buffer }>('select id, sealed from contents');
  const opened = contents
    .map(({ id, sealed }) => vault.open(sealed, `contents:${id}`).toString('latin1'))
    .join('');
  for (const word of ['Vasseur', 'Dossier confidentiel', 'X-Recueil-Thread']) expect(opened).toContain(word);
});
