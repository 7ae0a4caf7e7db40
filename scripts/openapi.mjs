/**
 * The console's types from the service's OpenAPI document: dist/ → admin/src/api/schema.d.ts. With `--check` nothing is written,
 * and a difference fails. The routes are read without being started (Nest's preview): no database, no network.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import openapiTypescript, { astToString } from 'openapi-typescript';
import * as prettier from 'prettier';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const file = join(root, 'admin', 'src', 'api', 'schema.d.ts');
const { describeApi } = await import('../dist/describe-api.js');
const types = astToString(await openapiTypescript(await describeApi()));
const made = await prettier.format(types, { ...(await prettier.resolveConfig(file)), parser: 'typescript' });
if (argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== made) {
    process.stderr.write('admin/src/api/schema.d.ts is not what the service says: run npm run api\n');
    process.exitCode = 1;
  }
} else writeFileSync(file, made);
