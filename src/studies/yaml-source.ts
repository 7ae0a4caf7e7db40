/** A YAML file with the line of each of its parts, so that a mistake is told where it stands. */
import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';

/** Names and positions that lead from the root to a part, as in `['sections', 2, 'fields', 0, 'key']`. */
export type Path = readonly (string | number)[];

export interface YamlSource {
  /** As it is named in messages. */
  readonly file: string;
  /** The parsed content; meaningless when there are `mistakes`. */
  readonly content: unknown;
  readonly mistakes: readonly { readonly line: number; readonly message: string }[];
  /** The line (from 1) of the part, or of the nearest part around it that exists. */
  readonly lineOf: (path: Path) => number;
}

/** Parses YAML 1.2; what is not YAML, doubled names included, is in `mistakes`. */
export function readYaml(text: string, file: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line);
  return {
    file,
    content: document.toJS(),
    mistakes: [...document.errors, ...document.warnings].map((error) => ({
      line: lineAt(error.pos[0]),
      message: error.message,
    })),
    lineOf: (path) => lineAt(findOffset(document.contents, path)),
  };
}

/** The offset at which the part's name stands (its value, in a list). */
function findOffset(root: unknown, path: Path): number {
  let node = root;
  let offset = startOf(root);
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (!isPair(pair)) break;
      offset = startOf(pair.key);
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number') {
      if (node.items[step] === undefined) break;
      node = node.items[step];
      offset = startOf(node);
    } else break;
  }
  return offset;
}

function startOf(node: unknown): number {
  if (typeof node !== 'object' || node === null || !('range' in node)) return 0;
  return Array.isArray(node.range) ? Number(node.range[0]) : 0;
}
