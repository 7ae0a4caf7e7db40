/** A number as far as it is known: "72.5" is a point, "< 5" everything below 5. */
import { type Compared } from './answer.js';
import { type Comparator, type Truth } from './expression.js';

export interface Interval {
  readonly low: number;
  readonly high: number;
  /** The bound itself is excluded. */
  readonly lowOpen: boolean;
  readonly highOpen: boolean;
}

export function makePoint(value: number): Interval {
  return { low: value, high: value, lowOpen: false, highOpen: false };
}

export function makeSpan(low: number, high: number): Interval {
  return { low, high, lowOpen: false, highOpen: false };
}

export function readInterval(value: number | Compared): Interval {
  if (typeof value === 'number') return makePoint(value);
  const open = value.comparator === '<' || value.comparator === '>';
  return value.comparator.startsWith('<')
    ? { low: -Infinity, high: value.value, lowOpen: true, highOpen: open }
    : { low: value.value, high: Infinity, lowOpen: open, highOpen: true };
}

/** `fails` only when no pair of numbers in the two would do. */
export function compareIntervals(left: Interval, comparator: Comparator, right: Interval): Truth {
  switch (comparator) {
    case '<':
      return isBelow(left, right) ? 'holds' : isAtMost(right, left) ? 'fails' : 'unknown';
    case '<=':
      return isAtMost(left, right) ? 'holds' : isBelow(right, left) ? 'fails' : 'unknown';
    case '>':
      return compareIntervals(right, '<', left);
    case '>=':
      return compareIntervals(right, '<=', left);
    case '=':
    case '!=': {
      const equal = isAtMost(left, right) && isAtMost(right, left);
      const apart = isBelow(left, right) || isBelow(right, left);
      if (!equal && !apart) return 'unknown';
      return equal === (comparator === '=') ? 'holds' : 'fails';
    }
  }
}

function isBelow(left: Interval, right: Interval): boolean {
  const order = compareNumbers(left.high, right.low);
  return order < 0 || (order === 0 && (left.highOpen || right.lowOpen));
}

function isAtMost(left: Interval, right: Interval): boolean {
  return compareNumbers(left.high, right.low) <= 0;
}

/** Equal up to the rounding of binary fractions: 0.1 + 0.2 is 0.3. */
function compareNumbers(one: number, other: number): number {
  if (one === other) return 0;
  const near = Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one), Math.abs(other));
  return near && Number.isFinite(one) && Number.isFinite(other) ? 0 : one - other;
}

/** Null when nothing can be told: a divisor that may be 0, infinity times 0. */
export function combineIntervals(
  left: Interval,
  operator: '+' | '-' | '*' | '/',
  right: Interval,
): Interval | null {
  switch (operator) {
    case '+':
      return spanCorners([
        { at: left.low + right.low, open: left.lowOpen || right.lowOpen },
        { at: left.high + right.high, open: left.highOpen || right.highOpen },
      ]);
    case '-':
      return combineIntervals(left, '+', negate(right));
    case '*':
      return spanCorners(
        [
          { a: left.low, open: left.lowOpen },
          { a: left.high, open: left.highOpen },
        ].flatMap(({ a, open }) => [
          { at: a * right.low, open: open || right.lowOpen },
          { at: a * right.high, open: open || right.highOpen },
        ]),
      );
    case '/':
      if (right.low <= 0 && right.high >= 0) return null;
      return combineIntervals(left, '*', {
        low: 1 / right.high,
        high: 1 / right.low,
        lowOpen: right.highOpen,
        highOpen: right.lowOpen,
      });
  }
}

function negate({ low, high, lowOpen, highOpen }: Interval): Interval {
  return { low: -high, high: -low, lowOpen: highOpen, highOpen: lowOpen };
}

function spanCorners(corners: readonly { at: number; open: boolean }[]): Interval | null {
  if (corners.some(({ at }) => Number.isNaN(at))) return null;
  const low = Math.min(...corners.map(({ at }) => at));
  const high = Math.max(...corners.map(({ at }) => at));
  const isOpen = (bound: number) => corners.every(({ at, open }) => at !== bound || open);
  return { low, high, lowOpen: isOpen(low), highOpen: isOpen(high) };
}
