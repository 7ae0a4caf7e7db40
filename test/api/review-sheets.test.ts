/** A case beside other sheets and cases: set aside, withdrawn and purged, joined, answered by a newer sheet; and the questions asked. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CaseReview, type QueryView } from '../../src/confirm/review/case-views.js';
import { lastLetterTo, openServiceVault } from '../journey/exchange.js';
import { type Desk, enter, openDesk } from './review-desk.js';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.service.stop());

/** A newer sheet in the thread of the case's last letter. */
async function receiveAgain(from: string, texts: Readonly<Record<string, string>>): Promise<string> {
  const letter = await lastLetterTo(desk.service, from);
  return desk.receive(texts, { from, inReplyTo: letter.mail.messageId ?? '' });
}
const confirm = async (reference: string): Promise<CaseReview> => {
  const { version } = await desk.look(reference);
  const { body } = await desk.act(reference, 'inclusion', { version });
  await desk.sign();
  return (await desk.act(reference, 'confirm', { version: body.version })).body;
};

describe('set aside', () => {
  test('with a reason, undone at once or reopened later', async () => {
    const reference = await desk.receive();
    const set = { version: 1, reason: 'not_eligible', note: 'moins de 18 ans' };
    const { body: aside } = await desk.act(reference, 'set-aside', set);
    expect(aside).toMatchObject({
      state: 'set_aside',
      setAsideReason: 'not_eligible',
      undo: { what: 'set_aside' },
    });
    const { body: draft } = await desk.act(reference, 'undo', { version: aside.version });
    expect(draft).toMatchObject({ state: 'draft', setAsideReason: null });
    const { body: again } = await desk.act(reference, 'set-aside', { ...set, version: draft.version });
    const { body: opened } = await desk.act(reference, 'reopen', {
      version: again.version,
      reason: 'âge corrigé',
    });
    expect(opened).toMatchObject({ state: 'draft', setAsideReason: null, actions: ['confirm', 'set_aside'] });
    const unknown = { version: opened.version, reason: 'boring', note: null };
    expect(await desk.act(reference, 'set-aside', unknown)).toMatchObject({
      status: 400,
      body: { code: 'request_invalid' },
    });
  });
});

describe('a patient who objects', () => {
  /** Everything that is kept of the case, opened: no value may be left in it. */
  async function everything(reference: string): Promise<string> {
    const vault = await openServiceVault(desk.service);
    const open = (rows: { id: string; sealed: Buffer }[], context: string) =>
      rows.map(({ id, sealed }) => JSON.stringify(vault.openJson(sealed, `${context}:${id}`)));
    const rows = (sql: string) =>
      desk.service.query<{ id: string; sealed: Buffer }>(
        `with one as (select id from cases where reference = $1) ${sql}`,
        [reference],
      );
    return [
      ...open(
        await rows('select case_id as id, sealed from case_answers where case_id = (select id from one)'),
        'case_answers.sealed',
      ),
      ...open(
        await rows('select id, sealed from case_changes where case_id = (select id from one)'),
        'case_changes.sealed',
      ),
      ...open(
        await rows('select id, sealed_result as sealed from readings where case_id = (select id from one)'),
        'readings.sealed_result',
      ),
      ...open(
        await rows('select id, sealed from queries where case_id = (select id from one)'),
        'queries.sealed',
      ),
    ].join('\n');
  }

  test('as an answer: asked for in words, then closed for good, everything else purged', async () => {
    const reference = await desk.receive({ 'dara.schedule': 'Horaire-singulier' });
    await desk.act(reference, 'queries', { name: 'dara.schedule', text: 'Question-singulière' });
    await desk.act(reference, 'answers', enter(1, 'dara.dose', '17,25'));
    const [source] = (await desk.look(reference)).sources;
    expect((await desk.get(`/api/attachments/${source?.attachmentId}/pages`)).status).toBe(200);
    const objects = enter(2, 'centre.non_opposition', 'no', null);
    expect(await desk.act(reference, 'answers', objects)).toMatchObject({
      status: 400,
      body: { code: 'reason_missing' },
    });
    const said = { ...objects, reason: 'téléphone du 12/11' };
    const { status, body } = await desk.act(reference, 'answers', said);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{
        state: 'set_aside',
        setAsideReason: 'withdrawn',
        actions: [],
        undo: null,
        sources: [],
        findings: [],
      },
      ...{ asked: expect.any(Number), queries: [{ state: 'closed', text: '', name: '' }] },
    });
    expect(Object.keys(body.answers)).toEqual(['centre.non_opposition']);
    expect(body.answers['centre.non_opposition']).toMatchObject({ value: 'no', before: null });
    const left = await everything(reference);
    expect(left).toContain('téléphone du 12/11');
    expect(left).not.toMatch(/singuli|17[.,]25|VAL-/);
    expect(await desk.act(reference, 'reopen', { version: body.version, reason: 'erreur' })).toMatchObject({
      body: { code: 'case_withdrawn' },
    });
    expect(await desk.act(reference, 'undo', { version: body.version })).toMatchObject({
      body: { code: 'undo_too_late' },
    });
    // Its pages are gone, from the memory of the program too.
    expect(await desk.get(`/api/attachments/${source?.attachmentId}/pages`)).toMatchObject({
      body: { code: 'source_unknown' },
    });
  });

  test('told of a signed case: the objection stands above the signature', async () => {
    const reference = await desk.receive();
    const { version } = await confirm(reference);
    const withdraw = { version, reason: 'withdrawn', note: null as string | null };
    expect(await desk.act(reference, 'set-aside', withdraw)).toMatchObject({
      body: { code: 'reason_missing' },
    });
    const { body } = await desk.act(reference, 'set-aside', { ...withdraw, note: 'courrier du 3 mars' });
    expect(body).toMatchObject({
      state: 'set_aside',
      setAsideReason: 'withdrawn',
      answers: {},
      confirmation: null,
    });
    expect(await everything(reference)).not.toMatch(/VAL-|mg_per_kg/);
  });
});

describe('a newer sheet', () => {
  test('waits beside a signed case; reopened, its answers are taken one by one', async () => {
    const from = 'suite@chu-valmont.test';
    const reference = await desk.receive({ 'patient.code': 'SUITE-1' }, { from });
    await confirm(reference);
    const changed = { 'patient.code': 'SUITE-1', 'patient.weight': '64', 'dara.dose': '17' };
    expect(await receiveAgain(from, changed)).toBe(reference);
    const beside = await desk.look(reference);
    expect(beside).toMatchObject({
      state: 'confirmed',
      waitingReadings: [{ differences: expect.any(Array) }],
    });
    const [waiting] = beside.waitingReadings;
    expect(waiting?.differences).toEqual([
      { key: 'patient.weight', held: { fr: '61,5', en: '61.5' }, read: { fr: '64', en: '64' } },
      { key: 'dara.dose', held: { fr: '16', en: '16' }, read: { fr: '17', en: '17' } },
    ]);
    const path = `readings/${waiting?.readingId}/take`;
    const take = { version: beside.version, names: ['patient.weight'] };
    expect(await desk.act(reference, path, take)).toMatchObject({ body: { code: 'case_closed' } });
    const { body: opened } = await desk.act(reference, 'reopen', {
      version: beside.version,
      reason: 'nouvelle fiche',
    });
    expect(opened.blockers.map(({ code }) => code)).toEqual(['waiting_sheet']);
    const { body: taken } = await desk.act(reference, path, { ...take, version: opened.version });
    expect(taken).toMatchObject({ waitingReadings: [], blockers: [] });
    expect(taken.answers['patient.weight']).toMatchObject({ value: 64, origin: 'reading', reviewed: true });
    expect(taken.answers['dara.dose']?.value).toBe(16);
    // Each answer leads to the sheet that it came with.
    const [newest, oldest] = taken.sources;
    expect(taken.answers['patient.weight']?.source?.attachmentId).toBe(newest?.attachmentId);
    expect(taken.answers['dara.dose']?.source?.attachmentId).toBe(oldest?.attachmentId);
    expect(await desk.act(reference, path, { ...take, version: taken.version })).toMatchObject({
      status: 409,
      body: { code: 'already_settled' },
    });
    const [message] = await desk.service.query(`select to_see from messages where id = $1`, [
      newest?.messageId,
    ]);
    expect(message).toEqual({ to_see: null });
  });

  test('does not overwrite what a person entered; the difference is to be looked at', async () => {
    const from = 'encore@chu-valmont.test';
    const reference = await desk.receive({ 'patient.code': 'ENC-1' }, { from });
    await desk.act(reference, 'answers', enter(1, 'patient.weight', '70'));
    await receiveAgain(from, { 'patient.code': 'ENC-1', 'patient.weight': '64', 'dara.dose': '17' });
    const view = await desk.look(reference);
    expect(view.answers['patient.weight']).toMatchObject({ value: 70, origin: 'person' });
    expect(view.answers['dara.dose']).toMatchObject({ value: 17, reviewed: false });
    expect(view.findings).toMatchObject([
      { code: 'differs_from_person', key: 'patient.weight', blocking: true },
    ]);
    const { body } = await desk.act(reference, 'accept', {
      version: view.version,
      names: ['patient.weight'],
    });
    expect(body.findings).toEqual([]);
    expect(body.blockers.map(({ code }) => code)).toEqual(['inclusion_not_seen']);
  });
});

describe('a draft that may be a known patient', () => {
  const twin = async (code: string) => {
    const known = await desk.receive(
      { 'patient.code': code },
      { from: `${code.toLowerCase()}@chu-valmont.test` },
    );
    const stranger = `${code.toLowerCase()}@ailleurs.test`;
    const other = await desk.receive({ 'patient.code': code, 'dara.infusions': '9' }, { from: stranger });
    expect((await desk.look(other)).proposal).toMatchObject({ cases: [known] });
    return { known, other, stranger };
  };

  test('goes into that patient’s case, with its sheet; what answers its letters goes there too', async () => {
    const { known, other, stranger } = await twin('JUM-1');
    await desk.act(other, 'queries', { name: 'dara.infusions', text: 'Huit ou neuf ?' });
    await desk.act(known, 'answers', enter(1, 'dara.dose', '18'), desk.hugo);
    const { body } = await desk.act(other, 'join', { version: 1, into: known });
    expect(body.reference).toBe(known);
    expect(body.answers).toMatchObject({
      'dara.infusions': { value: 9, origin: 'reading' },
      'dara.dose': { value: 18, by: { initials: 'HL' } },
    });
    expect(body.sources).toHaveLength(2);
    expect(body.queries).toMatchObject([{ reference: known, name: 'dara.infusions' }]);
    expect(await desk.look(other)).toMatchObject({
      ...{ state: 'set_aside', setAsideReason: 'duplicate', proposal: null, sources: [] },
    });
    expect(await receiveAgain(stranger, { 'patient.code': 'JUM-1', 'patient.weight': '66' })).toBe(known);
    expect((await desk.look(known)).answers['patient.weight']?.value).toBe(66);
  });

  test('is another patient after all', async () => {
    const { known, other } = await twin('JUM-2');
    expect((await desk.look(other)).blockers.map(({ code }) => code)).toContain('proposal');
    const { body } = await desk.act(other, 'dismiss-proposal', { version: 1 });
    expect(body).toMatchObject({ state: 'draft', proposal: null });
    expect(body.blockers.map(({ code }) => code)).toEqual(['inclusion_not_seen']);
    const waiting = await desk.service.query(`select 1 from messages where to_see = 'proposed'`);
    expect(waiting).toEqual([]);
    expect(await desk.act(other, 'join', { version: body.version, into: other })).toMatchObject({
      body: { code: 'same_case' },
    });
    expect((await desk.look(known)).version).toBe(1);
  });
});

describe('a question to the clinician', () => {
  test('is asked, answered by a newer sheet, and closed', async () => {
    const from = 'question@chu-valmont.test';
    const reference = await desk.receive({ 'patient.code': 'QUE-1' }, { from });
    const asked = await desk.act(reference, 'queries', {
      name: 'patient.weight',
      text: 'Le poids est-il exact ?',
    });
    expect(asked).toMatchObject({
      status: 201,
      body: { state: 'open', reference, askedBy: 'Claire Vasseur', answer: null },
    });
    await desk.act(reference, 'queries', { name: 'followup.visits.m3.prednisone', text: 'Dose à M3 ?' });
    const open = await desk.get<QueryView[]>('/api/queries?state=open', desk.reader);
    expect(open.body.filter((one) => one.reference === reference)).toHaveLength(2);
    await receiveAgain(from, { 'patient.code': 'QUE-1', 'patient.weight': '63,2' });
    const { queries } = await desk.look(reference);
    expect(queries).toMatchObject([
      { name: 'patient.weight', state: 'answered', answer: { fr: '63,2', en: '63.2' } },
      // The letter that answered the sheet asked it.
      { name: 'followup.visits.m3.prednisone', state: 'asked', letterId: expect.any(String), answer: null },
    ]);
    const close = `/api/queries/${queries[0]?.id}/close`;
    const closed = (await (await desk.claire.fetch(close, { method: 'POST' })).json()) as QueryView;
    expect(closed).toMatchObject({ state: 'closed', answer: { fr: '63,2' }, closedAt: expect.any(String) });
    // By telephone: entered, and so answered.
    const { version } = await desk.look(reference);
    const { body } = await desk.act(
      reference,
      'answers',
      enter(version, 'followup.visits.m3.prednisone', '12'),
    );
    expect(body.queries[1]).toMatchObject({ state: 'answered', answer: { fr: '12' } });
  });

  test.each([
    [{ name: 'no.such', text: 'Pourquoi ?' }, 'name_unknown'],
    [{ name: 'dara.dose', text: ' ' }, 'request_invalid'],
  ])('%j is refused', async (body, code) => {
    const reference = await desk.receive();
    expect(await desk.act(reference, 'queries', body)).toMatchObject({ status: 400, body: { code } });
  });
});
