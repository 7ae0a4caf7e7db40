/** From the text of a `shown_if` or of a rule to its syntax tree (recursive descent, grammar in expression.ts). */
import { type Comparator, type Expression, type Operand, type Reference } from './expression.js';
import { ExpressionError, type Token, tokeniseExpression } from './tokenise-expression.js';

const COMPARATORS: readonly string[] = ['=', '!=', '<', '<=', '>', '>='] satisfies Comparator[];

/** Throws ExpressionError when the text is not an expression. */
export function parseExpression(text: string): Expression {
  const parser = new Parser(tokeniseExpression(text));
  return parser.parseWhole();
}

class Parser {
  private position = 0;
  constructor(private readonly tokens: readonly Token[]) {}

  parseWhole(): Expression {
    const expression = this.parseTruth();
    if (this.peek().kind !== 'end') this.refuse('and, or, implies, iff or the end');
    return expression;
  }

  private parseTruth(): Expression {
    let left = this.parseImplication();
    while (this.take('word', 'iff')) left = { kind: 'iff', left, right: this.parseImplication() };
    return left;
  }

  private parseImplication(): Expression {
    const left = this.parseJoined('or');
    return this.take('word', 'implies') ? { kind: 'implies', left, right: this.parseImplication() } : left;
  }

  private parseJoined(kind: 'and' | 'or'): Expression {
    const parsePart = (): Expression => (kind === 'or' ? this.parseJoined('and') : this.parseNegation());
    const first = parsePart();
    const parts = [first];
    while (this.take('word', kind)) parts.push(parsePart());
    return parts.length === 1 ? first : { kind, parts };
  }

  private parseNegation(): Expression {
    return this.take('word', 'not') ? { kind: 'not', part: this.parseNegation() } : this.parsePredicate();
  }

  private parsePredicate(): Expression {
    const token = this.peek();
    if (token.kind === 'word' && (token.text === 'every' || token.text === 'some')) {
      this.position += 1;
      return this.parseQuantified(token.text);
    }
    if (this.take('word', 'in_order')) return { kind: 'in_order', operands: this.parseOperands() };
    if (this.isTruthInParentheses()) {
      this.expect('sign', '(');
      const inner = this.parseTruth();
      this.expect('sign', ')');
      return inner;
    }
    if (token.kind === 'word' && this.peek(1).text === 'stands') return this.parseAlone(token.text);
    return this.parseRelation();
  }

  private parseQuantified(quantifier: 'every' | 'some'): Expression {
    if (quantifier === 'every' && this.take('word', 'date')) {
      const comparator = this.findComparator() ?? this.refuse('a comparison');
      return { kind: 'dates', comparator, limit: this.parseSum() };
    }
    return { kind: 'rows', quantifier, body: this.parsePredicate() };
  }

  private parseAlone(code: string): Expression {
    this.position += 2;
    this.expect('word', 'alone');
    this.expect('word', 'in');
    return { kind: 'alone', code, reference: this.parseReference() };
  }

  private parseRelation(): Expression {
    const first = this.parseSum();
    if (first.kind === 'reference') {
      const stated = this.findStatement(first);
      if (stated) return stated;
    }
    if (this.take('word', 'within')) {
      const days = Number(this.expect('number').text);
      this.expect('word', 'days');
      this.expect('word', 'of');
      return { kind: 'within', left: first, days, right: this.parseSum() };
    }
    return this.parseComparisons(first);
  }

  /** `a <= b <= c` is `a <= b and b <= c`. */
  private parseComparisons(first: Operand): Expression {
    const parts: Expression[] = [];
    let left = first;
    for (let comparator = this.findComparator(); comparator; comparator = this.findComparator()) {
      const right = this.parseSum();
      parts.push({ kind: 'compare', comparator, left, right });
      left = right;
    }
    const [only] = parts;
    if (!only) this.refuse('a comparison, in, has, is, mentions or within');
    return parts.length === 1 ? only : { kind: 'and', parts };
  }

  /** What only an answer can be: in, has, mentions, is empty… Null when something else follows. */
  private findStatement(reference: Reference): Expression | null {
    if (this.take('word', 'in')) return { kind: 'in', reference, codes: this.parseList('word') };
    if (this.take('word', 'has')) return { kind: 'has', reference, codes: this.parseList('word') };
    if (this.take('word', 'mentions'))
      return { kind: 'mentions', reference, phrases: this.parseList('text') };
    if (!this.take('word', 'is')) return null;
    const state = this.expect('word');
    if (state.text !== 'empty' && state.text !== 'given' && state.text !== 'asked') {
      throw new ExpressionError(`"is ${state.text}": is takes empty, given or asked`, state.column);
    }
    return { kind: 'state', reference, state: state.text };
  }

  private parseList(kind: 'word' | 'text'): string[] {
    const items = [this.expect(kind).text];
    while (this.take('sign', '|')) items.push(this.expect(kind).text);
    return items;
  }

  private parseSum(): Operand {
    let left = this.parseProduct();
    for (let sign = this.findSign('+', '-'); sign; sign = this.findSign('+', '-')) {
      const right = this.parseProduct();
      if (right.kind === 'number' && this.take('word', 'days')) {
        left = { kind: 'shift', date: left, days: sign === '+' ? right.value : -right.value };
      } else left = { kind: 'arithmetic', operator: sign, left, right };
    }
    return left;
  }

  private parseProduct(): Operand {
    let left = this.parseOperand();
    for (let sign = this.findSign('*', '/'); sign; sign = this.findSign('*', '/')) {
      left = { kind: 'arithmetic', operator: sign, left, right: this.parseOperand() };
    }
    return left;
  }

  private parseOperand(): Operand {
    const token = this.peek();
    this.position += 1;
    if (token.kind === 'number') return { kind: 'number', value: Number(token.text) };
    if (token.kind === 'date') return { kind: 'date', value: token.text };
    if (token.kind === 'path') return { kind: 'reference', path: token.text };
    if (token.kind === 'sign' && token.text === '(') {
      const inner = this.parseSum();
      this.expect('sign', ')');
      return inner;
    }
    if (token.kind === 'word' && token.text === 'today') return { kind: 'today' };
    if (token.kind === 'word' && token.text === 'year') {
      const [date, ...more] = this.parseOperands();
      if (!date || more.length > 0) throw new ExpressionError('year(…) takes one date', token.column);
      return { kind: 'year', date };
    }
    if (token.kind === 'word' && token.text === 'rank') return this.parseRank();
    if (token.kind === 'word') return { kind: 'code', code: token.text };
    this.position -= 1;
    return this.refuse('a question, a code, a number or a date');
  }

  private parseRank(): Operand {
    this.expect('sign', '(');
    const reference = this.parseReference();
    const order: string[] = [];
    while (this.take('sign', ',')) order.push(this.expect('word').text);
    this.expect('sign', ')');
    return { kind: 'rank', reference, order };
  }

  private parseOperands(): Operand[] {
    this.expect('sign', '(');
    const operands = [this.parseSum()];
    while (this.take('sign', ',')) operands.push(this.parseSum());
    this.expect('sign', ')');
    return operands;
  }

  private parseReference(): Reference {
    return { kind: 'reference', path: this.expect('path').text };
  }

  /** A parenthesis opens a truth unless a sign of arithmetic or a comparison follows its end. */
  private isTruthInParentheses(): boolean {
    if (this.peek().text !== '(' || this.peek().kind !== 'sign') return false;
    let depth = 0;
    for (let ahead = 0; this.peek(ahead).kind !== 'end'; ahead += 1) {
      const { kind, text } = this.peek(ahead);
      if (kind === 'sign' && text === '(') depth += 1;
      if (kind === 'sign' && text === ')') depth -= 1;
      if (depth > 0) continue;
      const next = this.peek(ahead + 1);
      const goesOn = ['+', '-', '*', '/', ...COMPARATORS].includes(next.text) || next.text === 'within';
      return next.kind === 'text' || !goesOn;
    }
    return true;
  }

  private findComparator(): Comparator | null {
    const { kind, text } = this.peek();
    if (kind !== 'sign' || !COMPARATORS.includes(text)) return null;
    this.position += 1;
    return text as Comparator;
  }

  private findSign<const Sign extends string>(...signs: readonly Sign[]): Sign | null {
    const { kind, text } = this.peek();
    const found = kind === 'sign' ? signs.find((sign) => sign === text) : undefined;
    if (found === undefined) return null;
    this.position += 1;
    return found;
  }

  private peek(ahead = 0): Token {
    const last = this.tokens.length - 1;
    return this.tokens[Math.min(this.position + ahead, last)] ?? { kind: 'end', text: '', column: 1 };
  }

  private take(kind: Token['kind'], text: string): boolean {
    const token = this.peek();
    if (token.kind !== kind || token.text !== text) return false;
    this.position += 1;
    return true;
  }

  private expect(kind: Token['kind'], text?: string): Token {
    const token = this.peek();
    const names = {
      number: 'a number',
      date: 'a date',
      word: 'a word',
      path: 'a question',
      text: 'a "text"',
    };
    if (token.kind !== kind || (text !== undefined && token.text !== text)) {
      this.refuse(text === undefined ? (names[kind as keyof typeof names] ?? kind) : `"${text}"`);
    }
    this.position += 1;
    return token;
  }

  private refuse(wanted: string): never {
    const { kind, text, column } = this.peek();
    const found = kind === 'end' ? 'the end' : `"${text}"`;
    throw new ExpressionError(`expected ${wanted}, found ${found}`, column);
  }
}
