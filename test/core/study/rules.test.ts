/** Every rule of the first study, on its real definition: cases in which it holds, fails and cannot be told yet. */
import { describe, expect, test } from '@jest/globals';
import { type Value } from '../../../src/core/study/answer.js';
import { checkCase } from '../../../src/core/study/check-case.js';
import { type Truth } from '../../../src/core/study/expression.js';
import { loadStudy } from '../../../src/studies/load-study.js';
import { changeCase, COMPLETE, NSP, RECEIVED } from './complete-case.js';

const study = loadStudy('studies/daratumumab');
type Changes = Readonly<Record<string, Value | null>>;

/** What is changed in the complete case → the rule's truth, and for a breach the questions that it names. */
const RULES: Record<string, readonly (readonly [string, Changes, Truth, (readonly string[])?])[]> = {
  I1: [
    ['18', { 'patient.age': 18 }, 'holds'],
    ['17', { 'patient.age': 17 }, 'fails', ['patient.age']],
    ['less than 18', { 'patient.age': { value: 18, comparator: '<' } }, 'fails'],
    ['less than 60', { 'patient.age': { value: 60, comparator: '<' } }, 'unknown'],
    ['blank', { 'patient.age': null }, 'unknown'],
    ['NSP', { 'patient.age': NSP }, 'unknown'],
  ],
  I2: [
    ['itp', { 'disease.diagnosis': 'itp' }, 'holds'],
    ['other', { 'disease.diagnosis': 'other' }, 'fails', ['disease.diagnosis']],
    ['blank', { 'disease.diagnosis': null }, 'unknown'],
  ],
  I3: [
    ['a day', {}, 'holds'],
    ['a year alone', { 'dara.first_date': '2020' }, 'holds'],
    ['blank', { 'dara.first_date': null }, 'fails', ['dara.first_date']],
    ['a missing-data code', { 'dara.first_date': NSP }, 'unknown'],
  ],
  I4: [
    ['informed', {}, 'holds'],
    ['deceased', { 'centre.non_opposition': 'deceased_no_known_objection' }, 'holds'],
    ['waived', { 'centre.non_opposition': 'information_waived' }, 'holds'],
    ['opposed', { 'centre.non_opposition': 'no' }, 'fails', ['centre.non_opposition']],
    ['blank', { 'centre.non_opposition': null }, 'unknown'],
  ],
  I5: [
    ['none', {}, 'holds'],
    ['mgus', { 'disease.plasma_cell': 'mgus' }, 'holds'],
    ['myeloma', { 'disease.plasma_cell': 'myeloma' }, 'fails', ['disease.plasma_cell']],
    ['AL', { 'disease.plasma_cell': 'al' }, 'fails'],
    ['NSP', { 'disease.plasma_cell': NSP }, 'unknown'],
  ],
  C1: [
    ['in order', {}, 'holds'],
    ['diagnosed in the month of the infusion', { 'disease.diagnosis_date': '2020-03' }, 'holds'],
    ['diagnosed in the year of the infusion', { 'disease.diagnosis_date': '2020' }, 'holds'],
    [
      'diagnosed after',
      { 'disease.diagnosis_date': '2020-04' },
      'fails',
      ['disease.diagnosis_date', 'dara.first_date'],
    ],
    [
      'last before first',
      { 'dara.last_date': '2020-03-08', 'disease.diagnosis_date': null },
      'fails',
      ['dara.first_date', 'dara.last_date'],
    ],
    [
      'a pair that is not next to one another',
      { 'dara.last_date': null, 'status.last_news': '2020-03-01' },
      'fails',
      ['dara.first_date', 'status.last_news'],
    ],
    ['any other date after receipt', { 'centre.form_date': '2022-05-11' }, 'fails', ['centre.form_date']],
    [
      'a cell after receipt',
      { 'followup.visits.m6.date': '2032-09-08' },
      'fails',
      ['followup.visits.m6.date'],
    ],
    ['in the month of receipt', { 'centre.form_date': '2022-05' }, 'holds'],
    ['last infusion blank', { 'dara.last_date': null }, 'unknown'],
    ['diagnosis NSP', { 'disease.diagnosis_date': NSP }, 'unknown'],
  ],
  C2: [
    ['birthday to come', { 'patient.age': 40 }, 'holds'],
    ['birthday past', { 'patient.age': 41 }, 'holds'],
    ['too young', { 'patient.age': 39 }, 'fails', ['dara.first_date', 'patient.birth_year', 'patient.age']],
    ['too old', { 'patient.age': 42 }, 'fails'],
    ['a year is enough', { 'dara.first_date': '2020' }, 'holds'],
    ['no year of birth', { 'patient.birth_year': null }, 'unknown'],
  ],
  C3: [
    ['16 mg/kg iv', {}, 'holds'],
    ['1800 mg sc', { 'dara.route': 'sc', 'dara.dose': 1800, 'dara.dose_unit': 'mg' }, 'holds'],
    ['1160 mg iv for 72.5 kg', { 'dara.dose': 1160, 'dara.dose_unit': 'mg' }, 'holds'],
    ['sc in mg/kg', { 'dara.route': 'sc' }, 'fails', ['dara.route', 'dara.dose_unit']],
    ['1800 mg/kg', { 'dara.dose': 1800 }, 'fails', ['dara.dose_unit', 'dara.dose']],
    ['less than 4 mg/kg', { 'dara.dose': { value: 4, comparator: '<' } }, 'fails'],
    ['16 mg iv for 72.5 kg', { 'dara.dose_unit': 'mg' }, 'fails'],
    ['iv in mg, weight blank', { 'dara.dose_unit': 'mg', 'patient.weight': null }, 'unknown'],
    ['unit blank', { 'dara.dose_unit': null }, 'unknown'],
  ],
  C4: [
    ['eight infusions', {}, 'holds'],
    ['one, last blank', { 'dara.infusions': 1, 'dara.last_date': null }, 'holds'],
    ['one, last = first', { 'dara.infusions': 1, 'dara.last_date': '2020-03-09' }, 'holds'],
    ['one, last in the same month', { 'dara.infusions': 1, 'dara.last_date': '2020-03' }, 'holds'],
    [
      'one, two dates',
      { 'dara.infusions': 1 },
      'fails',
      ['dara.infusions', 'dara.last_date', 'dara.first_date'],
    ],
    ['infusions NSP', { 'dara.infusions': NSP }, 'unknown'],
    ['one, last NSP', { 'dara.infusions': 1, 'dara.last_date': NSP }, 'unknown'],
  ],
  C5: [
    ['in order', {}, 'holds'],
    [
      'no response, nothing to compare',
      {
        'outcome.best_response': 'nr',
        'outcome.response_date': null,
        'outcome.relapse': null,
        'outcome.relapse_date': null,
        'outcome.rescue': 'no',
        'outcome.rescue_date': null,
      },
      'holds',
    ],
    [
      'response before the first infusion',
      { 'outcome.response_date': '2020-03-08' },
      'fails',
      ['outcome.response_date', 'dara.first_date'],
    ],
    [
      'relapse on the day of response',
      { 'outcome.relapse_date': '2020-06-10' },
      'fails',
      ['outcome.relapse_date', 'outcome.response_date'],
    ],
    ['rescue on day 42', { 'outcome.rescue_date': '2020-04-20' }, 'holds'],
    [
      'rescue on day 41',
      { 'outcome.rescue_date': '2020-04-19' },
      'fails',
      ['outcome.rescue_date', 'dara.first_date'],
    ],
    ['relapse in the month of response', { 'outcome.relapse_date': '2020-06' }, 'unknown'],
    ['relapse date blank', { 'outcome.relapse_date': null }, 'unknown'],
  ],
  C6: [
    ['in order', {}, 'holds'],
    ['visits that were not made', { 'followup.visits.m3.date': null }, 'holds'],
    [
      'm3 before m1',
      { 'followup.visits.m3.date': '2020-04-08' },
      'fails',
      ['followup.visits.m1.date', 'followup.visits.m3.date'],
    ],
    [
      'm12 after last',
      { 'followup.visits.m12.date': '2022-03-16' },
      'fails',
      ['followup.visits.m12.date', 'followup.visits.last.date'],
    ],
    [
      'm0 two months before',
      { 'followup.visits.m0.date': '2020-01-09' },
      'fails',
      ['followup.visits.m0.date', 'dara.first_date'],
    ],
    [
      'last is not last news',
      { 'status.last_news': '2022-03-16' },
      'fails',
      ['followup.visits.last.date', 'status.last_news'],
    ],
    ['m0 blank', { 'followup.visits.m0.date': null }, 'unknown'],
    ['m0 a year alone', { 'followup.visits.m0.date': '2020' }, 'unknown'],
    ['no visits', { 'followup.visits': null }, 'unknown'],
  ],
  C7: [
    ['alive', {}, 'holds'],
    [
      'dead, all agree',
      { 'status.vital': 'dead', 'status.death_date': '2022-03-15', 'safety.infusion_grade': 'g5' },
      'holds',
    ],
    [
      'dead before the first infusion',
      { 'status.vital': 'dead', 'status.death_date': '2020-03-01' },
      'fails',
      ['status.vital', 'dara.first_date', 'status.death_date'],
    ],
    [
      'dead, treatment ongoing',
      {
        'status.vital': 'dead',
        'status.death_date': '2022-03-15',
        'dara.ongoing': 'yes',
        'dara.stop_reason': null,
      },
      'fails',
      ['status.vital', 'dara.ongoing'],
    ],
    [
      'stopped by death, alive',
      { 'dara.stop_reason': 'death' },
      'fails',
      ['dara.stop_reason', 'status.vital'],
    ],
    ['grade 5, alive', { 'safety.infusion_grade': 'g5' }, 'fails', ['safety.infusion_grade', 'status.vital']],
    ['dead, date blank', { 'status.vital': 'dead' }, 'unknown'],
    ['grade 5, status blank', { 'safety.infusion_grade': 'g5', 'status.vital': null }, 'unknown'],
  ],
  C8: [
    ['below all', {}, 'holds'],
    ['equal to the lowest', { 'safety.igg_nadir': 4.2 }, 'holds'],
    ['no hypogammaglobulinaemia', { 'safety.hypogamma': 'no', 'safety.igg_nadir': null }, 'holds'],
    ['above one', { 'safety.igg_nadir': 4.5 }, 'fails', ['safety.igg_nadir', 'followup.visits.m6.igg']],
    ['a visit below its limit', { 'followup.visits.m3.igg': { value: 4, comparator: '<' } }, 'fails'],
    ['a visit that may be below', { 'followup.visits.m3.igg': { value: 6, comparator: '<' } }, 'unknown'],
    ['nadir blank', { 'safety.igg_nadir': null }, 'unknown'],
    ['nadir not done', { 'safety.igg_nadir': { missing: 'NF' } }, 'unknown'],
  ],
  C9: [
    ['before', {}, 'holds'],
    ['in the same month', { 'prior.rituximab_last': '2020-03' }, 'holds'],
    ['never given', { 'prior.drugs': ['corticosteroids'], 'prior.rituximab_last': null }, 'holds'],
    ['after', { 'prior.rituximab_last': '2020-04' }, 'fails', ['prior.rituximab_last', 'dara.first_date']],
    ['NSP', { 'prior.rituximab_last': NSP }, 'unknown'],
  ],
  C10: [
    ['drugs and lines', {}, 'holds'],
    ['none and no line', { 'prior.drugs': ['none'], 'prior.lines': 0 }, 'holds'],
    ['none among others', { 'prior.drugs': ['none', 'rituximab'] }, 'fails', ['prior.drugs', 'prior.lines']],
    [
      'none among others, associated',
      { 'dara.concomitant': ['none', 'ivig'] },
      'fails',
      ['dara.concomitant'],
    ],
    ['drugs and no line', { 'prior.lines': 0 }, 'fails', ['prior.lines', 'prior.drugs']],
    ['none and a line', { 'prior.drugs': ['none'] }, 'fails', ['prior.drugs', 'prior.lines']],
    ['drugs NSP', { 'prior.drugs': NSP }, 'unknown'],
    ['lines blank', { 'prior.lines': null }, 'unknown'],
  ],
  C11: [
    ['as good as the best visit', {}, 'holds'],
    ['worse than a visit', { 'outcome.best_response': 'pr' }, 'fails'],
    ['not evaluable, though a visit was', { 'outcome.best_response': 'not_evaluable' }, 'fails'],
    [
      'rescue at a visit, no word of it',
      { 'followup.visits.m6.rescue': 'yes', 'outcome.rescue': null },
      'fails',
      ['followup.visits.m6.rescue', 'outcome.rescue'],
    ],
    ['rescue at a visit, and told', { 'followup.visits.m6.rescue': 'yes' }, 'holds'],
    ['best blank', { 'outcome.best_response': null }, 'unknown'],
    [
      'rescue at a visit, outcome NSP',
      { 'followup.visits.m6.rescue': 'yes', 'outcome.rescue': NSP },
      'unknown',
    ],
  ],
  R1: [
    ['negative before', {}, 'fails'],
    ...(['Coombs indirect', 'Test de COOMBS, indirect', 'antiglobuline (test indirect)', 'TCI'] as const).map(
      (antibody) =>
        [
          `${antibody} after`,
          { 'disease.autoantibodies': [{ antibody, result: 'positive', date: '2020-04' }] },
          'holds',
        ] as const,
    ),
    [
      'direct Coombs after',
      { 'disease.autoantibodies': [{ antibody: 'Coombs direct', result: 'positive', date: '2020-04' }] },
      'fails',
    ],
    [
      'positive before',
      { 'disease.autoantibodies': [{ antibody: 'Coombs indirect', result: 'positive', date: '2020-02' }] },
      'fails',
    ],
    ['no antibody', { 'disease.autoantibodies': null }, 'unknown'],
    [
      'positive at an unknown date',
      { 'disease.autoantibodies': [{ antibody: 'Coombs indirect', result: 'positive' }] },
      'unknown',
    ],
  ],
};

const judge = (changes: Changes) => {
  const { inclusion, consistency, remarks } = checkCase(study, changeCase(changes), { today: RECEIVED });
  return new Map([...inclusion, ...consistency, ...remarks].map((outcome) => [outcome.id, outcome]));
};

test('the complete case: nothing missing, every rule holds, nothing odd', () => {
  const check = checkCase(study, COMPLETE, { today: RECEIVED });
  expect(check.missing).toEqual([]);
  expect(check.findings).toEqual([]);
  expect([...check.inclusion, ...check.consistency].filter(({ truth }) => truth !== 'holds')).toEqual([]);
  expect(check.answered).toBe(check.asked);
});

describe.each(Object.entries(RULES))('%s', (id, rows) => {
  test.each(rows.map(([name, changes, truth, keys]) => ({ name, changes, truth, keys })))(
    '$name: $truth',
    ({ changes, truth, keys }) => {
      const outcome = judge(changes).get(id);
      expect(outcome?.truth).toBe(truth);
      if (keys) expect(outcome?.keys).toEqual(keys);
    },
  );
  test('is seen to hold, to fail and not to be told', () => {
    expect(new Set(rows.map(([, , truth]) => truth))).toEqual(new Set(['holds', 'fails', 'unknown']));
  });
});

test('every rule of the study has its cases', () => {
  const rules = [...study.inclusion, ...study.consistency, ...study.remarks];
  expect(Object.keys(RULES)).toEqual(rules.map(({ id }) => id));
});
