/** `.ci/run`: set-up, build, types, linter, layout and every test, counted together. The last line is `N passed, N failed`. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, run, say, setUp } from './setup.mjs';

process.env.CI = 'true';
const count = { passed: 0, failed: 1 };
// Until everything has been counted, an end of whatever kind is a failure.
process.on('exit', () => {
  process.stdout.write(`${count.passed} passed, ${count.failed} failed\n`);
  process.exitCode ||= count.failed > 0 ? 1 : 0;
});
const stamp = (words) => say(`${new Date().toISOString().slice(11, 19)} ${words}`);

setUp({ tests: true, built: false });
const tool = (...path) => join(root, 'node_modules', ...path);
const checks = [
  ['build', [join(root, 'scripts', 'build.mjs')]],
  ['types', [tool('typescript', 'bin', 'tsc'), '-p', 'tsconfig.json']],
  ['console types', [tool('typescript', 'bin', 'tsc'), '-p', join('admin', 'tsconfig.json')]],
  ['console client', [join(root, 'scripts', 'openapi.mjs'), '--check']],
  ['linter', [tool('eslint', 'bin', 'eslint.js'), '.']],
  ['layout', [tool('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level=warn', '.']],
];
let passed = 0;
let failed = 0;
for (const [name, args] of checks) {
  stamp(name);
  // To standard error, so that standard output ends with the one line that matters.
  const code = run(process.execPath, args, { stdio: ['ignore', 2, 2] });
  if (code === 0) passed += 1;
  else failed += 1;
  if (code !== 0) say(`${name}: failed`);
}
stamp('tests');
const tests = runTests();
stamp('done');
count.passed = passed + tests.passed;
count.failed = failed + tests.failed;

function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'recueil-ci-'));
  const file = join(folder, 'tests.json');
  const code = run(
    'npm',
    ['test', '--silent', '--', '--ci', '--json', `--outputFile=${file}`, ...process.argv.slice(2)],
    // Jest's own words go to standard error; its JSON, in the file too, is not wanted twice.
    { stdio: ['ignore', 'ignore', 2] },
  );
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    if (report.numPendingTests > 0) say(`${report.numPendingTests} tests did not apply on this machine`);
    const broken = report.numFailedTests + report.numRuntimeErrorTestSuites;
    return { passed: report.numPassedTests, failed: broken === 0 && code !== 0 ? 1 : broken };
  } catch {
    say('the tests ended without a report');
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
