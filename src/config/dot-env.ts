/** The file `.env`: lines of NAME=value, as docker compose reads them, without substitution. */

export interface DotEnv {
  values: Map<string, string>;
  /** One clear line for each line that cannot be read. */
  complaints: string[];
}

/**
 * Reads NAME=value lines; `export NAME=value`, comments (`# …`, and ` # …` after an unquoted value), single quotes (as they are)
 * and double quotes (\n, \", \\) are understood. A name given twice is a complaint: which one counts would be a guess.
 */
export function parseDotEnv(text: string, file: string): DotEnv {
  const values = new Map<string, string>();
  const complaints: string[] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    if (/^\s*(#|$)/.test(line)) return;
    const [, name, rest] = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/.exec(line) ?? [];
    const value = rest === undefined ? undefined : parseValue(rest.trim());
    if (name === undefined || value === undefined) {
      complaints.push(`${file}, line ${index + 1}: not of the form NAME=value`);
    } else if (values.has(name)) {
      complaints.push(`${file}, line ${index + 1}: ${name} is given twice`);
    } else values.set(name, value);
  });
  return { values, complaints };
}

function parseValue(rest: string): string | undefined {
  const single = /^'([^']*)'\s*(#.*)?$/.exec(rest);
  if (single) return single[1];
  const double = /^"((?:[^"\\]|\\.)*)"\s*(#.*)?$/.exec(rest);
  if (double) return double[1]?.replace(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
  if (/^['"]/.test(rest)) return undefined;
  return rest.replace(/(^|\s+)#.*$/, '').trim();
}
