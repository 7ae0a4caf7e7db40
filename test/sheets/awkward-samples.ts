/** What a clinician writes that no form expects, with its value; `doubtful` where it can be read in two ways. */
import { type Column, type Field, type ScalarType } from '../../src/core/study/study.js';

export type Sample = readonly [raw: string, value: unknown, doubtful?: true];

const LONG =
  'Hôpital de l’Œuvre-Dieu et des Sœurs réunies, bâtiment « Noël », 3e étage, aile ouest, porte n° 12 bis';
const HISTORY =
  'Œdèmes dès 2015 ; créatinine à 250 µmol/L, protéinurie (1,5 g/g) < 3 g/g ; coût : 12 000 €. Puis rechute à M6, traitée ' +
  'par bolus (3 × 500 mg), cyclophosphamide, échanges plasmatiques ; amélioration « nette » d’après le médecin traitant, ' +
  'qui a revu le patient à trois reprises, l’été suivant, sans nouvel épisode, puis à nouveau en décembre à Besançon.';

export function sampleAwkwardly(question: Field | Column, type: ScalarType, turn: number): Sample {
  const code = question.codesAllowed[turn % 3] ?? question.codesAllowed[0];
  // In a low cell of a table nobody writes a sentence.
  const isCell = !('number' in question);
  const missing: Sample | null = code === undefined ? null : [code, { missing: code }];
  const pick = (...samples: readonly (Sample | null)[]): Sample => {
    const usable = samples.flatMap((sample) => (sample ? [sample] : []));
    const [first] = usable;
    const chosen = usable[turn % usable.length] ?? first;
    if (!chosen) throw new Error('no sample');
    return chosen;
  };
  const same = (text: string): Sample => [text, text];
  switch (type) {
    case 'text':
      if (isCell) return pick(same('1/320'), same('Œ. à 3 µg'), missing, same('L’été (5 €)'));
      return pick(same(LONG), same('Ç. d’Œuvre & fils (5 €, 3 µg)'), missing);
    case 'long_text':
      return pick(same(HISTORY), missing, same('Rien à signaler'));
    case 'integer':
    case 'decimal': {
      const middle = Math.round(((question.softMin ?? 1) + (question.softMax ?? 90)) / 2);
      return pick(
        [`< ${middle}`, { value: middle, comparator: '<' }],
        missing,
        type === 'decimal' ? [`${middle},25`, middle + 0.25] : [String(middle), middle],
        [`>${middle}`, { value: middle, comparator: '>' }],
        question.unit ? [`${middle} ${question.unit.label.fr}`, middle] : null,
      );
    }
    case 'year':
      return pick(missing, ['1962', 1962]);
    case 'date':
      return pick(
        ['3/4/2021', '2021-04-03'],
        ['03/2021', '2021-03'],
        missing,
        ['3/21', '2021-03', true],
        ['1er août 2020', '2020-08-01'],
        ['2019', '2019'],
      );
    case 'month':
      return pick(['3/21', '2021-03', true], missing, ['févr. 2020', '2020-02'], ['2019', '2019']);
    case 'email':
      return same('anne-cecile.d_oeuvre+fiches@chu-valmont.test');
    case 'phone':
      return same('+33 1 99 00 12 34');
    case 'yes_no':
    case 'one_of':
      throw new Error('ticks are not written');
  }
}
