/** A visit as an entry of a calendar, line by line (RFC 5545), and what may become of a visit. */
import { describe, expect, test } from '@jest/globals';
import { actOnVisit, VISIT_STATES, type VisitAct } from '../../../src/core/letter/visit-state.js';
import { type Invitation, writeInvitation } from '../../../src/core/letter/write-invitation.js';

const invitation: Invitation = {
  method: 'REQUEST',
  uid: 'visit-1@etude.test',
  sequence: 2,
  at: new Date('2026-03-01T08:00:00Z'),
  startsAt: new Date('2026-03-02T09:30:00+01:00'),
  endsAt: new Date('2026-03-02T10:30:00+01:00'),
  summary: 'Étude DARA (DARA-0042)',
  place: 'Bâtiment C, 2e étage ; salle 4\\5\nsonnez',
  organiser: { name: 'Équipe "DARA"', address: 'recueil@etude.test' },
  attendee: 'dr.martin@chu.test',
};
const unfold = (text: string) => text.replace(/\r\n /g, '').split('\r\n');

describe('an invitation', () => {
  test('has the lines that calendars need', () => {
    expect(unfold(writeInvitation(invitation))).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Recueil//Visites//FR',
      'METHOD:REQUEST',
      'BEGIN:VEVENT',
      'UID:visit-1@etude.test',
      'SEQUENCE:2',
      'DTSTAMP:20260301T080000Z',
      'DTSTART:20260302T083000Z',
      'DTEND:20260302T093000Z',
      'SUMMARY:Étude DARA (DARA-0042)',
      'LOCATION:Bâtiment C\\, 2e étage \\; salle 4\\\\5\\nsonnez',
      'ORGANIZER;CN="Équipe  DARA ":mailto:recueil@etude.test',
      'ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:dr.martin@chu.test',
      'STATUS:CONFIRMED',
      'TRANSP:OPAQUE',
      'CLASS:PRIVATE',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });
  test('is folded at 75 octets, never within a character', () => {
    const text = writeInvitation({ ...invitation, place: 'é'.repeat(200) });
    for (const line of text.split('\r\n')) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).not.toContain('\uFFFD');
    }
    expect(unfold(text)).toContain(`LOCATION:${'é'.repeat(200)}`);
  });
  test('is taken back', () => {
    const lines = unfold(writeInvitation({ ...invitation, method: 'CANCEL' }));
    expect(lines).toEqual(expect.arrayContaining(['METHOD:CANCEL', 'STATUS:CANCELLED']));
  });
});

test('a visit is planned, moved, done or cancelled, and done once', () => {
  const acts: VisitAct[] = ['plan', 'cancel', 'finish'];
  expect(VISIT_STATES.map((state) => acts.map((act) => actOnVisit(state, act)))).toEqual([
    ['planned', 'cancelled', null],
    ['planned', 'cancelled', 'done'],
    [null, null, null],
    ['planned', null, null],
  ]);
});
