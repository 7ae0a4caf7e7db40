/**
 * A question may leave its unit to another: a dose, and beside it the choice of mg or mg/kg. "16 mg/kg" written for the
 * dose is then no doubt, if the unit that was chosen is the one that was written.
 */
import { type Field, type Study } from '../study/study.js';
import { foldUnit } from './parse-unit.js';
import { type ReadAnswer } from './reading.js';

/** Labels, folded, of the choices that were surely made in the field's section. */
export function listSaidUnits(
  study: Study,
  field: Field,
  answers: Readonly<Record<string, ReadAnswer>>,
): ReadonlySet<string> {
  const said = study.fields.flatMap(({ key, section, type, choices }) => {
    const answer = answers[key];
    if (section !== field.section || type !== 'one_of' || !answer?.sure) return [];
    const label = choices.find(({ code }) => code === answer.value)?.label;
    return label ? [label.fr, label.en] : [];
  });
  return new Set(said.map((label) => foldUnit(label).toLowerCase()));
}
