/** The builder that other suites rely on. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeAccount } from '../builders/accounts.js';
import { openService, type Service } from '../journey/service.js';

let service: Service;
beforeAll(async () => {
  service = await openService();
  await service.start();
});
afterAll(() => service.stop());

test('a reader made by the builder is signed in', async () => {
  const account = await makeAccount(service, { role: 'reader' });
  const response = await account.fetch('/api/session');
  expect(await response.json()).toMatchObject({
    user: { role: 'reader', email: account.email },
    firstAccount: false,
  });
  const again = await account.fetch('/api/session', {
    body: { email: account.email, password: account.password, code: account.code() },
  });
  expect(again.status).toBe(200);
});
