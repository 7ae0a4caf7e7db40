/** How a message names the part of a study.yaml that is wrong: `field dara.dose`, `rule C3`, `choices sex`. */
import { type Path } from './yaml-source.js';

/** Empty for the file as a whole. */
export function namePart(content: unknown, path: Path): string {
  const [top, first, inside, second, columns, third] = path;
  if (top === 'sections' && first !== undefined) {
    const section = nameIn(content, ['sections', first], 'key');
    if (inside !== 'fields' || second === undefined) return `section ${section}`;
    const field = nameIn(content, ['sections', first, 'fields', second], 'key');
    if (columns !== 'columns' || third === undefined) return `field ${field}`;
    return `field ${field}, column ${nameIn(content, path.slice(0, 6), 'key')}`;
  }
  if ((top === 'inclusion' || top === 'consistency' || top === 'remarks') && first !== undefined) {
    return `rule ${nameIn(content, [top, first], 'id')}`;
  }
  if ((top === 'choices' || top === 'units') && first !== undefined) return `${top} ${first}`;
  return top === undefined ? '' : String(top);
}

/** The part's own name, or its place in its list. */
function nameIn(content: unknown, path: Path, name: string): string {
  let node = content;
  for (const step of [...path, name]) {
    node = typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[step] : undefined;
  }
  return typeof node === 'string' ? node : `number ${Number(path.at(-1)) + 1}`;
}
