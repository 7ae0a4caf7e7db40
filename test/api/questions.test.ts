/** A question to the clinician that would tell something is refused with why, and nothing of it is kept. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Desk, openDesk } from './review-desk.js';

let desk: Desk;
let reference: string;

beforeAll(async () => {
  desk = await openDesk();
  reference = await desk.receive({ 'dara.dose': '16', 'patient.code': 'VAL-17' });
});
afterAll(() => desk.service.stop());

test.each([
  ['Confirmez-vous 16 mg/kg ?', 'answer'],
  ['Le patient VAL-17 est-il suivi chez vous ?', 'patient_code'],
  ['Mme Dupont est-elle revenue ?', 'identifier'],
])('%s', async (text, leak) => {
  const asked = await desk.act(reference, 'queries', { name: 'dara.dose', text });
  expect(asked).toMatchObject({ status: 400, body: { code: 'question_tells', details: { leak } } });
  expect(JSON.stringify(asked.body)).not.toContain(text);
  expect(await desk.service.query('select id from queries')).toEqual([]);
});
