/** Who a message is from: DKIM and DMARC from the message, the own server's word by its name alone, and patience with the DNS. */
import { describe, expect, test } from '@jest/globals';
import { authenticate } from '../../src/external/mail-auth.js';
import { rawMessage } from '../builders/mime.js';
import { makeDnsStub } from '../fakes/dns-stub.js';

const REJECT = { '_dmarc.chu-valmont.test': 'v=DMARC1; p=reject' };
const NONE = { '_dmarc.chu-valmont.test': 'v=DMARC1; p=none' };

describe('DKIM and DMARC', () => {
  test('signed by its own domain passes, with a DMARC record or without', async () => {
    for (const records of [REJECT, NONE, {}]) {
      const dns = makeDnsStub(records);
      const raw = await dns.sign(rawMessage(), 'chu-valmont.test');
      expect(await authenticate(raw, dns)).toBe('pass');
    }
  });
  test('altered on the way, or not signed, fails only where the domain asks for it', async () => {
    for (const [records, verdict] of [
      [REJECT, 'fail'],
      [{ '_dmarc.chu-valmont.test': 'v=DMARC1; p=quarantine' }, 'fail'],
      [NONE, 'unchecked'],
      [{}, 'unchecked'],
    ] as const) {
      const dns = makeDnsStub(records);
      const signed = await dns.sign(rawMessage(), 'chu-valmont.test');
      const altered = Buffer.concat([signed, Buffer.from('et un mot de plus\r\n')]);
      expect(await authenticate(altered, dns)).toBe(verdict);
      expect(await authenticate(Buffer.from(rawMessage()), dns)).toBe(verdict);
    }
  });
  test('signed by another domain than From proves nothing', async () => {
    const dns = makeDnsStub(REJECT);
    expect(await authenticate(await dns.sign(rawMessage(), 'autre.test'), dns)).toBe('fail');
    dns.records.delete('_dmarc.chu-valmont.test');
    expect(await authenticate(await dns.sign(rawMessage(), 'autre.test'), dns)).toBe('unchecked');
  });
  test('two addresses in From fail', async () => {
    const dns = makeDnsStub();
    const from = 'a@chu-valmont.test, b@autre.test';
    expect(await authenticate(await dns.sign(rawMessage({ from }), 'autre.test'), dns)).toBe('fail');
  });
});

describe('ARC', () => {
  const LIST = 'lists.etude-dara.test';
  /** Signed by the sender, changed by a list, and sealed by it with what it had found. */
  async function forwarded({
    found = 'dmarc=pass header.from=chu-valmont.test',
    from = 'Dr Claire Vasseur <claire.vasseur@chu-valmont.test>',
    sealer = LIST,
    after = '',
  } = {}) {
    const dns = makeDnsStub(REJECT);
    const signed = await dns.sign(rawMessage({ from }), 'chu-valmont.test');
    const changed = Buffer.concat([signed, Buffer.from('--\r\nListe de la société savante\r\n')]);
    const sealed = await dns.seal(changed, sealer, `mx.${sealer}; ${found}`);
    return { dns, raw: Buffer.concat([sealed, Buffer.from(after)]) };
  }
  const trusting = ({ dns }: Awaited<ReturnType<typeof forwarded>>, ...domains: string[]) => ({
    resolver: dns.resolver,
    arcTrusted: domains,
  });

  test('a list that the study trusts vouches for whom it had proven', async () => {
    const one = await forwarded();
    expect(await authenticate(one.raw, trusting(one, LIST))).toBe('pass');
  });

  test.each([
    ['nobody is trusted', {}, []],
    ['another is trusted', {}, ['autre.test']],
    ['the seal is of somebody else', { sealer: 'autre.test' }, [LIST]],
    [
      'it had found that the sender was not proven',
      { found: 'dmarc=fail header.from=chu-valmont.test' },
      [LIST],
    ],
    ['it had proven another address', { found: 'dmarc=pass header.from=autre.test' }, [LIST]],
    ['it was changed after the seal', { after: 'et encore un mot\r\n' }, [LIST]],
  ])('says nothing where %s', async (_why, made, domains) => {
    const one = await forwarded(made);
    expect(await authenticate(one.raw, trusting(one, ...domains))).toBe('fail');
  });
});

describe('the DNS', () => {
  test('trouble is not a failure', async () => {
    const dns = makeDnsStub(REJECT);
    const raw = await dns.sign(rawMessage(), 'chu-valmont.test');
    const resolver = (): Promise<never> =>
      Promise.reject(Object.assign(new Error('no DNS'), { code: 'ECONNREFUSED' }));
    expect(await authenticate(raw, { resolver })).toBe('unchecked');
  });
  test('silence holds a message up for no longer than told', async () => {
    const begun = Date.now();
    const resolver = (): Promise<never> => new Promise(() => {});
    const dns = makeDnsStub();
    const raw = await dns.sign(rawMessage(), 'chu-valmont.test');
    expect(await authenticate(raw, { resolver, withinMs: 200 })).toBe('unchecked');
    expect(Date.now() - begun).toBeLessThan(1500);
  });
  test.each([
    '',
    '\r\n\r\n',
    'garbage',
    '\0\u{fffd}',
    'From: \r\n\r\n',
    'From: x\r\nDKIM-Signature: v\r\n\r\n',
  ])('garbage is unchecked (%j)', async (text) => {
    expect(await authenticate(Buffer.from(text), makeDnsStub())).toBe('unchecked');
  });
});

describe('Authentication-Results', () => {
  const own = { authservId: 'mx.etude-dara.test' };
  const cases: [string, string[], string][] = [
    [
      'the own server passed it',
      ['mx.etude-dara.test; spf=pass; dmarc=pass header.from=chu-valmont.test'],
      'pass',
    ],
    ['the own server failed it', ['mx.etude-dara.test; dkim=none; dmarc=fail (p=reject dis=none)'], 'fail'],
    ['failed where the domain asks for nothing', ['mx.etude-dara.test; dmarc=fail (p=none)'], 'unchecked'],
    ['another server says so', ['mx.autre.test; dmarc=pass'], 'unchecked'],
    ['a name that only begins alike', ['mx.etude-dara.test.evil.test; dmarc=pass'], 'unchecked'],
    [
      'written by the sender below the own one',
      ['mx.etude-dara.test; dmarc=fail (p=reject)', 'other', 'mx.etude-dara.test; dmarc=pass'],
      'fail',
    ],
    [
      'two headers of the own server',
      ['mx.etude-dara.test; dkim=pass', 'MX.etude-dara.test 1; dmarc=pass'],
      'pass',
    ],
  ];
  test.each(cases)('%s', async (_name, results, verdict) => {
    const lines = results.map((text) =>
      text === 'other' ? 'Received: by x' : `Authentication-Results: ${text}`,
    );
    const raw = Buffer.from(`${lines.join('\r\n')}\r\n${rawMessage()}`);
    expect(await authenticate(raw, { ...own, resolver: makeDnsStub().resolver })).toBe(verdict);
  });
  test('not believed at all without a configured name', async () => {
    const raw = Buffer.from(`Authentication-Results: mx.etude-dara.test; dmarc=pass\r\n${rawMessage()}`);
    expect(await authenticate(raw, makeDnsStub(REJECT))).toBe('fail');
  });
});
