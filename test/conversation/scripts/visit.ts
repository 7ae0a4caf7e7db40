import { expect } from '@jest/globals';
import { conversation } from '../conversation.js';

const HUGO = 'hugo@chu-visite.test';
interface Visit {
  readonly id: string;
  readonly from: string | null;
  readonly state: string;
  readonly reference: string | null;
}

export default conversation(
  'VISITE: asked for, planned with an invitation, moved, cancelled',
  async (talk) => {
    const { say, expectLetter, expectToSee, act, service, last } = talk;
    await say(HUGO, { sheet: {} });
    await expectLetter({ kind: 'complete' });
    await say(HUGO, { reply: 'Visite', quoting: 'outlook' });
    await expectLetter({ kind: 'visit_asked', says: ['votre demande de visite est notée'] });
    expectToSee('visit');
    const find = async (): Promise<Visit | undefined> =>
      (await service.get<Visit[]>('/api/visits')).body.find(({ from }) => from === HUGO);
    const visit = await find();
    expect(visit).toMatchObject({ state: 'asked', reference: last().references[0] });
    const path = `/api/visits/${visit?.id ?? ''}`;
    const day = {
      startsAt: '2027-03-02T09:30:00+01:00',
      minutes: 60,
      place: 'Bâtiment C, 2e étage ; salle 4',
      text: '',
    };
    await act(`${path}/done`, undefined, { status: 409 });
    const planned = await act(`${path}/plan`, day, { status: 200, letterTo: HUGO });
    expect(planned?.mail.subject).toContain('Visite prévue le 02/03/2027 à 09:30');
    const calendar = planned?.mail.attachments.find(
      ({ contentType }) => contentType === 'text/calendar' || contentType === 'application/ics',
    );
    const ics = calendar?.content.toString() ?? '';
    const unfolded = ics.replace(/\r\n /g, '');
    for (const line of [
      'METHOD:REQUEST',
      'DTSTART:20270302T083000Z',
      'DTEND:20270302T093000Z',
      'SEQUENCE:1',
      'STATUS:CONFIRMED',
      'LOCATION:Bâtiment C\\, 2e étage \\; salle 4',
      `RSVP=TRUE:mailto:${HUGO}`,
    ])
      expect(unfolded).toContain(line);
    expect(planned?.raw).toMatch(
      /Content-Type: text\/calendar;[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*method=REQUEST/i,
    );
    expect(ics.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    expect(await find()).toMatchObject({ state: 'planned' });
    const moved = await act(
      `${path}/plan`,
      { ...day, startsAt: '2027-03-09T09:30:00+01:00' },
      { status: 200, letterTo: HUGO },
    );
    expect(moved?.raw).toContain('invitation.ics');
    const cancelled = await act(`${path}/cancel`, { text: '' }, { status: 200, letterTo: HUGO });
    expect(cancelled?.mail.subject).toContain('annulée');
    expect(cancelled?.mail.attachments.map(({ content }) => content.toString()).join('')).toContain(
      'METHOD:CANCEL',
    );
    expect(await find()).toMatchObject({ state: 'cancelled' });
  },
);
