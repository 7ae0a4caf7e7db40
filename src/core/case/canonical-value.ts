/** When two answers are the same answer, however they were written down: one canonical text for each value. */
import { type Value } from '../study/answer.js';

/** A sheet re-saved by another program may wrap its long texts elsewhere. */
export function foldSpaces(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/**
 * The same text for the same value: spaces folded, keys of objects in order, codes of a many_of in order (rows of a
 * table stay as they are), and what could not be understood (null) by what was written.
 */
export function canonicalValue(value: Value | null, raw: string): string {
  if (value === null) return JSON.stringify({ raw: foldSpaces(raw) });
  const isCodes = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return JSON.stringify(order(isCodes ? [...value].sort() : value));
}

function order(value: unknown): unknown {
  if (typeof value === 'string') return foldSpaces(value);
  if (Array.isArray(value)) return value.map(order);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, order(part)]));
}

/** Nothing was given: an empty text, no box ticked, no row filled, or nothing written at all. */
export function isBlankValue(value: Value | null | undefined, raw: string): boolean {
  if (value === undefined) return true;
  if (value === null || value === '') return foldSpaces(raw) === '';
  if (typeof value === 'string') return foldSpaces(value) === '';
  return Array.isArray(value) && value.length === 0;
}
