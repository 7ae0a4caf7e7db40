/** The demo as a newcomer runs it, on a folder of its own: every message comes to its right end, or it says which did not. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const run = promisify(execFile);

test('npm run demo -- --exit', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'recueil-demo-'));
  try {
    const { stdout } = await run(process.execPath, ['scripts/demo.mjs', '--exit'], {
      env: { ...process.env, DATA_DIR: dataDir },
      timeout: 170_000,
    });
    expect(stdout).toContain('✓ Every message came to its right end, after');
    expect(stdout).toContain('[DARA-0001] Fiche reçue');
    // Nothing of it stays behind.
    expect(await readdir(dataDir)).toEqual([]);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}, 180_000);
