import { conversation } from '../conversation.js';

const HUGO = 'hugo@chu-formes.test';

export default conversation(
  'what is too large is not taken, and its sender is told, with the limit',
  async ({ say, expectLetter, expectToSee }) => {
    // Beyond MAIL_MAX_BYTES (40 MB), as base64 makes it.
    const bytes = Buffer.alloc(32_000_000, 0x2a);
    await say(HUGO, { subject: 'Fiche et imagerie', files: [{ name: 'scanner.dcm', bytes }] });
    await expectLetter({ kind: 'oversize', says: ['41 Mo'] });
    expectToSee('oversize');
  },
);
