/** Puts a row's name in the place of `*`, so that all the cells of an expression are of one row. */
import { type Expression, type Operand, type Reference } from './expression.js';

export function bindRow(expression: Expression, row: string): Expression {
  const bind = (part: Expression): Expression => bindRow(part, row);
  switch (expression.kind) {
    case 'and':
    case 'or':
      return { ...expression, parts: expression.parts.map(bind) };
    case 'not':
      return { ...expression, part: bind(expression.part) };
    case 'implies':
    case 'iff':
      return { ...expression, left: bind(expression.left), right: bind(expression.right) };
    case 'compare':
    case 'within':
      return {
        ...expression,
        left: bindOperand(expression.left, row),
        right: bindOperand(expression.right, row),
      };
    case 'in':
    case 'has':
    case 'alone':
    case 'mentions':
    case 'state':
      return { ...expression, reference: bindReference(expression.reference, row) };
    case 'in_order':
      return { ...expression, operands: expression.operands.map((operand) => bindOperand(operand, row)) };
    case 'rows':
      return { ...expression, body: bind(expression.body) };
    case 'dates':
      return { ...expression, limit: bindOperand(expression.limit, row) };
  }
}

function bindReference(reference: Reference, row: string): Reference {
  return { ...reference, path: reference.path.replace('.*.', `.${row}.`) };
}

function bindOperand(operand: Operand, row: string): Operand {
  switch (operand.kind) {
    case 'reference':
      return bindReference(operand, row);
    case 'rank':
      return { ...operand, reference: bindReference(operand.reference, row) };
    case 'arithmetic':
      return { ...operand, left: bindOperand(operand.left, row), right: bindOperand(operand.right, row) };
    case 'shift':
    case 'year':
      return { ...operand, date: bindOperand(operand.date, row) };
    case 'number':
    case 'date':
    case 'today':
    case 'code':
      return operand;
  }
}
