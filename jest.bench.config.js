/** `npm run bench`: the same machinery as the tests, on bench/, one file after the other. */
import base from './jest.config.js';

export default {
  ...base,
  roots: ['<rootDir>/bench'],
  testMatch: ['**/*.bench.ts'],
  testTimeout: 1_800_000,
  maxWorkers: 1,
};
