/** What is known of one side of a comparison, and the comparison itself. */
import { type CaseView, type Known, readKnown } from './case-view.js';
import { comparePeriods, parsePeriod, shiftPeriod, yearsOf } from './date-period.js';
import { type Comparator, type Operand, type Truth } from './expression.js';
import { combineIntervals, compareIntervals, makePoint, makeSpan } from './number-interval.js';
import { negateTruth } from './truth.js';

const UNTOLD: Known = { kind: 'untold' };

/** The references must be concrete: `*` already stands for a row. */
export function evaluateOperand(operand: Operand, view: CaseView): Known {
  switch (operand.kind) {
    case 'reference':
      return readKnown(view, operand.path);
    case 'number':
      return { kind: 'number', interval: makePoint(operand.value) };
    case 'code':
      return { kind: 'code', code: operand.code };
    case 'today':
      return { kind: 'date', period: view.today };
    case 'date': {
      const period = parsePeriod(operand.value);
      return period ? { kind: 'date', period } : UNTOLD;
    }
    case 'arithmetic': {
      const left = evaluateOperand(operand.left, view);
      const right = evaluateOperand(operand.right, view);
      if (left.kind !== 'number' || right.kind !== 'number') return UNTOLD;
      const interval = combineIntervals(left.interval, operand.operator, right.interval);
      return interval ? { kind: 'number', interval } : UNTOLD;
    }
    case 'shift': {
      const date = evaluateOperand(operand.date, view);
      return date.kind === 'date' ? { kind: 'date', period: shiftPeriod(date.period, operand.days) } : UNTOLD;
    }
    case 'year': {
      const date = evaluateOperand(operand.date, view);
      return date.kind === 'date' ? { kind: 'number', interval: makeSpan(...yearsOf(date.period)) } : UNTOLD;
    }
    case 'rank': {
      const known = readKnown(view, operand.reference.path);
      const rank = known.kind === 'code' ? operand.order.indexOf(known.code) : -1;
      return rank < 0 ? UNTOLD : { kind: 'number', interval: makePoint(rank) };
    }
  }
}

export function compareKnown(left: Known, comparator: Comparator, right: Known): Truth {
  if (left.kind === 'number' && right.kind === 'number') {
    return compareIntervals(left.interval, comparator, right.interval);
  }
  if (left.kind === 'date' && right.kind === 'date') {
    return comparePeriods(left.period, comparator, right.period);
  }
  const equal = areCodesEqual(left, right);
  if (comparator === '=') return equal;
  return comparator === '!=' ? negateTruth(equal) : 'unknown';
}

/** A question that does not apply, and holds nothing, is no code at all. */
function areCodesEqual(left: Known, right: Known): Truth {
  if (left.kind === 'code' && right.kind === 'code') return left.code === right.code ? 'holds' : 'fails';
  const nothing = [left, right].some((side) => side.kind === 'blank' && side.inapplicable);
  const code = [left, right].some((side) => side.kind === 'code');
  return nothing && code ? 'fails' : 'unknown';
}
