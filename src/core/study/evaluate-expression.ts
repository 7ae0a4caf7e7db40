/**
 * Expression + case → holds, fails or unknown. What is not given, and what a missing-data code stands for, is unknown.
 * Negation is carried down to the comparisons, so that `fails` is only ever said of what is false whatever the
 * unknown turns out to be (two dates that are equal at the coarser precision hold, yet their negation is unknown).
 */
import { appliesTo, type CaseView, listDates, listRows, readKnown, readValue } from './case-view.js';
import { arePeriodsWithin, comparePeriods } from './date-period.js';
import { compareKnown, evaluateOperand } from './evaluate-operand.js';
import { type Comparator, type Expression, type Operand, type Truth } from './expression.js';
import { findQuestion } from './find-question.js';
import { isMissing } from './answer.js';
import { listOperand, listReferences } from './list-references.js';
import { mentionsPhrase } from './mentions-phrase.js';
import { bindRow } from './bind-row.js';
import { joinAll, joinAny, negateTruth, type Outcome } from './truth.js';

const OPPOSITES = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
} as const satisfies Record<Comparator, Comparator>;

export function evaluateExpression(expression: Expression, view: CaseView): Outcome {
  return evaluate(expression, view, false);
}

/** The expression's truth, or that of its negation. */
function evaluate(expression: Expression, view: CaseView, negated: boolean): Outcome {
  switch (expression.kind) {
    case 'and':
    case 'or': {
      const parts = expression.parts.map((part) => evaluate(part, view, negated));
      return (expression.kind === 'and') === negated ? joinAny(parts) : joinAll(parts);
    }
    case 'not':
      return evaluate(expression.part, view, !negated);
    case 'implies': {
      const { left, right } = expression;
      const parts = [evaluate(left, view, !negated), evaluate(right, view, negated)];
      return negated ? joinAll(parts) : joinAny(parts);
    }
    case 'iff': {
      const { left, right } = expression;
      const both: Expression = { kind: 'and', parts: [implies(left, right), implies(right, left)] };
      return evaluate(both, view, negated);
    }
    case 'rows':
      return evaluateRows(expression, view, negated);
    case 'in_order':
      return evaluateOrder(expression.operands, view, negated);
    case 'dates':
      return evaluateDates(expression, view, negated);
    case 'compare': {
      const comparator = negated ? OPPOSITES[expression.comparator] : expression.comparator;
      return compare(expression.left, comparator, expression.right, view);
    }
    case 'within':
    case 'in':
    case 'has':
    case 'alone':
    case 'mentions':
    case 'state': {
      const truth = evaluateFact(expression, view);
      return { truth: negated ? negateTruth(truth) : truth, keys: listReferences(expression) };
    }
  }
}

function implies(left: Expression, right: Expression): Expression {
  return { kind: 'implies', left, right };
}

function compare(left: Operand, comparator: Comparator, right: Operand, view: CaseView): Outcome {
  return {
    truth: compareKnown(evaluateOperand(left, view), comparator, evaluateOperand(right, view)),
    keys: [...new Set([...listOperand(left), ...listOperand(right)])],
  };
}

type Fact = Extract<Expression, { kind: 'within' | 'in' | 'has' | 'alone' | 'mentions' | 'state' }>;

function evaluateFact(fact: Fact, view: CaseView): Truth {
  if (fact.kind === 'within') {
    const [left, right] = [evaluateOperand(fact.left, view), evaluateOperand(fact.right, view)];
    if (left.kind !== 'date' || right.kind !== 'date') return 'unknown';
    return arePeriodsWithin(left.period, right.period, fact.days);
  }
  const { path } = fact.reference;
  if (fact.kind === 'state') return evaluateState(path, fact.state, view);
  const known = readKnown(view, path);
  if (known.kind === 'blank' && known.inapplicable) return fact.kind === 'alone' ? 'holds' : 'fails';
  switch (fact.kind) {
    case 'in':
      return known.kind === 'code' ? tell(fact.codes.includes(known.code)) : 'unknown';
    case 'has':
      return known.kind === 'codes' ? tell(fact.codes.some((code) => known.codes.includes(code))) : 'unknown';
    case 'alone':
      if (known.kind !== 'codes') return 'unknown';
      return tell(!known.codes.includes(fact.code) || known.codes.length === 1);
    case 'mentions':
      if (known.kind !== 'text') return 'unknown';
      return tell(fact.phrases.some((phrase) => mentionsPhrase(known.text, phrase)));
  }
}

function tell(isTrue: boolean): Truth {
  return isTrue ? 'holds' : 'fails';
}

/** A missing-data code is not empty; whether something could be given is not known. */
function evaluateState(path: string, state: 'empty' | 'given' | 'asked', view: CaseView): Truth {
  const value = readValue(view, path);
  if (state === 'empty') return tell(value === undefined);
  if (state === 'given') return isMissing(value) ? 'unknown' : tell(value !== undefined);
  const field = findQuestion(view.fields, path)?.field;
  return value !== undefined || !field ? 'holds' : appliesTo(view, field);
}

/** Rows in which a cell is not told say nothing, unless the others in them decide. No row left: unknown. */
function evaluateRows(
  { quantifier, body }: Extract<Expression, { kind: 'rows' }>,
  view: CaseView,
  negated: boolean,
): Outcome {
  const cells = listReferences(body).filter((path) => path.includes('.*.'));
  const table = cells[0] === undefined ? undefined : findQuestion(view.fields, cells[0])?.field;
  if (!table) return { truth: 'unknown', keys: [] };
  const outcomes = listRows(view, table).flatMap((row) => {
    const outcome = evaluate(bindRow(body, row), view, negated);
    const untold = cells.some((path) => !isTold(view, path.replace('.*.', `.${row}.`)));
    return outcome.truth === 'unknown' && untold ? [] : [outcome];
  });
  if (outcomes.length === 0) return { truth: 'unknown', keys: cells };
  return (quantifier === 'every') === negated ? joinAny(outcomes) : joinAll(outcomes);
}

function isTold(view: CaseView, path: string): boolean {
  const { kind } = readKnown(view, path);
  return kind !== 'blank' && kind !== 'untold';
}

/** Every pair of what is known is compared; `table.*.column` stands for the cells that are told, in the rows' order. */
function evaluateOrder(operands: readonly Operand[], view: CaseView, negated: boolean): Outcome {
  const spread = operands.flatMap((operand): Operand[] => {
    const question = operand.kind === 'reference' ? findQuestion(view.fields, operand.path) : null;
    if (operand.kind !== 'reference' || question?.cell?.row !== '*') return [operand];
    return listRows(view, question.field)
      .map((row) => operand.path.replace('.*.', `.${row}.`))
      .filter((path) => isTold(view, path))
      .map((path) => ({ kind: 'reference', path }));
  });
  const pairs = spread.flatMap((left, index) =>
    spread.slice(index + 1).map((right) => compare(left, negated ? '>' : '<=', right, view)),
  );
  if (pairs.length === 0) return { truth: 'unknown', keys: operands.flatMap(listOperand) };
  return negated ? joinAny(pairs) : joinAll(pairs);
}

/** Over the dates that are written in the case. None: unknown. */
function evaluateDates(
  { comparator, limit }: Extract<Expression, { kind: 'dates' }>,
  view: CaseView,
  negated: boolean,
): Outcome {
  const bound = evaluateOperand(limit, view);
  if (bound.kind !== 'date') return { truth: 'unknown', keys: listOperand(limit) };
  const outcomes = listDates(view).map(({ path, period }) => ({
    truth: comparePeriods(period, negated ? OPPOSITES[comparator] : comparator, bound.period),
    keys: [path, ...listOperand(limit)],
  }));
  if (outcomes.length === 0) return { truth: 'unknown', keys: [] };
  return negated ? joinAny(outcomes) : joinAll(outcomes);
}
