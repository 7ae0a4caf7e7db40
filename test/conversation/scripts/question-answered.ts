import { expect } from '@jest/globals';
import { conversation } from '../conversation.js';

const NORMAND = 'normand@chu-demande.test';

export default conversation(
  'a question is put before an investigator, whose answer goes out in the thread',
  async (talk) => {
    const { say, last, expectLetter, expectToSee, act } = talk;
    await say(NORMAND, { sheet: { code: 'NOR-77' } });
    await expectLetter({ kind: 'complete' });
    await say(NORMAND, { reply: 'Bonjour,\n\nFaut-il une nouvelle fiche à un an ?' });
    await expectLetter({ kind: 'noted' });
    expectToSee('words');
    const { id, references } = last();
    const path = `/api/messages/${id}/answer`;
    // Nothing of the case leaves, whoever writes it.
    await act(path, { text: 'Oui, pour le patient NOR-77.' }, { status: 400 });
    await act(path, { text: '   ' }, { status: 400 });
    const answer = await act(
      path,
      { text: 'Bonjour,\n\nOui, un court point suffit.' },
      { letterTo: NORMAND },
    );
    expect(answer?.mail.subject).toBe(`[${references[0] ?? ''}] Réponse à votre message`);
    expect(answer?.mail.text).toContain('Oui, un court point suffit.');
    expect(answer?.mail.text).not.toContain('Message automatique');
    const [asked] = await talk.service.query<{ count: number }>(
      'select count(*)::int as count from messages where id = $1 and to_see is null',
      [id],
    );
    expect(asked?.count).toBe(1);
    const thread = await talk.service.get<{ kind: string; from: string | null }[]>(
      `/api/cases/${references[0] ?? ''}/thread`,
    );
    expect(thread.body.filter(({ kind, from }) => kind === 'letter' && from === 'API')).toHaveLength(1);
    // Thanks for it are silence again, and the thread goes on.
    await say(NORMAND, { reply: 'Merci bien' });
    await talk.expectSilence('thanks');
    expect(last().references).toEqual(references);
  },
);
