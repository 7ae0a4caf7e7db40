/** Why a value is not sure, in a person's words: every doubt in both languages, as the console shows it beside the answer. */
import { type Language, type Localised } from '../study/study.js';
import { type Doubt } from './parsed-answer.js';
import { type DoubtCode } from './reading.js';

export const DOUBT_WORDS: Readonly<Record<DoubtCode, Localised>> = {
  strategies_disagree: {
    fr: 'deux lectures de la fiche ne disent pas la même chose',
    en: 'two readings of the sheet do not say the same',
  },
  several_boxes: { fr: 'plusieurs cases cochées', en: 'several boxes ticked' },
  tick_and_glyph_disagree: {
    fr: 'la case enregistrée et la coche visible ne concordent pas',
    en: 'the stored tick and the visible one do not agree',
  },
  stale_appearance: {
    fr: 'la valeur enregistrée et celle que montre la page diffèrent',
    en: 'the stored value and what the page shows differ',
  },
  outside_box: { fr: 'le texte dépasse de sa case', en: 'the text leaves its box' },
  unknown_state: { fr: 'choix que la fiche ne propose pas', en: 'choice that the sheet does not offer' },
  unreadable_text: { fr: 'texte endommagé', en: 'damaged text' },
  damaged_file: { fr: 'fichier endommagé', en: 'damaged file' },
  from_ocr: {
    fr: 'lu par reconnaissance de caractères, à confirmer sur la page',
    en: 'read by character recognition, to be confirmed on the page',
  },
  handwritten: {
    fr: 'écriture manuscrite, à lire sur la page',
    en: 'handwriting, to be read on the page',
  },
  cancelled_box: {
    fr: 'case noircie, peut-être annulée',
    en: 'box filled in, perhaps cancelled',
  },
  marked_beside: {
    fr: 'marque à côté de la case ou autour du libellé',
    en: 'mark beside the box or around its words',
  },
  faint_mark: { fr: 'marque à peine visible', en: 'mark hardly visible' },
  unparsed: { fr: 'réponse non comprise', en: 'answer not understood' },
  ambiguous_date: {
    fr: 'date qui peut se lire de plusieurs façons',
    en: 'date that can be read in more than one way',
  },
  unit_doubtful: {
    fr: 'unité que la question ne prévoit pas',
    en: 'unit that the question does not provide for',
  },
  unit_converted_out_of_range: {
    fr: 'valeur inhabituelle après conversion de l’unité',
    en: 'unusual value after the unit was converted',
  },
  code_not_allowed: {
    fr: 'code non prévu pour cette question',
    en: 'code not provided for this question',
  },
  tampered_name: {
    fr: 'champ reconnu à sa place, son nom ayant changé',
    en: 'field recognised by its place, its name having changed',
  },
  impossible_date: { fr: 'cette date n’existe pas', en: 'this date does not exist' },
  ambiguous_number: {
    fr: 'nombre qui peut se lire de plusieurs façons',
    en: 'number that can be read in more than one way',
  },
  approximate: { fr: 'réponse approximative', en: 'approximate answer' },
  mistyped: { fr: 'faute de frappe probable', en: 'probable typing error' },
  not_whole: { fr: 'un nombre entier est demandé', en: 'a whole number is asked for' },
  negative: { fr: 'nombre négatif', en: 'negative number' },
  near_miss: {
    fr: 'n’est pas exactement un des choix proposés',
    en: 'is not exactly one of the choices offered',
  },
  extra_text: { fr: 'réponse suivie d’une remarque', en: 'answer followed by a remark' },
  missing_unclear: {
    fr: 'donnée absente, sans que l’on sache pourquoi (NSP, NF ou NA)',
    en: 'data missing, without saying why (NSP, NF or NA)',
  },
  bad_address: {
    fr: 'adresse ou numéro de forme inhabituelle',
    en: 'address or number of an unusual form',
  },
  label_differs: {
    fr: 'écrite à une question qui n’est pas tout à fait celle de la fiche',
    en: 'written at a question that is not quite the sheet’s',
  },
  other_version: { fr: 'fiche d’une autre version', en: 'sheet of another version' },
  pages_mixed: {
    fr: 'le fichier mêle les pages de plusieurs fiches',
    en: 'the file mixes the pages of several sheets',
  },
  low_confidence: { fr: 'lecture peu certaine', en: 'uncertain reading' },
};

/** Details that only a program understands are not shown. */
const WITHOUT_DETAIL: readonly DoubtCode[] = [
  'tick_and_glyph_disagree',
  'from_ocr',
  'faint_mark',
  'cancelled_box',
  'marked_beside',
  'low_confidence',
];

/** No capital and no full stop: it may stand in a sentence. */
export function wordDoubt({ code, detail }: Doubt, language: Language): string {
  const words = DOUBT_WORDS[code][language];
  if (detail === undefined || detail.trim() === '' || WITHOUT_DETAIL.includes(code)) return words;
  return language === 'fr' ? `${words}\u202f: «\u202f${detail}\u202f»` : `${words}: “${detail}”`;
}

/** Several doubts about one value, each said once. */
export function wordDoubts(doubts: readonly Doubt[], language: Language): string {
  const said = new Map<DoubtCode, string>();
  for (const doubt of doubts) if (!said.has(doubt.code)) said.set(doubt.code, wordDoubt(doubt, language));
  return [...said.values()].join(language === 'fr' ? ' ; ' : '; ');
}
