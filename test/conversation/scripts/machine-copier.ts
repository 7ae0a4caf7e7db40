import { conversation } from '../conversation.js';

const COPIER = 'noreply@copieur.chu-machine.test';
const FAX = 'fax@passerelle.chu-machine.test';

export default conversation(
  'a copier and a fax gateway are read into cases, and never answered',
  async ({ say, fill, expectSilence, expectToSee, expectCase }) => {
    for (const [at, [from, headers]] of [
      [COPIER, {}],
      [FAX, { 'Auto-Submitted': 'auto-generated' }],
    ].entries() as Iterable<[number, [string, Record<string, string>]]>) {
      const bytes = await fill({ code: `MACHINE-${at}`, with: { 'patient.birth_year': `${1940 + at}` } });
      await say(from, {
        subject: 'Message from KM_C258',
        text: '',
        headers,
        files: [{ name: 'SKM_C258.pdf', bytes }],
      });
      await expectSilence('machine');
      expectToSee(null);
      await expectCase({ answers: { 'patient.code': `MACHINE-${at}` } });
    }
  },
);
