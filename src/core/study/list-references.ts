/** What an expression reads. */
import { type Expression, type Operand } from './expression.js';

/** The names in an expression, in order, without doubles. */
export function listReferences(expression: Expression): string[] {
  return [...new Set(walkExpression(expression))];
}

function walkExpression(expression: Expression): string[] {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.parts.flatMap(walkExpression);
    case 'not':
      return walkExpression(expression.part);
    case 'implies':
    case 'iff':
      return [...walkExpression(expression.left), ...walkExpression(expression.right)];
    case 'compare':
    case 'within':
      return [...listOperand(expression.left), ...listOperand(expression.right)];
    case 'in':
    case 'has':
    case 'alone':
    case 'mentions':
    case 'state':
      return [expression.reference.path];
    case 'in_order':
      return expression.operands.flatMap(listOperand);
    case 'rows':
      return walkExpression(expression.body);
    case 'dates':
      return listOperand(expression.limit);
  }
}

/** The names in an operand, in order. */
export function listOperand(operand: Operand): string[] {
  switch (operand.kind) {
    case 'reference':
      return [operand.path];
    case 'rank':
      return [operand.reference.path];
    case 'arithmetic':
      return [...listOperand(operand.left), ...listOperand(operand.right)];
    case 'shift':
    case 'year':
      return listOperand(operand.date);
    case 'number':
    case 'date':
    case 'today':
    case 'code':
      return [];
  }
}
