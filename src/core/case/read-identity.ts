/** Step 3: what tells one patient from another, out of a case's or a sheet's answers. */
import { type Study } from '../study/study.js';
import { type PatientIdentity } from './match-case.js';

type ValuesByKey = Readonly<Record<string, { readonly value: unknown } | undefined>>;

export function readIdentity(study: Study, answers: ValuesByKey): PatientIdentity {
  const { patientCode, sex, birthYear } = study.identity;
  const text = (key: string | undefined): string | null => {
    const value = key === undefined ? null : answers[key]?.value;
    return typeof value === 'string' ? value : null;
  };
  const year = birthYear === undefined ? null : answers[birthYear]?.value;
  return {
    patientCode: text(patientCode),
    sex: text(sex),
    birthYear: typeof year === 'number' ? year : null,
  };
}
