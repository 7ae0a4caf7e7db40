import { expect } from '@jest/globals';
import { conversation } from '../conversation.js';

const MIA = 'mia@chu-lu.test';

export default conversation(
  'a mailbox that people open too: what somebody has read or numbered anew is taken once, and nothing is lost',
  async ({ service, say, fill, expectLetter, letters }) => {
    const { dovecot } = service;
    await say(MIA, { sheet: { code: 'LU-1', without: ['patient.age'] } });
    await expectLetter({ kind: 'incomplete' });
    // Somebody marks all as read, and the server loses its numbers: the list begins anew.
    dovecot.doveadm('flags', 'add', '-u', 'recueil', '\\Seen', 'mailbox', 'INBOX', 'all');
    const before = await service.query('select id from messages');
    const [known] = await service.query<{ validity: string }>(
      'select max(uid_validity)::text as validity from mailbox_entries',
    );
    const validity = String(Number(known?.validity) + 7);
    dovecot.doveadm('mailbox', 'update', '-u', 'recueil', '--uid-validity', validity, 'INBOX');
    dovecot.dropConnections();
    const bytes = await fill({ code: 'LU-2', with: { 'patient.birth_year': '1948' } });
    await say(MIA, { files: [{ name: 'fiche.pdf', bytes }] });
    await expectLetter();
    expect(await service.query('select id from messages')).toHaveLength(before.length + 1);
    expect(await letters(MIA)).toHaveLength(2);
  },
);
