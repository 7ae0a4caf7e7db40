import { conversation } from '../conversation.js';

const SHEET = { sheet: {} };

export default conversation(
  'machines are not answered, and what they bring is read',
  async ({ say, expectSilence, expectToSee, expectCase }) => {
    for (const [from, headers] of [
      ['telecopie@chu-machine.test', { 'Auto-Submitted': 'auto-generated' }],
      ['copieur-3e@chu-machine.test', { Precedence: 'bulk' }],
      ['noreply@portail-machine.test', {}],
    ] as const) {
      await say(from, { ...SHEET, headers, sheet: { code: `MACH-${from.length}` } });
      await expectSilence();
      await expectCase({ state: 'draft' });
    }
    for (const [from, headers] of [
      ['lettre@societe-savante.test', { 'List-Id': '<lettre.societe-savante.test>' }],
      [
        'congres@societe-savante.test',
        { 'List-Unsubscribe': '<mailto:stop@societe-savante.test>', Precedence: 'list' },
      ],
    ] as const) {
      await say(from, {
        subject: 'Lettre du mois',
        text: 'Bonjour à tous, voici le programme.',
        files: [],
        headers,
      });
      await expectSilence();
      expectToSee(null);
    }
  },
);
