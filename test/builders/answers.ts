/** What a clinician writes and ticks, from a plain list: texts by field name, `true` for a box, a code for a choice. */
import { type Study } from '../../src/core/study/study.js';
import { tickOf, type Filling } from '../sheets/filling.js';

export type Written = Readonly<Record<string, string | true>>;

export function toFilling(study: Study, written: Written): Filling {
  const texts = new Map<string, string>();
  const ticks = new Set<string>();
  for (const [name, what] of Object.entries(written)) {
    if (what === true) ticks.add(tickOf(name, name.split('.').at(-1)));
    else if (isTicked(study, name)) ticks.add(tickOf(name, what));
    else texts.set(name, what);
  }
  return { texts, ticks };
}

function isTicked(study: Study, name: string): boolean {
  const field = study.fields.find(({ key }) => name === key || name.startsWith(`${key}.`));
  const column = field?.table?.columns.find(({ key }) => name.endsWith(`.${key}`));
  const type = column?.type ?? field?.type;
  return type === 'one_of' || type === 'yes_no';
}
