/** `npm run soak`: ten thousand messages of mixed kinds in order, and again in any order with the program killed on the way; SOAK_MESSAGES and SOAK_SEED say otherwise. */
import { join } from 'node:path';
import { root, run, setUp } from './setup.mjs';

setUp({ tests: true });
process.exitCode = run(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--no-warnings',
    join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
    'test/simulation/any-order',
  ],
  { env: { SOAK_MESSAGES: '10000', ...process.env } },
);
