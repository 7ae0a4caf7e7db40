import { conversation } from '../conversation.js';

const SONIA = 'sonia@chu-marques.test';

export default conversation(
  'answers beneath the quoted lines, with > marks, and one on the line itself',
  async (talk) => {
    const { say, expectLetter, expectToSee, expectCase } = talk;
    await say(SONIA, { sheet: { without: ['patient.age', 'dara.first_date', 'dara.route'] } });
    await expectLetter({ kind: 'incomplete' });
    await say(SONIA, {
      reply: 'Voir ci-dessous.\n\nDr Sonia Marchal\n01 99 00 77 77',
      quoting: 'marks',
      between: (line) =>
        /13\. /.test(line)
          ? `${line}\n52 ans`
          : /40\. /.test(line)
            ? `${line} 12/01/2021`
            : /43\. /.test(line)
              ? `${line}\nNSP`
              : line,
    });
    await expectLetter({ kind: 'updated', subject: /complète/ });
    expectToSee(null);
    await expectCase({
      answers: { 'patient.age': 52, 'dara.first_date': '2021-01-12', 'dara.route': { missing: 'NSP' } },
      missing: [],
      unsure: [],
    });
  },
);
