/** `npm test`: everything set up, the types checked, every test run. Arguments go on to Jest: `npm test -- test/core`. */
import { join } from 'node:path';
import { root, run, setUp } from './setup.mjs';

setUp({ tests: true });
const modules = join(root, 'node_modules');
const types = run(process.execPath, [join(modules, 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.json']);
const tests = run(process.execPath, [
  '--experimental-vm-modules',
  '--no-warnings',
  join(modules, 'jest', 'bin', 'jest.js'),
  ...process.argv.slice(2),
]);
process.exitCode = types || tests;
