/** The patient objects: the case is closed at once, nothing of its answers is left, and nobody is asked for more. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { complete } from '../../scripts/demo/fillings.mjs';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { toFilling } from '../builders/answers.js';
import { writeMail } from '../builders/mail.js';
import { fillWithPdfLib, packObjects } from '../sheets/routes.js';
import { lastLetterTo, lettersTo, openServiceVault, type Received, send } from './exchange.js';
import { openService, type Service } from './service.js';

const study = loadStudy('studies/daratumumab');
const FROM = 'claire.vasseur@chu-valmont.test';
let service: Service;
let blank: Uint8Array;
const sheetOf = (changed: Record<string, string>): Promise<Uint8Array> =>
  fillWithPdfLib(blank, toFilling(study, { ...complete, ...changed }));
const OBJECTS = { 'centre.non_opposition': 'no' };

/** Everything that can still be opened of what the database holds sealed, as one text, but the letters that went out. */
async function openAll(): Promise<string> {
  const vault = await openServiceVault(service);
  const texts: string[] = [];
  const rows = async (sql: string) => service.query<{ id: string; sealed: Buffer }>(sql);
  const kept = 'select content_id from letters';
  for (const { id, sealed } of await rows(`select * from contents where size > 0 and id not in (${kept})`))
    texts.push(vault.open(sealed, `contents:${id}`).toString('latin1'));
  for (const [name, sql] of [
    ['case_answers.sealed', 'select case_id as id, sealed from case_answers'],
    ['case_changes.sealed', 'select id, sealed from case_changes'],
    ['readings.sealed_result', 'select id, sealed_result as sealed from readings'],
    ['messages.sealed_envelope', 'select id, sealed_envelope as sealed from messages'],
  ] as const)
    for (const { id, sealed } of await rows(sql))
      texts.push(JSON.stringify(vault.openJson(sealed, `${name}:${id}`)));
  for (const { id, sealed } of await rows('select id, sealed_name as sealed from attachments'))
    texts.push(vault.openText(sealed, `attachments.sealed_name:${id}`));
  return texts.join('\n');
}

const caseOf = async (reference: string) =>
  (await service.cases()).find((found) => found.reference === reference);

beforeAll(async () => {
  [service, blank] = await Promise.all([openService(), writeSheetPdf(study, 'fr')]);
  await service.start();
});
afterAll(() => service.stop());

describe('an objection', () => {
  let letter: Received;

  test('in the thread of a draft closes the case and empties all that it was made from', async () => {
    const first = await writeMail({
      from: FROM,
      subject: 'Dossier de Mme Dupont',
      files: [{ name: 'Mme Dupont.pdf', bytes: await sheetOf({}) }],
    });
    await send(service, first);
    letter = await lastLetterTo(service, FROM);
    const inReplyTo = letter.mail.messageId ?? '';
    // Answers in words are answers too.
    await send(
      service,
      await writeMail({ from: FROM, inReplyTo, text: 'Le poids : 61,5 ; la patiente Zénobie' }),
    );
    const before = await openAll();
    for (const word of ['VAL-07', 'Hypothyroïdie', 'Dupont', 'Zénobie']) expect(before).toContain(word);

    const files = [
      { name: 'Mme Dupont bis.pdf', bytes: await sheetOf({ ...OBJECTS, 'patient.weight': '62' }) },
    ];
    const [message] = await send(
      service,
      await writeMail({ from: FROM, inReplyTo, subject: 'Mme Dupont', files }),
    );
    expect(message).toMatchObject({
      outcomes: ['closed'],
      letters: ['closed:sent'],
      references: ['DARA-0001'],
    });
    expect(await caseOf('DARA-0001')).toMatchObject({
      state: 'set_aside',
      answers: { 'centre.non_opposition': 'no' },
      missing: [],
      unsure: [],
    });
    const [row] = await service.query('select set_aside_reason, patient_digest, answered from cases');
    expect(row).toEqual({ set_aside_reason: 'withdrawn', patient_digest: null, answered: 0 });
    const after = await openAll();
    for (const word of ['VAL-07', 'Hypothyroïdie', 'Dupont', 'Zénobie', 'waiha', '61.5', '61,5', 'Fabre'])
      expect(after).not.toContain(word);
    const [left] = await service.query<{ count: string }>(
      `select count(*) from contents where size > 0 and id not in (select content_id from letters)`,
    );
    expect(left?.count).toBe('0');
    const history = await service.query<{ id: string }>('select id from case_changes');
    expect(history).toHaveLength(1);
  });

  test('is acknowledged without a question', async () => {
    const closing = await lastLetterTo(service, FROM);
    expect(closing.mail.subject).toBe('[DARA-0001] Fiche reçue, dossier clos');
    expect(closing.mail.text).not.toMatch(/Il nous manque|NSP/);
    expect(closing.words).not.toMatch(/VAL-07|Dupont/);
  });

  test('stays: a copy of an earlier sheet brings nothing back', async () => {
    const files = [{ name: 'fiche.pdf', bytes: await packObjects(await sheetOf({})) }];
    const [message] = await send(service, await writeMail({ from: FROM, files }));
    expect(message).toMatchObject({ outcomes: ['unchanged'], references: ['DARA-0001'] });
    expect(await openAll()).not.toMatch(/VAL-07|Hypothyroïdie|waiha/);
    expect(await caseOf('DARA-0001')).toMatchObject({ answers: { 'centre.non_opposition': 'no' } });
  });

  test('on a first sheet makes a case that is closed and empty', async () => {
    const from = 'autre@chu-autre.test';
    const changed = { ...OBJECTS, 'patient.code': 'AUTRE-3', 'centre.hospital': 'CHU Autre' };
    const files = [{ name: 'fiche.pdf', bytes: await sheetOf(changed) }];
    const [message] = await send(service, await writeMail({ from, files }));
    expect(message).toMatchObject({ outcomes: ['closed'], letters: ['closed:sent'], toSee: null });
    expect(await caseOf(message?.references[0] ?? '')).toMatchObject({ state: 'set_aside' });
    expect(await openAll()).not.toContain('AUTRE-3');
    expect(await lettersTo(service, from)).toHaveLength(1);
  });

  test('in a message with another patient’s sheet leaves that one whole, and asks a person to redact', async () => {
    const from = 'mixte@chu-mixte.test';
    const hospital = { 'centre.hospital': 'CHU Mixte' };
    const files = [
      { name: 'a.pdf', bytes: await sheetOf({ ...hospital, ...OBJECTS, 'patient.code': 'MIX-1' }) },
      { name: 'b.pdf', bytes: await sheetOf({ ...hospital, 'patient.code': 'MIX-2' }) },
    ];
    const [message] = await send(service, await writeMail({ from, files }));
    expect(message).toMatchObject({ outcomes: ['closed', 'new'], toSee: 'to_redact' });
    expect((await service.cases()).at(-1)?.answers).toMatchObject({
      'patient.code': 'MIX-2',
      'dara.dose': 16,
    });
    const sizes = await service.query<{ size: number }>(
      `select c.size from attachments a join contents c on c.id = a.content_id where a.message_id = $1 order by a.position`,
      [message?.id],
    );
    expect(sizes.map(({ size }) => size > 0)).toEqual([false, true]);
  });

  test('from a stranger closes its own draft only, and a person looks at the other', async () => {
    const kept = (await service.cases()).at(-1);
    const files = [
      {
        name: 'a.pdf',
        bytes: await sheetOf({ ...OBJECTS, 'centre.hospital': 'CHU Mixte', 'patient.code': 'MIX-2' }),
      },
    ];
    const [message] = await send(service, await writeMail({ from: 'inconnu@ailleurs.test', files }));
    expect(message).toMatchObject({ outcomes: ['closed'], toSee: 'proposed' });
    expect(await caseOf(kept?.reference ?? '')).toEqual(kept);
  });

  test('stands above a confirmation', async () => {
    const reference = (await service.cases()).find(
      ({ answers }) => answers['patient.code'] === 'MIX-2',
    )?.reference;
    await service.query(`update cases set state = 'confirmed' where reference = $1`, [reference]);
    const changed = { ...OBJECTS, 'centre.hospital': 'CHU Mixte', 'patient.code': 'MIX-2' };
    const files = [{ name: 'b.pdf', bytes: await sheetOf(changed) }];
    const [message] = await send(service, await writeMail({ from: 'mixte@chu-mixte.test', files }));
    expect(message).toMatchObject({ outcomes: ['closed'], references: [reference] });
    expect(await caseOf(reference ?? '')).toMatchObject({ state: 'set_aside' });
  });
});
