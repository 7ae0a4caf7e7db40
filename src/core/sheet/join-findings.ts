/** Findings of the sheets and of the rules as one list: the same thing found twice is said once. */
import { type Finding } from './finding.js';

export function joinFindings(...lists: readonly (readonly Finding[])[]): Finding[] {
  const joined = new Map<string, Finding>();
  for (const finding of lists.flat()) {
    const { code, key, detail, rule, page } = finding;
    const same = JSON.stringify([code, key, detail, rule, page]);
    if (!joined.has(same)) joined.set(same, finding);
  }
  return [...joined.values()];
}
