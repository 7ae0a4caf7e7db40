/** A case of the first study in which nothing is missing and every rule holds. Tests change one answer at a time. */
import { type Answers, type Row, type Scalar, type Value } from '../../../src/core/study/answer.js';

export const RECEIVED = '2022-05-10';

const VISITS = ['m0', 'm1', 'm3', 'm6', 'm12', 'last'];
const DATES = ['2020-03-05', '2020-04-09', '2020-06-10', '2020-09-08', '2021-03-09', '2022-03-15'];
const IGG = [11.2, 6.1, 4.8, 4.2, 5.5, 7];
const RESPONSES = ['not_evaluable', 'nr', 'pr', 'cr', 'cr', 'pr'];

export const COMPLETE: Answers = {
  'centre.hospital': 'CHU de Valmont',
  'centre.city': 'Valmont',
  'centre.clinician': 'Dr Claire Montagne',
  'centre.email': 'c.montagne@chu-valmont.test',
  'centre.form_date': '2022-05-02',
  'centre.non_opposition': 'yes',
  'patient.code': 'VAL-07',
  'patient.sex': 'F',
  'patient.birth_year': 1979,
  'patient.age': 40,
  'patient.weight': 72.5,
  'disease.diagnosis': 'lupus',
  'disease.diagnosis_date': '2012-06',
  'disease.plasma_cell': 'none',
  'disease.organs': ['skin', 'kidney'],
  'disease.autoantibodies': [
    { antibody: 'anti-ADN natif', result: 'positive', titre: '1/320', unit: '', date: '2020-01' },
    { antibody: 'Coombs indirect', result: 'negative', date: '2020-02' },
  ],
  'prior.lines': 3,
  'prior.drugs': ['corticosteroids', 'rituximab'],
  'prior.rituximab_courses': 2,
  'prior.rituximab_last': '2018-11',
  'prior.rituximab_response': 'pr',
  'dara.reason': ['refractory'],
  'dara.first_date': '2020-03-09',
  'dara.last_date': '2020-05-04',
  'dara.infusions': 8,
  'dara.route': 'iv',
  'dara.dose': 16,
  'dara.dose_unit': 'mg_per_kg',
  'dara.ongoing': 'no',
  'dara.stop_reason': 'planned_end',
  'dara.concomitant': ['corticosteroids'],
  'followup.visits': VISITS.map((row, index): Row => ({
    row,
    date: DATES[index] ?? '',
    prednisone: 20 - 3 * index,
    igg: IGG[index] ?? 0,
    response: RESPONSES[index] ?? '',
    rescue: 'no',
  })),
  'outcome.best_response': 'cr',
  'outcome.response_date': '2020-06-10',
  'outcome.relapse': 'yes',
  'outcome.relapse_date': '2021-11-20',
  'outcome.rescue': 'yes',
  'outcome.rescue_date': '2021-12-01',
  'outcome.rescue_treatment': 'bélimumab',
  'safety.infusion_reaction': 'yes',
  'safety.infusion_grade': 'g2',
  'safety.infection': 'no',
  'safety.hypogamma': 'yes',
  'safety.igg_nadir': 4.1,
  'status.last_news': '2022-03-15',
  'status.vital': 'alive',
};

export const NSP: Scalar = { missing: 'NSP' };

/** The complete case with other answers: by key, or by cell (`table.row.column`, named rows). `null` blanks one. */
export function changeCase(changes: Readonly<Record<string, Value | null>>): Answers {
  const answers: Record<string, Value | undefined> = { ...COMPLETE };
  for (const [name, value] of Object.entries(changes)) {
    const [section, table, row, column] = name.split('.');
    if (row === undefined || column === undefined) answers[name] = value ?? undefined;
    else {
      const rows = answers[`${section}.${table}`] as readonly Row[];
      answers[`${section}.${table}`] = rows.map((each) => {
        if (each.row !== row) return each;
        const { [column]: _old, ...rest } = each;
        return value === null ? rest : ({ ...rest, [column]: value } as Row);
      });
    }
  }
  return answers;
}
