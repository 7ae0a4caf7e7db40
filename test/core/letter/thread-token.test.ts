import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  findLetterId,
  findThreadCase,
  findThreadTokens,
  makeThreadToken,
  type Sign,
  type ThreadTraces,
  verifyThreadToken,
  writeMessageId,
  writePlusAddress,
} from '../../../src/core/letter/thread-token.js';

const signWith =
  (key: string): Sign =>
  (text) =>
    createHmac('sha256', key).update(text).digest('hex');
const sign = signWith('key');
const caseA = '0b2f7c1e-3f6a-4a52-9d7e-8a8c1f0e2b11';
const caseB = 'ffffffff-ffff-4fff-bfff-ffffffffffff';
const letter = '11111111-2222-4333-8444-555555555555';
const token = makeThreadToken(caseA, sign);
const other = makeThreadToken(caseB, sign);

describe('a thread token', () => {
  it('names its case again, in any letter case', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const made = makeThreadToken(id, sign);
        expect(made).toMatch(/^[a-z2-7]{50}$/);
        expect(verifyThreadToken(made.toUpperCase(), sign)).toBe(id);
      }),
    );
  });

  it('cannot be altered by a single letter, nor made with another key', () => {
    expect(verifyThreadToken(makeThreadToken(caseA, signWith('other')), sign)).toBeNull();
    for (let at = 0; at < token.length; at++) {
      const altered = token.slice(0, at) + (token[at] === 'a' ? 'b' : 'a') + token.slice(at + 1);
      expect(verifyThreadToken(altered, sign)).toBeNull();
    }
  });

  it.each(['', 'DARA-0042', token.slice(1), `${token}a`, `${token}\n`, '1'.repeat(50)])(
    'is not “%s”',
    (text) => {
      expect(verifyThreadToken(text, sign)).toBeNull();
    },
  );

  it('does not carry the signature of something else', () => {
    const bare: Sign = (text) => sign(text.replace(/^.*:/, ''));
    expect(verifyThreadToken(makeThreadToken(caseA, bare), sign)).toBeNull();
  });

  it('fits an address and a Message-ID', () => {
    expect(writePlusAddress('recueil@etude-dara.test', token)).toBe(`recueil+${token}@etude-dara.test`);
    const long = 'recueil-multicentrique@etude-dara.test';
    expect(writePlusAddress(long, token)).toBe(long);
    expect(writeMessageId(token, letter, 'etude-dara.test')).toBe(`<r.${token}.${letter}@etude-dara.test>`);
    expect(writeMessageId(null, letter, 'etude-dara.test')).toBe(`<r.${letter}@etude-dara.test>`);
  });
});

describe('a reply', () => {
  const id = writeMessageId(token, letter, 'etude-dara.test');
  it.each<[string, ThreadTraces]>([
    ['In-Reply-To', { inReplyTo: id }],
    ['In-Reply-To in capitals', { inReplyTo: id.toUpperCase() }],
    ['References, folded', { references: `<a@b.test>\r\n ${id}` }],
    ['References as a list', { references: ['<a@b.test>', id] }],
    [
      'the plus-address',
      { inReplyTo: '<rewritten@provider.test>', to: `Étude <recueil+${token}@etude-dara.test>` },
    ],
    ['the plus-address in capitals', { to: [`RECUEIL+${token.toUpperCase()}@ETUDE-DARA.TEST`] }],
    ['the header', { threadHeader: ` ${token} ` }],
    ['the subject', { subject: `Re: [DARA-0042 ${token}] Fiche` }],
    ['the quoted text', { text: `14: 72 kg\r\n> Message automatique\r\n> Suivi\u202f: ${token}\r\n` }],
  ])('finds its case by %s', (_name, message) => {
    expect(findThreadCase(message, sign)).toBe(caseA);
  });

  it.each<[string, ThreadTraces]>([
    ['a reference alone', { subject: '[DARA-0042]', text: 'DARA-0042' }],
    ['two cases', { inReplyTo: id, text: `> ${other}` }],
    ['a token in a stranger’s Message-ID', { inReplyTo: `<x.${token}.y@elsewhere.test>` }],
    ['nothing', { inReplyTo: null }],
  ])('has no case by %s', (_name, message) => {
    expect(findThreadCase(message, sign)).toBeNull();
  });

  it('keeps its case beside a token that was not signed here', () => {
    const foreign = makeThreadToken(caseB, signWith('other'));
    expect(findThreadCase({ inReplyTo: id, text: foreign }, sign)).toBe(caseA);
  });

  it('tells the nearest place first, without doubles', () => {
    const older = writeMessageId(other, letter, 'etude-dara.test');
    expect(findThreadTokens({ inReplyTo: id, references: `${older} ${id}`, text: token })).toEqual([
      token,
      other,
    ]);
  });

  it('names the letter that it answers or that bounced', () => {
    expect(findLetterId(id.toUpperCase())).toBe(letter);
    expect(findLetterId(writeMessageId(null, letter, 'etude-dara.test'))).toBe(letter);
    expect(findLetterId('<abc@elsewhere.test>')).toBeNull();
  });
});
