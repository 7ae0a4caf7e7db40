/**
 * `npm run bench [-- walk|backlog|memory|boot|console|reading|first-start …]`: every figure of the README's table, on real parts that it starts itself. Figures are
 * only printed; compare those of one run with each other, never with those of another machine.
 */
import { join } from 'node:path';
import { root, run, setUp } from './setup.mjs';

setUp({ tests: true });
const names = process.argv.slice(2);
process.exitCode = run(process.execPath, [
  '--experimental-vm-modules',
  '--no-warnings',
  join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
  ...['--config', join(root, 'jest.bench.config.js'), '--silent=false', '--verbose=false'],
  ...names.map((name) => `bench/${name}.bench.ts`),
]);
