/** The words and signs of an expression, for the parser. */

export interface Token {
  readonly kind: 'number' | 'date' | 'word' | 'path' | 'text' | 'sign' | 'end';
  readonly text: string;
  /** From 1. */
  readonly column: number;
}

/** An expression that cannot be parsed; `column` from 1. */
export class ExpressionError extends Error {
  constructor(
    message: string,
    readonly column: number,
  ) {
    super(message);
    this.name = 'ExpressionError';
  }
}

/** Words of the language: none may be a choice's code. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set([
  ...['and', 'or', 'not', 'implies', 'iff', 'in', 'has', 'is', 'within', 'mentions', 'every', 'some'],
  ...['in_order', 'year', 'rank', 'today', 'date'],
]);

const PATTERN =
  /\s*(?:(?<date>\d{4}-\d{2}(?:-\d{2})?)(?![\w.])|(?<number>\d+(?:\.\d+)?)(?![\w.])|(?<path>[A-Za-z]\w*(?:\.(?:\w+|\*))+)|(?<word>[A-Za-z]\w*)|"(?<text>[^"]*)"|(?<sign><=|>=|!=|[=<>|(),+\-*/]))/y;

/** Throws ExpressionError at a character that begins no token. */
export function tokeniseExpression(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(PATTERN);
  let position = 0;
  while (text.slice(position).trim() !== '') {
    pattern.lastIndex = position;
    const match = pattern.exec(text);
    if (!match?.groups) {
      const column = position + text.slice(position).search(/\S/) + 1;
      throw new ExpressionError(`unexpected "${text.charAt(column - 1)}"`, column);
    }
    const [kind, value] = Object.entries(match.groups).find(([, found]) => found !== undefined) ?? [
      'end',
      '',
    ];
    position = pattern.lastIndex;
    const length = kind === 'text' ? value.length + 2 : value.length;
    tokens.push({ kind: kind as Token['kind'], text: value, column: position - length + 1 });
  }
  tokens.push({ kind: 'end', text: '', column: text.length + 1 });
  return tokens;
}
