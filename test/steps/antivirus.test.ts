/** The antivirus daemon, a real one: clean, infected, larger than its limit, not there, gone silent. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AntivirusFault, openAntivirus } from '../../src/external/antivirus.js';
import { type Clamd, EICAR, startClamd } from '../fakes/clamd.js';

let clamd: Clamd;
let silent: Server;
beforeAll(async () => {
  clamd = await startClamd(['StreamMaxLength 1M']);
  silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
}, 60_000);
afterAll(async () => {
  await clamd.stop();
  silent.close();
});

describe.each(['tcpUrl', 'unixUrl'] as const)('over %s', (url) => {
  test('knows the test file, alone and inside another', async () => {
    const { isInfected } = openAntivirus(clamd[url]);
    expect(await isInfected(Buffer.from(EICAR))).toBe(true);
    expect(await isInfected(Buffer.concat([Buffer.alloc(200_000, 7), Buffer.from(EICAR)]))).toBe(true);
  });

  test('lets everything else pass', async () => {
    const { isInfected } = openAntivirus(clamd[url]);
    expect(await isInfected(Buffer.from(EICAR.slice(0, -1)))).toBe(false);
    expect(await isInfected(Buffer.alloc(0))).toBe(false);
    expect(await isInfected(Buffer.alloc(900_000, 65))).toBe(false);
  });

  test('a file over the daemon’s limit is not called clean', async () => {
    const { isInfected } = openAntivirus(clamd[url]);
    await expect(isInfected(Buffer.alloc(3_000_000, 65))).rejects.toThrow(AntivirusFault);
  });

  test('says that it is there', async () => {
    expect(await openAntivirus(clamd[url]).check()).toBe('ok');
  });
});

test('a daemon that is not there is a fault, never a verdict', async () => {
  const gone = openAntivirus('tcp://127.0.0.1:1');
  await expect(gone.isInfected(Buffer.from('x'))).rejects.toMatchObject({ code: 'unreachable' });
  expect(await gone.check()).toBe('unreachable');
});

test('one that takes the connection and says nothing is silent', async () => {
  const { port } = silent.address() as AddressInfo;
  expect(await openAntivirus(`tcp://127.0.0.1:${port}`).check()).toBe('silent');
}, 10_000);
