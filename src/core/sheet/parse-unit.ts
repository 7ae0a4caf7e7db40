/**
 * Units written after a number: which of the study's spellings it is, and the factor into the field's own unit. Only
 * units that the definition names are known; anything else is a doubt, for a guessed unit is a wrong value.
 */
import { type Question } from '../study/study.js';
import { foldForGrammar } from './normalise-text.js';

type Unit = NonNullable<Question['unit']>;

/**
 * One spelling for each unit: no spaces, µ as u, mm³ as mm3, powers of ten as 10^9 however written (10*9, 10⁹, 10e9,
 * x10^9). Case is kept.
 */
export function foldUnit(text: string): string {
  return foldForGrammar(text)
    .replace(/\s+/g, '')
    .replace(/[\u00b5\u03bc]/gu, 'u')
    .replace(/[×·∗]/gu, '*')
    .replace(/^[*xX](?=10)/, '')
    .replace(/(?<!\d)10(?:\^|\*\*?|[eE]\+?)(\d+)/g, '10^$1')
    .replace(/([a-zA-Z])\^(\d)/g, '$1$2')
    .replace(/\.$/, '');
}

/** Factor into the question's own unit (1: another spelling of it). Null when the study does not know the unit. */
export function findUnitFactor(unit: Unit, written: string): number | null {
  const spellings = [
    { unit: unit.code, factor: 1 },
    { unit: unit.label.fr, factor: 1 },
    { unit: unit.label.en, factor: 1 },
    ...unit.accepts,
  ].map(({ unit: spelling, factor }): readonly [string, number] => [foldUnit(spelling), factor]);
  const folded = foldUnit(written);
  const exact = spellings.find(([spelling]) => spelling === folded);
  if (exact) return exact[1];
  // Clinicians write g/dl, G/DL, ui/l. Where two spellings differ by case alone and in their factor, case decides.
  const near = spellings.filter(([spelling]) => spelling.toLowerCase() === folded.toLowerCase());
  const factors = new Set(near.map(([, factor]) => factor));
  const [first] = factors;
  return factors.size === 1 && first !== undefined && !isOtherPrefix(near, folded) ? first : null;
}

/** mU and MU, mmol and Mmol: a thousand million apart, never folded into one another unless all is in capitals. */
function isOtherPrefix(near: readonly (readonly [string, number])[], folded: string): boolean {
  const isShouted = folded === folded.toUpperCase() && /[A-Z]{2}/.test(folded.replace(/U/g, ''));
  return near.every(([spelling]) => /^[mM]/.test(spelling) && spelling[0] !== folded[0]) && !isShouted;
}
