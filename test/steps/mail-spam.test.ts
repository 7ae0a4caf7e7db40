/** Our letters as a receiving server's filter sees them (SpamAssassin, its own rules, no network): far from spam, with text and HTML and correct MIME. */
import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { type LetterInput, type LetterOutcome } from '../../src/core/letter/letter-input.js';
import { writeCall } from '../../src/core/letter/write-call.js';
import { writeLetter } from '../../src/core/letter/write-letter.js';
import { makeThreadToken } from '../../src/core/letter/thread-token.js';
import { makeBlanks } from '../../src/external/blanks.js';
import { composeMail } from '../../src/external/compose-mail.js';
import { makeSigner } from '../../src/external/sign-mail.js';
import { loadStudy } from '../../src/studies/load-study.js';

const study = loadStudy('studies/daratumumab');
const PROGRAM = '/usr/bin/spamassassin';
const MOST = 2;
const describeFilter = existsSync(PROGRAM) ? describe : describe.skip;
const blanks = makeBlanks(study);
const pem = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const sign = makeSigner({ pem, selector: 'recueil', domain: 'etude-dara.test' });
const token = makeThreadToken('0192f3a4-5b6c-4d7e-8f90-a1b2c3d4e5f6', () => 'ab'.repeat(32));

const OUTCOMES: readonly (readonly [string, LetterOutcome])[] = [
  ['a complete sheet', { outcome: 'new', reference: 'DARA-0042', asks: [] }],
  [
    'a file that could not be read',
    { outcome: 'unreadable', files: [{ type: 'pdf', reason: 'password_protected' }] },
  ],
  ['no sheet', { outcome: 'no_sheet' }],
  ['the blank sheet', { outcome: 'blank_sent' }],
  ['help', { outcome: 'help' }],
  ['no cases', { outcome: 'declined' }],
];

async function compose(
  words: { readonly subject: string; readonly text: string; readonly html: string },
  { language, withBlank, isCall }: { language: 'fr' | 'en'; withBlank: boolean; isCall: boolean },
): Promise<Buffer> {
  const files = withBlank ? await blanks(language) : [];
  return sign(
    await composeMail({
      from: 'Étude DARA <recueil@etude-dara.test>',
      to: 'claire.martin@chu-valmont.test',
      replyTo: `recueil+${token}@etude-dara.test`,
      ...words,
      messageId: `<r.${token}.0192f3a4-5b6c-4d7e-8f90-a1b2c3d4e5f6@etude-dara.test>`,
      date: new Date(),
      ...(isCall
        ? { unsubscribe: { address: `recueil+${token}@etude-dara.test`, subject: 'STOP' } }
        : { inReplyTo: '<a@chu-valmont.test>' }),
      autoSubmitted: isCall ? 'auto-generated' : 'auto-replied',
      thread: token,
      language,
      attachments: files.map(({ name, type, bytes }) => ({ name, type, bytes: Buffer.from(bytes) })),
    }),
  );
}

/** The filter's score, and the rules that made it. */
function judge(raw: Buffer): Promise<{ readonly score: number; readonly rules: string }> {
  return new Promise((resolve, reject) => {
    const child = execFile(PROGRAM, ['--local', '--test-mode'], { maxBuffer: 20_000_000 }, (error, out) => {
      const header = /^X-Spam-Status:(.*(?:\r?\n[ \t].*)*)/m.exec(out)?.[1] ?? '';
      const score = Number(/score=(-?[\d.]+)/.exec(header)?.[1] ?? 'NaN');
      if (Number.isNaN(score)) reject(new Error('no score', { cause: error }));
      else resolve({ score, rules: header.replace(/\s+/g, ' ') });
    });
    child.stdin?.end(raw);
  });
}

async function expectClean(raw: Buffer): Promise<void> {
  const { score, rules } = await judge(raw);
  expect([score < MOST, rules]).toEqual([true, rules]);
  const mail = await simpleParser(raw);
  expect(mail.text?.trim()).not.toBe('');
  expect(mail.html).not.toBe(false);
}

describeFilter('a filter lets pass', () => {
  test.each(
    OUTCOMES.flatMap(([what, outcome]) =>
      (['fr', 'en'] as const).map((language) => ({ what, outcome, language })),
    ),
  )(
    '$what, $language',
    async ({ outcome, language }) => {
      const withBlank = outcome.outcome === 'blank_sent';
      const input: LetterInput = {
        ...outcome,
        study,
        language,
        isFirst: true,
        withBlank,
        threadToken: token,
      };
      await expectClean(await compose(writeLetter(input), { language, withBlank, isCall: false }));
    },
    60_000,
  );

  test.each([
    ['fr', 1],
    ['fr', 2],
    ['en', 1],
    ['en', 2],
  ] as const)(
    'the call for cases, %s, round %d',
    async (language, round) => {
      const words = writeCall(study, language, round);
      if (!words) throw new Error('no call');
      await expectClean(await compose(words, { language, withBlank: true, isCall: true }));
    },
    60_000,
  );

  test('and not what it knows to be spam (GTUBE)', async () => {
    const text = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X';
    const raw = await compose(
      { subject: 'x', text, html: `<p>${text}</p>` },
      { language: 'fr', withBlank: false, isCall: false },
    );
    expect((await judge(raw)).score).toBeGreaterThan(100);
  });
});
