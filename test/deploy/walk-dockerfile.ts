/**
 * Walks a Dockerfile without an engine: each stage is a folder, COPY copies what .dockerignore lets through, `npm` and `rm` of a RUN
 * are run for real in the stage's folder. What would touch the machine itself is only recognised. An unknown instruction is an error.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

export interface Stage {
  readonly name: string;
  readonly image: string;
  /** Stands for `/` of the stage. */
  readonly root: string;
  workdir: string;
  user: string;
  readonly env: Record<string, string>;
  readonly exposed: string[];
  readonly volumes: string[];
  command: string[];
  healthCommand: string[];
}

interface Instruction {
  readonly name: string;
  readonly text: string;
}

export function parseDockerfile(text: string): Instruction[] {
  const joined = text.replace(/^\s*#.*\n/gm, '').replace(/\\\n\s*/g, ' ');
  return joined
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, name = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line.trim()) ?? [];
      return { name: name.toUpperCase(), text: rest };
    });
}

/** The last stage, its files in place. `into` is an empty folder. */
export function walkDockerfile(context: string, into: string): Stage {
  const stages: Stage[] = [];
  const allowed = readAllowed(context);
  for (const { name, text } of parseDockerfile(readFileSync(join(context, 'Dockerfile'), 'utf8'))) {
    const stage = stages.at(-1);
    if (name === 'FROM') {
      const [, image = '', as = `stage-${stages.length}`] = /^(\S+)(?:\s+AS\s+(\S+))?$/i.exec(text) ?? [];
      const root = join(into, as);
      mkdirSync(root, { recursive: true });
      const empty = { env: {}, exposed: [], volumes: [], command: [], healthCommand: [] };
      stages.push({ name: as, image, root, workdir: '/', user: 'root', ...empty });
    } else if (!stage) throw new Error(`${name} before FROM`);
    else step(stage, stages, { name, text }, { context, allowed });
  }
  const last = stages.at(-1);
  if (!last) throw new Error('the Dockerfile has no stage');
  return last;
}

function step(
  stage: Stage,
  stages: readonly Stage[],
  { name, text }: Instruction,
  { context, allowed }: { context: string; allowed: (name: string) => boolean },
): void {
  switch (name) {
    case 'WORKDIR':
      stage.workdir = resolve(stage.workdir, text);
      mkdirSync(join(stage.root, stage.workdir), { recursive: true });
      return;
    case 'ENV': {
      const [, key = '', value = ''] = /^(\w+)=(\S+)$/.exec(text) ?? [];
      if (key === '') throw new Error(`ENV ${text}: one NAME=value a line`);
      stage.env[key] = value;
      return;
    }
    case 'COPY':
      return copy(stage, stages, text, context, allowed);
    case 'RUN':
      return run(stage, text);
    case 'USER':
      stage.user = text;
      return;
    case 'VOLUME':
      stage.volumes.push(...(JSON.parse(text) as string[]));
      return;
    case 'EXPOSE':
      stage.exposed.push(text);
      return;
    case 'CMD':
      stage.command = JSON.parse(text) as string[];
      return;
    case 'HEALTHCHECK':
      stage.healthCommand = JSON.parse(text.slice(text.indexOf('CMD') + 3)) as string[];
      return;
    default:
      throw new Error(`unknown instruction ${name}`);
  }
}

function copy(
  stage: Stage,
  stages: readonly Stage[],
  text: string,
  context: string,
  allowed: (name: string) => boolean,
): void {
  const words = text.split(/\s+/);
  const from = words[0]?.startsWith('--from=') ? words.shift()?.slice('--from='.length) : undefined;
  const target = words.pop() ?? '';
  const other = from === undefined ? undefined : stages.find(({ name }) => name === from);
  if (from !== undefined && !other) throw new Error(`COPY from ${from}: no such stage`);
  for (const word of words) {
    const source = other ? join(other.root, word) : join(context, word);
    if (!existsSync(source)) throw new Error(`COPY ${word}: it is not there`);
    if (!other && !allowed(relative(context, source)))
      throw new Error(`COPY ${word}: .dockerignore keeps it out`);
    const place = resolve(stage.workdir, target);
    const into = target.endsWith('/') ? join(place, source.split('/').at(-1) ?? '') : place;
    cpSync(source, join(stage.root, into), { recursive: true, verbatimSymlinks: true });
  }
}

function run(stage: Stage, text: string): void {
  // Of the image's own machine: nothing to do here.
  if (/^install -d -o \w+ -g \w+ -m \d{4} \/\w+$/.test(text)) return;
  const [command = '', ...args] = text.split(/\s+/);
  if (
    command !== 'npm' &&
    !(command === 'rm' && args.every((arg) => !arg.startsWith('/') && !arg.includes('..')))
  )
    throw new Error(`RUN ${text}: the walk does not know this command`);
  const { status, stderr } = spawnSync(command, args, {
    cwd: join(stage.root, stage.workdir),
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: process.env.HOME, npm_config_cache: process.env.npm_config_cache },
  });
  if (status !== 0) throw new Error(`RUN ${text}: ${stderr.trim().slice(-2000)}`);
}

/** .dockerignore as this project writes it: `*`, then what is let through by name. */
function readAllowed(context: string): (name: string) => boolean {
  const lines = readFileSync(join(context, '.dockerignore'), 'utf8').split('\n');
  const rules = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  if (rules[0] !== '*' || rules.slice(1).some((rule) => !/^![\w.-]+$/.test(rule)))
    throw new Error('.dockerignore: `*` first, then !NAME lines');
  const names = rules.slice(1).map((rule) => rule.slice(1));
  return (name) => names.includes(name.split('/')[0] ?? '');
}
