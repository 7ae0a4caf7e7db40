/**
 * Step 4: a visit as an entry of the clinician's calendar: an iCalendar object (RFC 5545) with one event, sent as an iTIP REQUEST or
 * CANCEL (RFC 5546, 3.2.2 and 3.2.5). Times are UTC, so that no time zone has to be described.
 */
export interface Invitation {
  readonly method: 'REQUEST' | 'CANCEL';
  /** The same for every letter about one visit. */
  readonly uid: string;
  /** Grows with each of them. */
  readonly sequence: number;
  readonly at: Date;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly summary: string;
  readonly place: string;
  readonly organiser: { readonly name: string; readonly address: string };
  readonly attendee: string;
}

/** Octets of a line before it is folded (3.1). */
const LONGEST = 75;

/** CRLF lines, UTF-8. */
export function writeInvitation(invitation: Invitation): string {
  const { method, uid, sequence, at, startsAt, endsAt, summary, place, organiser, attendee } = invitation;
  const isCancelled = method === 'CANCEL';
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Recueil//Visites//FR',
    `METHOD:${method}`,
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${writeTime(at)}`,
    `DTSTART:${writeTime(startsAt)}`,
    `DTEND:${writeTime(endsAt)}`,
    `SUMMARY:${escapeText(summary)}`,
    ...(place === '' ? [] : [`LOCATION:${escapeText(place)}`]),
    `ORGANIZER;CN="${organiser.name.replace(/["\p{Cc}]/gu, ' ')}":mailto:${organiser.address}`,
    `ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=${isCancelled ? 'FALSE' : 'TRUE'}:mailto:${attendee}`,
    `STATUS:${isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:OPAQUE',
    'CLASS:PRIVATE',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(foldLine).join('\r\n')}\r\n`;
}

/** `20260302T091500Z` (3.3.5, form 2). */
function writeTime(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** 3.3.11. */
function escapeText(text: string): string {
  return text
    .replace(/\\/g, '\\\\')
    .replace(/([;,])/g, '\\$1')
    .replace(/\r\n?|\n/g, '\\n');
}

/** At most 75 octets a line, never within a character. */
function foldLine(line: string): string {
  const parts: string[] = [];
  let part = '';
  let size = 0;
  for (const character of line) {
    const octets = new TextEncoder().encode(character).length;
    if (size + octets > LONGEST) {
      parts.push(part);
      part = ' ';
      size = 1;
    }
    part += character;
    size += octets;
  }
  return [...parts, part].join('\r\n');
}
