/** Reviewing a case through the API: entered, accepted, signed, reopened, undone; and what is refused. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CaseReview, type ChangeView } from '../../src/confirm/review/case-views.js';
import { type StudyView } from '../../src/confirm/review/study-views.js';
import { type Desk, enter, openDesk } from './review-desk.js';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.service.stop());

const listed = async (reference: string) =>
  (await desk.service.cases()).find((found) => found.reference === reference);
const codes = ({ blockers }: CaseReview): string[] => blockers.map(({ code }) => code);

test('the form has every question in both languages', async () => {
  const { body } = await desk.get<StudyView>('/api/study', desk.reader);
  const fields = body.sections.flatMap((section) => section.fields);
  expect(fields.map(({ number }) => number)).toEqual(fields.map((_field, at) => at + 1));
  expect(fields.find(({ key }) => key === 'dara.dose')).toMatchObject({
    label: { fr: 'Dose par administration', en: expect.any(String) },
    type: 'decimal',
    columns: [],
    rows: null,
  });
  const visits = fields.find(({ key }) => key === 'followup.visits');
  expect(visits?.rows?.map(({ key }) => key)).toEqual(['m0', 'm1', 'm3', 'm6', 'm12', 'last']);
  expect(body.inclusion.length).toBeGreaterThan(0);
});

describe('a clean sheet', () => {
  test('is signed in two acts, by somebody who has just said who she is', async () => {
    const reference = await desk.receive();
    const before = await desk.look(reference);
    expect(before).toMatchObject({
      state: 'draft',
      missing: [],
      unsure: [],
      findings: [],
      confirmation: null,
    });
    expect(codes(before)).toEqual(['inclusion_not_seen']);
    expect(before.inclusion.every(({ verdict }) => verdict === 'met')).toBe(true);
    expect(await desk.act(reference, 'confirm', { version: 1 })).toMatchObject({
      status: 409,
      body: { code: 'not_ready', details: { blockers: [{ code: 'inclusion_not_seen' }] } },
    });
    const { body: seen } = await desk.act(reference, 'inclusion', { version: before.version });
    expect(seen).toMatchObject({ blockers: [], inclusionSeen: { by: 'Claire Vasseur', reason: null } });

    await desk.sign();
    const { body: signed } = await desk.act(reference, 'confirm', { version: seen.version });
    expect(signed).toMatchObject({
      ...{ state: 'confirmed', blockers: [], actions: ['reopen'], undo: { what: 'confirm' } },
      confirmation: {
        ...{ by: 'Claire Vasseur', initials: 'CV', at: expect.stringMatching(/Z$/) },
        meaning: { fr: 'Ces données sont conformes à la fiche reçue.' },
      },
    });
    const [row] = await desk.service.query(
      'select confirmed_by, confirmed_at from cases where reference = $1',
      [reference],
    );
    expect(row).toEqual({
      confirmed_by: desk.claire.id,
      confirmed_at: new Date(signed.confirmation?.at ?? ''),
    });
  });

  test('is not signed by the machine’s token, nor by who has not said who she is for a while', async () => {
    const reference = await desk.receive();
    const { body } = await desk.act(reference, 'inclusion', { version: 1 });
    const token = (await readFile(join(desk.service.dataDir, 'api-token'), 'utf8')).trim();
    const response = await fetch(`http://127.0.0.1:${desk.service.port()}/api/cases/${reference}/confirm`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ version: body.version }),
    });
    expect([response.status, await response.json()]).toMatchObject([403, { code: 'sign_in_again' }]);
    const refused = { status: 403, body: { code: 'sign_in_again' } };
    expect(await desk.act(reference, 'confirm', { version: body.version }, desk.hugo)).toMatchObject(refused);
    await desk.sign();
    await desk.service.query('update sessions set signed_until = now() where signed_until is not null');
    expect(await desk.act(reference, 'confirm', { version: body.version })).toMatchObject(refused);
    expect((await desk.look(reference)).state).toBe('draft');
  });
});

describe('a signature', () => {
  test('keeps the answers from being changed, until it is taken back with a reason', async () => {
    const reference = await desk.receive();
    const { body: seen } = await desk.act(reference, 'inclusion', { version: 1 });
    await desk.sign();
    const { body: signed } = await desk.act(reference, 'confirm', { version: seen.version });
    const { version } = signed;
    for (const [path, body] of [
      ['answers', enter(version, 'dara.dose', '18')],
      ['accept', { version, names: ['dara.dose'] }],
      ['accept-sure', { version, section: 'dara' }],
      ['inclusion', { version }],
    ] as const)
      expect(await desk.act(reference, path, body)).toMatchObject({
        status: 409,
        body: { code: 'case_closed' },
      });
    expect(
      await desk.act(reference, 'set-aside', { version, reason: 'duplicate', note: null }),
    ).toMatchObject({
      body: { code: 'case_state' },
    });
    expect(await desk.act(reference, 'reopen', { version, reason: ' ' })).toMatchObject({
      status: 400,
      body: { code: 'reason_missing' },
    });
    const { body: opened } = await desk.act(
      reference,
      'reopen',
      { version, reason: 'erreur de saisie' },
      desk.hugo,
    );
    expect(opened).toMatchObject({ state: 'draft', confirmation: null, blockers: [] });
    expect((await desk.act(reference, 'answers', enter(opened.version, 'dara.dose', '18'))).status).toBe(200);
    const { body: history } = await desk.get<ChangeView[]>(`/api/cases/${reference}/changes`);
    expect(history.map(({ what, actor, why }) => [what, actor.initials, why]).slice(0, 4)).toEqual([
      ['answer', 'CV', 'relu sur la page'],
      ['reopen', 'HL', 'erreur de saisie'],
      ['confirm', 'CV', null],
      ['inclusion', 'CV', null],
    ]);
  });

  test('pressed too fast is undone by the same person alone', async () => {
    const reference = await desk.receive();
    const { body: seen } = await desk.act(reference, 'inclusion', { version: 1 });
    await desk.sign();
    const { body: signed } = await desk.act(reference, 'confirm', { version: seen.version });
    expect((await desk.look(reference, desk.hugo)).undo).toBeNull();
    const refused = await desk.act(reference, 'undo', { version: signed.version }, desk.hugo);
    expect(refused).toMatchObject({ status: 409, body: { code: 'undo_too_late' } });
    const { body: draft } = await desk.act(reference, 'undo', { version: signed.version });
    expect(draft).toMatchObject({ state: 'draft', confirmation: null, undo: null });
    const rows = await desk.service.query('select confirmed_by from cases where reference = $1', [reference]);
    expect(rows).toEqual([{ confirmed_by: null }]);
  });
});

describe('answers', () => {
  test('are entered with a reason, what was read kept beside; the list of `recueil cases` follows', async () => {
    const reference = await desk.receive();
    expect(await desk.act(reference, 'answers', enter(1, 'dara.dose', '18', null))).toMatchObject({
      status: 400,
      body: { code: 'reason_missing' },
    });
    expect(await desk.act(reference, 'answers', enter(1, 'dara.dose', 'environ 18'))).toMatchObject({
      status: 400,
      body: {
        code: 'answer_invalid',
        details: { name: 'dara.dose', reason: { fr: expect.stringMatching(/^réponse approximative/) } },
      },
    });
    const { body } = await desk.act(reference, 'answers', enter(1, 'dara.dose', '18,5'));
    expect(body.version).toBe(2);
    expect(body.answers['dara.dose']).toMatchObject({
      ...{ value: 18.5, text: { fr: '18,5', en: '18.5' }, origin: 'person', reviewed: true },
      by: { initials: 'CV', why: 'relu sur la page' },
      before: { text: { fr: '16' }, raw: '16' },
      source: { strategy: 'person', page: 3 },
    });
    expect((await listed(reference))?.answers['dara.dose']).toBe(18.5);
    const { body: emptied } = await desk.act(reference, 'answers', enter(2, 'dara.dose', null));
    expect(emptied.missing).toEqual(['dara.dose']);
    expect(codes(emptied)).toContain('missing');
    expect((await listed(reference))?.answers).not.toHaveProperty('dara.dose');
    const coded = { ...enter(3, 'dara.dose', null), missing: 'NSP' };
    expect((await desk.act(reference, 'answers', coded)).body.missing).toEqual([]);
  });

  test('of a cell, with its own history', async () => {
    const reference = await desk.receive();
    const name = 'followup.visits.m3.prednisone';
    const { body } = await desk.act(reference, 'answers', enter(1, name, '12'));
    expect(body.answers['followup.visits']?.cells?.['m3.prednisone']).toMatchObject({
      ...{ value: 12, origin: 'person', by: { initials: 'CV' }, before: { raw: '10' } },
    });
    expect(body.answers['followup.visits']?.cells?.['m0.prednisone']).toMatchObject({
      origin: 'reading',
      by: null,
    });
    const { body: history } = await desk.get<ChangeView[]>(`/api/cases/${reference}/changes?name=${name}`);
    expect(history).toMatchObject([
      { what: 'answer', name, before: { fr: '10' }, after: { fr: '12' }, actor: { kind: 'person' } },
      { what: 'read', name, before: null, after: { fr: '10' }, actor: { kind: 'reader' } },
    ]);
  });

  test('that are doubtful are accepted one by one and never with the sure ones; undone, they are doubtful again', async () => {
    const reference = await desk.receive({ 'patient.weight': 'environ 60', 'patient.age': '50' });
    const before = await desk.look(reference);
    expect(before.unsure).toEqual(['patient.weight']);
    const age = before.findings.filter(({ keys }) => keys.includes('patient.age'));
    expect(age.length).toBeGreaterThan(0);
    const { body: sure } = await desk.act(reference, 'accept-sure', { version: 1, section: 'patient' });
    expect(sure.answers['patient.sex']?.reviewed).toBe(true);
    expect(sure.answers['patient.weight']).toMatchObject({ reviewed: false, sure: false, origin: 'reading' });
    expect(sure.answers['patient.age']?.reviewed).toBe(false);
    expect(sure.unsure).toEqual(['patient.weight']);
    const { body: one } = await desk.act(reference, 'accept', {
      version: sure.version,
      names: ['patient.weight'],
    });
    expect(one).toMatchObject({ unsure: [], undo: { what: 'accept' } });
    expect(one.answers['patient.weight']).toMatchObject({
      origin: 'person',
      value: 60,
      by: { initials: 'CV' },
    });
    const { body: undone } = await desk.act(reference, 'undo', { version: one.version });
    expect(undone.answers['patient.weight']).toEqual(sure.answers['patient.weight']);
    expect(undone.findings).toEqual(expect.arrayContaining(before.findings));
    expect(undone.answers['patient.sex']?.reviewed).toBe(true);
  });

  test('in a body that is not as expected are named, not quoted', async () => {
    const reference = await desk.receive();
    expect(
      await desk.act(reference, 'answers', { version: 'x', name: 'dara.dose', value: 'secret' }),
    ).toMatchObject({
      status: 400,
      body: { code: 'request_invalid', message: 'These are missing or not as expected: version.' },
    });
    expect(await desk.act(reference, 'answers', enter(1, 'no.such', '1'))).toMatchObject({
      body: { code: 'name_unknown' },
    });
  });
});

describe('two investigators', () => {
  test('change two answers of one case: both stay', async () => {
    const reference = await desk.receive();
    await desk.act(reference, 'answers', enter(1, 'dara.dose', '18'));
    const { status, body } = await desk.act(
      reference,
      'answers',
      enter(1, 'patient.weight', '70'),
      desk.hugo,
    );
    expect(status).toBe(200);
    expect(body.answers['dara.dose']?.value).toBe(18);
    expect(body.answers['patient.weight']).toMatchObject({ value: 70, by: { initials: 'HL' } });
  });

  test('change the same answer: the second is shown the first one’s, and nothing is lost', async () => {
    const reference = await desk.receive();
    await desk.act(reference, 'answers', enter(1, 'dara.dose', '18'));
    const clash = await desk.act(reference, 'answers', enter(1, 'dara.dose', '20'), desk.hugo);
    expect(clash).toMatchObject({
      status: 409,
      body: {
        code: 'case_changed',
        details: { by: 'Claire Vasseur', name: 'dara.dose', text: { fr: '18' } },
      },
    });
    expect((await desk.look(reference)).answers['dara.dose']?.value).toBe(18);
    // She has seen it, and says it again.
    const { body } = await desk.act(reference, 'answers', enter(2, 'dara.dose', '20'), desk.hugo);
    expect(body.answers['dara.dose']).toMatchObject({ value: 20, before: { raw: '16' } });
  });

  test('change two cells of one table: both stay', async () => {
    const reference = await desk.receive();
    await desk.act(reference, 'answers', enter(1, 'followup.visits.m0.prednisone', '41'));
    const { body } = await desk.act(
      reference,
      'answers',
      enter(1, 'followup.visits.m3.prednisone', '11'),
      desk.hugo,
    );
    expect(body.answers['followup.visits']?.cells).toMatchObject({
      'm0.prednisone': { value: 41, by: { initials: 'CV' } },
      'm3.prednisone': { value: 11, by: { initials: 'HL' } },
    });
  });

  test('at once: every entry is kept, in some order', async () => {
    const reference = await desk.receive();
    const names = ['dara.dose', 'patient.weight', 'dara.infusions', 'prior.lines', 'safety.igg_nadir'];
    const answers = await Promise.all(
      names.map((name, at) =>
        desk.act(reference, 'answers', enter(1, name, '7'), at % 2 ? desk.hugo : desk.claire),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(names.map(() => 200));
    const { answers: held, version } = await desk.look(reference);
    expect(names.map((name) => held[name]?.value)).toEqual(names.map(() => 7));
    expect(version).toBe(1 + names.length);
  });

  test('a signature is of what was seen: a change meanwhile refuses it', async () => {
    const reference = await desk.receive();
    const { body: seen } = await desk.act(reference, 'inclusion', { version: 1 });
    await desk.sign();
    await desk.act(reference, 'answers', enter(seen.version, 'dara.dose', '18'), desk.hugo);
    expect(await desk.act(reference, 'confirm', { version: seen.version })).toMatchObject({
      status: 409,
      body: { code: 'case_changed', details: { by: 'Hugo Lambert' } },
    });
  });
});

describe('a reader', () => {
  test('sees the case without its files and its sender, and changes nothing', async () => {
    const reference = await desk.receive();
    const view = await desk.look(reference, desk.reader);
    expect(view).toMatchObject({ contact: null, sources: [], places: {} });
    expect(view.answers['dara.dose']?.source).toMatchObject({ attachmentId: null });
    for (const [path, body] of [
      ['answers', enter(1, 'dara.dose', '18')],
      ['confirm', { version: 1 }],
      ['queries', { name: 'dara.dose', text: 'Dose ?' }],
    ] as const)
      expect(await desk.act(reference, path, body, desk.reader)).toMatchObject({
        status: 403,
        body: { code: 'role' },
      });
  });
});

test('who looked at a case is noted once for a look, and stays noted', async () => {
  const reference = await desk.receive();
  await desk.look(reference);
  await desk.look(reference);
  await desk.look(reference, desk.hugo);
  const rows = () =>
    desk.service.query<{ actor: string }>(
      `select actor, what from views where subject_id = (select id from cases where reference = $1) order by id`,
      [reference],
    );
  expect(await rows()).toEqual([
    { actor: desk.claire.id, what: 'case' },
    { actor: desk.hugo.id, what: 'case' },
  ]);
  await expect(desk.service.query('delete from views')).rejects.toThrow('only ever added');
  await expect(desk.service.query(`update views set actor = ''`)).rejects.toThrow('only ever added');
});

test('nothing that is entered, asked or read stands in the database in the clear', async () => {
  const reference = await desk.receive();
  const word = 'Xylophone-inhabituel';
  await desk.act(reference, 'answers', enter(1, 'dara.schedule', word, 'motif très particulier'));
  await desk.act(reference, 'queries', { name: 'dara.schedule', text: 'question très particulière' });
  const tables = await desk.service.query<{ row: string }>(
    `select row_to_json(t)::text as row from case_changes t union all select row_to_json(t)::text from queries t
     union all select row_to_json(t)::text from cases t union all select row_to_json(t)::text from case_answers t
     union all select row_to_json(t)::text from views t`,
  );
  expect(tables.length).toBeGreaterThan(4);
  for (const { row } of tables) expect(row).not.toMatch(/Xylophone|particuli|dara\.schedule|Claire/);
});
