import js from '@eslint/js';
import { createNodeResolver, flatConfigs } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** The rooms of src/ and what each may open. CONTRIBUTING.md says why. */
const steps = ['receive', 'read', 'draft', 'reply', 'confirm', 'analyse'];
const shared = ['core', 'database', 'external', 'jobs', 'http'];
const only = (from, allowed) => ({
  target: `./src/${from}`,
  from: './src',
  except: [from, ...allowed].map((room) => `./${room}`),
  message: `src/${from} may import only ${[from, ...allowed].join(', ')}`,
});
const zones = [
  only('core', []),
  only('config', []),
  ...['database', 'external', 'jobs', 'http'].map((room) => only(room, ['core', 'config'])),
  ...steps.map((step) => only(step, [...shared, 'config'])),
];
/** A library that one room owns. */
const owned = (room, libraries) => ({
  files: ['src/**/*.ts'],
  ignores: [`src/${room}/**`],
  rules: {},
  libraries,
});
const ownership = [
  owned('database', ['typeorm', '@nestjs/typeorm', 'pg']),
  owned('external', [
    'imapflow',
    'nodemailer',
    'mailparser',
    'mailauth',
    'pdfjs-dist',
    'pdf-parse',
    '@cantoo/pdf-lib',
    '@embedpdf/pdfium',
    'zxing-wasm',
    'fflate',
    'saxes',
    'fontkit',
    'qr',
    'html-to-text',
  ]),
  owned('jobs', ['bullmq', '@nestjs/bullmq']),
];
const restrictedIn = (room) =>
  ownership
    .filter((entry) => entry.ignores[0] !== `src/${room}/**`)
    .flatMap((entry) => entry.libraries)
    .flatMap((name) => [name, `${name}/*`]);
const rooms = [...shared, ...steps, 'config', 'studies', 'accounts', 'audit'];

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'data/**', 'coverage/**'] },
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
      'import-x/no-restricted-paths': ['error', { zones }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/config/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'only src/config reads the environment' },
      ],
    },
  },
  ...rooms.map((room) => ({
    files: [`src/${room}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: restrictedIn(room),
              allowTypeImports: false,
              message: 'this library belongs to another room of src/',
            },
          ],
        },
      ],
    },
  })),
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
  { files: ['scripts/**', 'test/**'], rules: { 'no-console': 'off' } },
  { files: ['src/database/migrations/**', 'test/**'], rules: { 'max-lines': 'off' } },
);
