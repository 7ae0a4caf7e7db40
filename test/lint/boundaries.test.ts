/**
 * The rooms of src/ stay shut: each forbidden import is tried on the linter, and must be refused by the rule meant for it;
 * each allowed one must pass. A rule that never fires looks just like a clean tree.
 */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A source file of the room that exists, for types are only known of such: its text is replaced by the snippet. */
function getFile(room: string): string {
  const folder = join(root, 'src', room);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const name = names.find((one) => one.endsWith('.ts') && !one.includes('migrations'));
  if (name === undefined) throw new Error(`no source in ${folder}`);
  return join(folder, name);
}

/** `import` of a file of another room, by the path that `from` needs. */
function importOf(target: string, from: string): string {
  const path = relative(dirname(from), target).replace(/\.ts$/, '.js');
  return `import * as it from '${path.startsWith('.') ? path : `./${path}`}';\nexport const used = it;\n`;
}

const library = (name: string) => `import * as it from '${name}';\nexport const used: unknown = it;\n`;

interface Trial {
  title: string;
  file: string;
  text: string;
  /** The rule that must fire; null: none of the import rules may. */
  rule: string | null;
}

const trials: Trial[] = [];
const tryText = (room: string, what: string, rule: string | null, snippet: string) =>
  trials.push({ title: `src/${room}: ${what}`, file: getFile(room), text: snippet, rule });
const tryLibraries = (room: string, rule: string | null, names: string[]) => {
  for (const name of names) tryText(room, `imports ${name}`, rule, library(name));
};
const tryRooms = (room: string, rule: string | null, others: string[]) => {
  for (const other of others)
    tryText(room, `imports src/${other}`, rule, importOf(getFile(other), getFile(room)));
};

const LIBRARY = 'no-restricted-imports';
const ROOM = 'import-x/no-restricted-paths';
const steps = ['receive', 'read', 'reply'];

// The console knows the service by its API alone.
const page = join(root, 'admin', 'src', 'live.ts');
trials.push({
  title: 'admin: imports src/core',
  file: page,
  text: importOf(getFile('core'), page),
  rule: ROOM,
});
tryText('http', 'imports the console', ROOM, importOf(page, getFile('http')));

tryLibraries('core', LIBRARY, [
  'node:fs',
  'fs',
  'node:fs/promises',
  'node:net',
  'node:http',
  'node:child_process',
]);
tryLibraries('core', LIBRARY, [
  'node:timers/promises',
  'node:crypto',
  'node:process',
  '@nestjs/common',
  'typeorm',
  'pino',
]);
tryLibraries('core', null, ['luxon', 'node:util']);
tryRooms('core', ROOM, ['config', 'database', 'external', 'jobs', 'http', 'read']);
tryText('core', 'looks at the clock', 'no-restricted-properties', 'export const now = Date.now();\n');
tryText('core', 'draws by lot', 'no-restricted-properties', 'export const chance = Math.random();\n');
tryText('core', 'fetches', 'no-restricted-globals', "export const page = fetch('http://valmont.test');\n");

tryRooms('config', ROOM, ['core', 'external', 'database']);
for (const room of ['database', 'external', 'jobs', 'http']) {
  tryRooms(room, null, ['core', 'config']);
  tryRooms(room, ROOM, [
    ...['database', 'external', 'jobs', 'http'].filter((other) => other !== room),
    'read',
  ]);
}
for (const step of steps) {
  tryRooms(step, null, ['core', 'config', 'database', 'external', 'jobs', 'http', 'studies']);
  tryRooms(
    step,
    ROOM,
    steps.filter((other) => other !== step),
  );
}
tryRooms('accounts', null, ['core', 'config', 'database', 'external', 'jobs', 'http']);
tryRooms('accounts', ROOM, ['studies', 'confirm', 'analyse']);
tryRooms('studies', ROOM, ['database', 'jobs', 'read']);
tryRooms('studies', null, ['core', 'config']);

const owners = {
  database: ['typeorm', '@nestjs/typeorm', 'pg'],
  external: [
    'imapflow',
    'nodemailer',
    'mailparser',
    'pdfjs-dist',
    'pdfjs-dist/legacy/build/pdf.mjs',
    '@cantoo/pdf-lib',
    '@node-rs/argon2',
    'otpauth',
  ],
  jobs: ['bullmq', '@nestjs/bullmq'],
};
for (const room of ['core', 'config', 'studies', ...steps, 'http', ...Object.keys(owners)]) {
  for (const [owner, names] of Object.entries(owners))
    tryLibraries(room, room === owner ? null : LIBRARY, names);
}
// Names that only begin like an owned library.
tryLibraries('read', null, ['pino']);
tryText(
  'read',
  'imports only a type of bullmq',
  LIBRARY,
  "import { type Job } from 'bullmq';\nexport type Mine = Job;\n",
);
tryText('read', 'passes bullmq on', LIBRARY, "export { Queue } from 'bullmq';\n");
tryText(
  'read',
  'imports bullmq when needed',
  'no-restricted-syntax',
  "export const it = await import('bullmq');\n",
);
tryText('jobs', 'imports bullmq when needed', null, "export const it: unknown = await import('bullmq');\n");

for (const room of ['read', 'external', 'http', 'database']) {
  tryText(
    room,
    'reads the environment',
    'no-restricted-properties',
    'export const home = process.env.HOME;\n',
  );
  tryText(room, 'takes it apart', 'no-restricted-properties', 'export const { env } = process;\n');
  tryText(
    room,
    'gets it from the module',
    LIBRARY,
    "import { env } from 'node:process';\nexport const it = env;\n",
  );
}
tryText('config', 'reads the environment', null, 'export const home = process.env.HOME;\n');

const rootFile = join(root, 'src', 'migrate.ts');
for (const [name, rule] of [
  ['typeorm', LIBRARY],
  ['pg', LIBRARY],
  ['bullmq', LIBRARY],
  ['imapflow', LIBRARY],
  ['@nestjs/core', null],
] as const) {
  trials.push({ title: `src/*.ts: imports ${name}`, file: rootFile, text: library(name), rule });
}
for (const room of ['core', 'config', 'database', 'external', 'jobs', 'http', 'studies', ...steps]) {
  const snippet = importOf(getFile(room), rootFile);
  trials.push({ title: `src/*.ts: imports src/${room}`, file: rootFile, text: snippet, rule: null });
}

trials.push({
  title: 'src: a cycle of two files',
  file: join(root, 'src', 'database', 'embedded-postgres-process.ts'),
  text: "import { withLock } from './embedded-postgres-lock.js';\nexport const it = withLock;\n",
  rule: 'import-x/no-cycle',
});
trials.push({
  title: 'src: a promise nobody waits for',
  file: getFile('read'),
  text: 'export function start(): void {\n  Promise.resolve(1);\n}\n',
  rule: '@typescript-eslint/no-floating-promises',
});

const importRules = [
  LIBRARY,
  ROOM,
  'no-restricted-syntax',
  'no-restricted-properties',
  'no-restricted-globals',
  'parse',
];

describe('the linter', () => {
  let found: string[][] = [];

  beforeAll(async () => {
    // A process of its own: the linter loads its settings in ways that Jest's module loader does not follow.
    const child = spawn(process.execPath, [join(root, 'test', 'lint', 'lint-snippets.mjs')], {
      cwd: root,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child.stdin.end(JSON.stringify(trials));
    found = JSON.parse(await text(child.stdout)) as string[][];
  }, 300_000);

  it.each(
    trials.map((trial, index) => ({
      ...trial,
      index,
      verdict: trial.rule === null ? 'passes' : 'is refused',
    })),
  )('$title $verdict', ({ index, rule }) => {
    const messages = found[index] ?? [];
    if (rule === null) {
      expect(messages.filter((one) => importRules.some((name) => one.startsWith(`${name}:`)))).toEqual([]);
    } else expect(messages).toContainEqual(expect.stringMatching(new RegExp(`^${rule}:`)));
  });
});
