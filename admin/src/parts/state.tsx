/** States and reasons in words, the same everywhere. */
import { defineWords, useWords } from '../words.js';

export const stateWords = defineWords({
  fr: {
    draft: 'brouillon',
    confirmed: 'confirmé',
    set_aside: 'écarté',
    not_eligible: 'non éligible',
    duplicate: 'doublon',
    withdrawn: 'retrait ou opposition',
    not_a_sheet: 'pas une fiche',
    review: 'à relire',
    clinician: 'réponse du clinicien',
    merge: 'rapprochement',
    nobody: '–',
    reader: 'lecteur',
    investigator: 'investigateur',
    lead: 'responsable',
  },
  en: {
    draft: 'draft',
    confirmed: 'confirmed',
    set_aside: 'set aside',
    not_eligible: 'not eligible',
    duplicate: 'duplicate',
    withdrawn: 'withdrawn or objected',
    not_a_sheet: 'not a sheet',
    review: 'review',
    clinician: 'the clinician',
    merge: 'a decision',
    nobody: '–',
    reader: 'reader',
    investigator: 'investigator',
    lead: 'lead',
  },
});

export function StateTag({ state }: { state: 'draft' | 'confirmed' | 'set_aside' }) {
  const words = useWords(stateWords);
  return <span className={state === 'confirmed' ? 'tag good' : 'tag'}>{words[state]}</span>;
}
