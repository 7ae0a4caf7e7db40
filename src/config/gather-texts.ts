/** Where settings come from: the process's variables, the file `.env`, and the files that hold secrets. */
import { readFileSync } from 'node:fs';
import { parseDotEnv } from './dot-env.js';
import { type Variable } from './variables.js';

/** The text of each variable that is set. The process's own variables win over the file; its other names are not ours. */
export function gatherTexts(
  env: NodeJS.ProcessEnv,
  known: Record<string, Variable<unknown>>,
  file: string | undefined,
  lines: string[],
): Map<string, string> {
  const names = Object.entries(known).flatMap(([name, { secret }]) =>
    secret ? [name, `${name}_FILE`] : [name],
  );
  const fromFile = file === undefined ? new Map<string, string>() : readDotEnv(file, names, lines);
  const given = new Map<string, string>();
  for (const source of [fromFile, new Map(Object.entries(env))]) {
    for (const [name, variable] of Object.entries(known)) {
      const text = source.get(name) ?? '';
      const secretFile = variable.secret ? (source.get(`${name}_FILE`) ?? '') : '';
      if (text !== '' && secretFile !== '') lines.push(`${name} and ${name}_FILE are both set: keep one`);
      else if (text !== '') given.set(name, text);
      else if (secretFile !== '') {
        const secret = readSecret(name, secretFile, lines);
        if (secret !== '') given.set(name, secret);
      }
    }
  }
  return given;
}

function readDotEnv(file: string, names: string[], lines: string[]): Map<string, string> {
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT') lines.push(`${file} cannot be read (${code ?? 'unknown reason'})`);
  }
  const { values, complaints } = parseDotEnv(text, file);
  lines.push(...complaints);
  for (const name of values.keys()) {
    if (!names.includes(name)) lines.push(`${file}: ${name} is not a setting of this program`);
  }
  return values;
}

function readSecret(name: string, file: string, lines: string[]): string {
  try {
    const text = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    if (text !== '') return text;
    lines.push(`${name}_FILE names an empty file: ${file}`);
  } catch (error) {
    lines.push(
      `${name}_FILE names a file that cannot be read (${(error as NodeJS.ErrnoException).code ?? '?'}): ${file}`,
    );
  }
  return '';
}
