/** At load: does an expression speak of questions and choices that the study has, and compare like with like? */
import { parsePeriod } from './date-period.js';
import { type Expression, type Operand, type Reference } from './expression.js';
import { type FieldsByKey, findQuestion } from './find-question.js';
import { listOperand, listReferences } from './list-references.js';
import { type Choice, type FieldType } from './study.js';

type Kind = 'number' | 'date' | 'code' | 'codes' | 'text' | 'table';

const KINDS: Readonly<Record<FieldType, Kind>> = {
  text: 'text',
  long_text: 'text',
  email: 'text',
  phone: 'text',
  integer: 'number',
  decimal: 'number',
  year: 'number',
  date: 'date',
  month: 'date',
  yes_no: 'code',
  one_of: 'code',
  many_of: 'codes',
  table: 'table',
};

/** What is wrong with the expression, one line each; empty when nothing is. */
export function checkExpression(expression: Expression, fields: FieldsByKey): string[] {
  const unknown = listReferences(expression).filter((path) => !isPrinted(fields, path));
  if (unknown.length > 0) return unknown.map((path) => `unknown question "${path}"`);
  return new ExpressionCheck(fields).check(expression, false);
}

function isPrinted(fields: FieldsByKey, path: string): boolean {
  const question = findQuestion(fields, path);
  const rows = question?.field.table?.rows;
  if (!question?.cell || question.cell.row === '*' || rows?.kind !== 'free') return question !== null;
  return Number(question.cell.row) <= rows.count;
}

class ExpressionCheck {
  constructor(private readonly fields: FieldsByKey) {}

  check(expression: Expression, inRows: boolean): string[] {
    switch (expression.kind) {
      case 'and':
      case 'or':
        return expression.parts.flatMap((part) => this.check(part, inRows));
      case 'not':
        return this.check(expression.part, inRows);
      case 'implies':
      case 'iff':
        return [...this.check(expression.left, inRows), ...this.check(expression.right, inRows)];
      case 'rows':
        return this.checkRows(expression, inRows);
      case 'in_order':
        return [
          ...expression.operands.flatMap((operand) => this.checkOperand(operand, true)),
          ...this.checkAlike(expression.operands),
        ];
      case 'dates':
        return [
          ...this.checkOperand(expression.limit, inRows),
          ...this.want('date', expression.limit, 'every date'),
        ];
      case 'within':
        return [
          ...[expression.left, expression.right].flatMap((side) => this.checkOperand(side, inRows)),
          ...[expression.left, expression.right].flatMap((side) => this.want('date', side, 'within')),
        ];
      case 'compare':
        return this.checkCompare(expression, inRows);
      case 'state':
        return this.checkReference(expression.reference, inRows, true);
      case 'in':
        return this.checkCodes(expression.reference, expression.codes, 'code', 'in', inRows);
      case 'has':
        return this.checkCodes(expression.reference, expression.codes, 'codes', 'has', inRows);
      case 'alone':
        return this.checkCodes(expression.reference, [expression.code], 'codes', 'stands alone', inRows);
      case 'mentions':
        return [
          ...this.checkReference(expression.reference, inRows),
          ...this.want('text', expression.reference, 'mentions'),
        ];
    }
  }

  private checkRows(expression: Expression & { kind: 'rows' }, inRows: boolean): string[] {
    if (inRows) return ['every and some cannot stand in one another'];
    const tables = new Set(
      listReferences(expression.body)
        .map((path) => findQuestion(this.fields, path))
        .filter((question) => question?.cell?.row === '*')
        .map((question) => question?.field.key),
    );
    const mistakes = this.check(expression.body, true);
    if (tables.size === 0)
      return [...mistakes, `${expression.quantifier} needs a cell of every row (table.*.column)`];
    if (tables.size > 1) return [...mistakes, `${expression.quantifier} can go over one table only`];
    return mistakes;
  }

  private checkCompare(expression: Expression & { kind: 'compare' }, inRows: boolean): string[] {
    const { left, right, comparator } = expression;
    const codes = [left, right].flatMap((side) => (side.kind === 'code' ? [side.code] : []));
    const [question] = [left, right].flatMap((side) => (side.kind === 'reference' ? [side] : []));
    if (codes.length > 0) {
      if (!question || codes.length > 1) return [`"${codes.join('", "')}" is compared with no question`];
      if (comparator !== '=' && comparator !== '!=') {
        return [`"${codes.join()}" is a code: compare it with = or !=, or use rank(…)`];
      }
      return this.checkCodes(question, codes, 'code', comparator, inRows);
    }
    return [
      ...[left, right].flatMap((side) => this.checkOperand(side, inRows)),
      ...this.checkAlike([left, right], comparator),
    ];
  }

  private checkAlike(operands: readonly Operand[], comparator?: string): string[] {
    const kinds = new Set(operands.map((operand) => this.kindOf(operand)));
    if (kinds.size > 1) return [`${[...kinds].join(' and ')} cannot be compared`];
    const [kind] = kinds;
    const ordered = kind === 'number' || kind === 'date';
    const equal = kind === 'code' && (comparator === '=' || comparator === '!=');
    return ordered || equal ? [] : [`${kind} cannot be compared so`];
  }

  private checkOperand(operand: Operand, inRows: boolean): string[] {
    switch (operand.kind) {
      case 'reference':
        return this.checkReference(operand, inRows);
      case 'rank':
        return this.checkCodes(operand.reference, operand.order, 'code', 'rank', inRows);
      case 'arithmetic':
        return [operand.left, operand.right].flatMap((side) => [
          ...this.checkOperand(side, inRows),
          ...this.want('number', side, operand.operator),
        ]);
      case 'shift':
        return [...this.checkOperand(operand.date, inRows), ...this.want('date', operand.date, 'days')];
      case 'year':
        return [...this.checkOperand(operand.date, inRows), ...this.want('date', operand.date, 'year')];
      case 'code':
        return [`"${operand.code}" is not a question, and no question gives it as a choice here`];
      case 'date':
        return parsePeriod(operand.value) ? [] : [`"${operand.value}" is not a date`];
      case 'number':
      case 'today':
        return [];
    }
  }

  private checkReference(reference: Reference, inRows: boolean, tableAllowed = false): string[] {
    const question = findQuestion(this.fields, reference.path);
    if (question?.cell?.row === '*' && !inRows) {
      return [`"${reference.path}" needs every, some or in_order before it`];
    }
    if (question && !question.cell && question.field.type === 'table' && !tableAllowed) {
      return [`"${reference.path}" is a table: name a row and a column`];
    }
    return [];
  }

  private checkCodes(
    reference: Reference,
    codes: readonly string[],
    kind: Kind,
    word: string,
    inRows: boolean,
  ): string[] {
    const choices = this.choicesOf(reference);
    return [
      ...this.checkReference(reference, inRows),
      ...this.want(kind, reference, word),
      ...codes
        .filter((code) => choices.length > 0 && !choices.some((choice) => choice.code === code))
        .map((code) => `"${code}" is not a choice of ${reference.path}`),
    ];
  }

  private want(kind: Kind, operand: Operand, word: string): string[] {
    const found = this.kindOf(operand);
    if (found === kind) return [];
    const names = listOperand(operand).join(', ') || operand.kind;
    const wanted = { code: 'one_of or yes_no', codes: 'many_of' }[kind as string] ?? kind;
    return [`"${word}" is for ${wanted}, and ${names} is ${found}`];
  }

  private choicesOf(reference: Reference): readonly Choice[] {
    const question = findQuestion(this.fields, reference.path);
    return (question?.cell?.column ?? question?.field)?.choices ?? [];
  }

  private kindOf(operand: Operand): Kind {
    switch (operand.kind) {
      case 'reference': {
        const question = findQuestion(this.fields, operand.path);
        return KINDS[question?.cell?.column.type ?? question?.field.type ?? 'text'];
      }
      case 'date':
      case 'today':
      case 'shift':
        return 'date';
      case 'code':
        return 'code';
      case 'number':
      case 'arithmetic':
      case 'year':
      case 'rank':
        return 'number';
    }
  }
}
