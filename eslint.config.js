import { builtinModules } from 'node:module';
import js from '@eslint/js';
import { createNodeResolver, flatConfigs } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** The rooms of src/ and what each may open. CONTRIBUTING.md says why; test/lint/boundaries.test.ts tries each door. */
const steps = ['receive', 'read', 'draft', 'reply', 'confirm', 'analyse', 'call', 'answer'];
const shared = ['core', 'database', 'external', 'jobs', 'http'];
const opens = {
  core: [],
  config: [],
  ...Object.fromEntries(['database', 'external', 'jobs', 'http'].map((room) => [room, ['core', 'config']])),
  studies: ['core', 'config', 'external'],
  ...Object.fromEntries(['accounts', 'audit'].map((room) => [room, [...shared, 'config']])),
  ...Object.fromEntries(steps.map((step) => [step, [...shared, 'config', 'studies', 'accounts', 'audit']])),
};
const zones = Object.entries(opens).map(([room, others]) => ({
  target: `./src/${room}`,
  from: './src',
  except: [room, ...others].map((open) => `./${open}`),
  message: `src/${room} may import only ${[room, ...others].join(', ')}`,
}));

/** The console knows the service by its OpenAPI document alone, and the service does not know the console. */
const console = [
  { target: './admin', from: './src', message: 'the console talks to the service through its API only' },
  { target: './src', from: './admin', message: 'src does not import the console' },
];

/** Libraries that one room owns: nobody else knows that they are there. */
const owned = {
  database: ['typeorm', '@nestjs/typeorm', 'pg'],
  external: [
    ...['imapflow', 'nodemailer', 'mailparser', 'mailauth', 'html-to-text'],
    ...['pdfjs-dist', 'pdf-parse', '@cantoo/pdf-lib', '@embedpdf/pdfium', '@napi-rs/canvas', 'zxing-wasm'],
    ...['tesseract.js', 'sharp', 'libheif-js', 'libheif-js/wasm-bundle', 'fflate', 'saxes', 'fontkit', 'qr'],
    ...['@node-rs/argon2', 'otpauth', 'csv-parse', 'csv-parse/sync'],
  ],
  jobs: ['bullmq', '@nestjs/bullmq', '@bull-board/api', '@bull-board/express'],
};
/** What computes and does nothing else; whatever else Node brings reads, writes, waits or draws by lot. */
const pure = ['assert', 'buffer', 'punycode', 'querystring', 'string_decoder', 'url', 'util'];
const doing = builtinModules.filter((name) => !name.startsWith('_') && !pure.includes(name.split('/')[0]));

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const named = (names, prefix = '') => `^${prefix}(${names.map(escape).join('|')})(\\/|$)`;

/** The two rules that keep these names out: for `import … from`, and for `import()`. */
function keepOut(bans) {
  return {
    'no-restricted-imports': ['error', { patterns: bans }],
    'no-restricted-syntax': [
      'error',
      ...bans.map(({ regex, message }) => ({
        selector: `ImportExpression > Literal[value=/${regex}/]`,
        message,
      })),
    ],
  };
}

function bansOf(room) {
  const others = Object.entries(owned).filter(([owner]) => owner !== room);
  return [
    ...others.map(([owner, names]) => ({
      regex: named(names),
      message: `only src/${owner} imports this library`,
    })),
    ...(room === 'config'
      ? []
      : [
          {
            regex: named(['process'], '(node:)?'),
            message: 'process is a global; only src/config reads the environment',
          },
        ]),
    ...(room === 'core'
      ? [
          { regex: named(doing, '(node:)?'), message: 'src/core does no input or output' },
          {
            regex: '^@nestjs\\/|^(express|rxjs|reflect-metadata|pino|class-(validator|transformer))(\\/|$)',
            message: 'src/core knows no framework',
          },
        ]
      : []),
  ];
}

/** No clock and no dice in the core: `now` and ids are handed in. */
const coreGlobals = ['process', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'console', 'WebSocket'];

const nodeGlobals = [
  ...[
    'process',
    'console',
    'Buffer',
    'URL',
    'URLSearchParams',
    'TextEncoder',
    'TextDecoder',
    'AbortController',
  ],
  ...['AbortSignal', 'fetch', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate'],
  ...['structuredClone', 'performance', 'WebSocket'],
];

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'data/**', 'coverage/**', 'test/output/**'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  flatConfigs.typescript,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': flatConfigs.recommended.plugins['import-x'] },
    settings: {
      'import-x/resolver-next': [createNodeResolver({ extensionAlias: { '.js': ['.ts', '.js'] } })],
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones: [...zones, ...console] }],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      ...keepOut(bansOf(null)),
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'only src/config reads the environment' },
      ],
    },
  },
  ...Object.keys(opens).map((room) => ({ files: [`src/${room}/**/*.ts`], rules: keepOut(bansOf(room)) })),
  { files: ['src/config/**/*.ts'], rules: { 'no-restricted-properties': 'off' } },
  {
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...coreGlobals],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'now is handed in' },
        { object: 'Math', property: 'random', message: 'chance is handed in' },
        { object: 'DateTime', property: 'now', message: 'now is handed in' },
        { object: 'crypto', property: 'randomUUID', message: 'ids are handed in' },
      ],
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: {
      ...tseslint.configs.disableTypeChecked.languageOptions,
      globals: Object.fromEntries(nodeGlobals.map((name) => [name, 'readonly'])),
    },
  },
  // Made by scripts/openapi.mjs.
  { files: ['admin/src/api/schema.d.ts'], rules: { 'max-lines': 'off' } },
  { files: ['scripts/**', 'test/**'], rules: { 'no-console': 'off' } },
  { files: ['src/database/migrations/**', 'test/**'], rules: { 'max-lines': 'off' } },
);
