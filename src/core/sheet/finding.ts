/**
 * Findings: expected flaws of a sheet or of a file, as data. This file lists every code with its words in both
 * languages; `{detail}` is what the finding adds. Findings are shown in the draft and, where a clinician can help, asked in the letter.
 */
import { type Language, type Localised, type Study } from '../study/study.js';

export interface Finding {
  readonly code: FindingCode;
  /** Field key, or a cell's `KEY.ROW.COLUMN`. */
  readonly key?: string;
  /** What the words' `{detail}` stands for (a rule's message, a file's name, what was written). May hold an answer: never logged, never mailed. */
  readonly detail?: string;
  /** The rule of the study that the case breaches; its message is the study's (wordFinding takes it from there). */
  readonly rule?: string;
  /** Of a rule: every key and cell that it rests on, `key` being the first. */
  readonly keys?: readonly string[];
  /** The page of the sheet, from 1, where it is known; `detail` then names the page of the file. */
  readonly page?: number;
  /** Of a page that could not be read: the questions and cells that stand on it alone, as `missing` names them. */
  readonly onPage?: readonly string[];
}

export const FINDING_WORDS = {
  // The file
  unreadable_file: {
    fr: 'Le fichier « {detail} » est illisible ou endommagé.',
    en: 'The file “{detail}” cannot be read or is damaged.',
  },
  damaged_file: {
    fr: 'Le fichier « {detail} » est endommagé par endroits : ce qu’il montre n’est peut-être pas ce qui a été écrit.',
    en: 'The file “{detail}” is damaged in places: what it shows may not be what was written.',
  },
  not_a_sheet: {
    fr: 'Le fichier « {detail} » ne contient pas de fiche de recueil reconnue.',
    en: 'The file “{detail}” holds no collection sheet that we recognise.',
  },
  unsupported_format: {
    fr: 'Le format du fichier « {detail} » n’est pas lu automatiquement ici.',
    en: 'The format of the file “{detail}” is not read automatically here.',
  },
  image_only: {
    fr: 'Le fichier « {detail} » est une image (numérisation ou photo) : ses réponses sont à lire par une personne.',
    en: 'The file “{detail}” is an image (scan or photograph): a person has to read its answers.',
  },
  password_protected: {
    fr: 'Le fichier « {detail} » est protégé par un mot de passe.',
    en: 'The file “{detail}” is protected by a password.',
  },
  infected_file: {
    fr: 'Le fichier « {detail} » a été écarté par l’antivirus, sans être ouvert.',
    en: 'The file “{detail}” was put aside by the antivirus program, unopened.',
  },
  reader_stopped: {
    fr: 'La lecture du fichier « {detail} » a été arrêtée : elle demandait trop de temps ou de mémoire.',
    en: 'Reading the file “{detail}” was stopped: it took too much time or memory.',
  },
  too_large: {
    fr: 'Le fichier « {detail} » est trop volumineux pour être lu.',
    en: 'The file “{detail}” is too large to be read.',
  },
  too_nested: {
    fr: 'Le fichier « {detail} » contient trop de fichiers emboîtés.',
    en: 'The file “{detail}” holds too many files within files.',
  },
  xfa_form: {
    fr: 'Le fichier « {detail} » est un formulaire XFA, qui ne peut pas être lu.',
    en: 'The file “{detail}” is an XFA form, which cannot be read.',
  },
  other_study: {
    fr: 'La fiche appartient à une autre étude ({detail}).',
    en: 'The sheet belongs to another study ({detail}).',
  },
  unknown_version: {
    fr: 'La version de la fiche ({detail}) n’est pas connue.',
    en: 'The version of the sheet ({detail}) is not known.',
  },
  answers_in_words: {
    fr: 'Le message contient aussi des réponses en toutes lettres, à comparer avec la fiche reçue.',
    en: 'The message also holds answers in words, to be compared with the sheet that came.',
  },
  blank_sheet: { fr: 'La fiche est vide.', en: 'The sheet is blank.' },
  missing_pages: {
    fr: 'Des pages de la fiche manquent : {detail}.',
    en: 'Pages of the sheet are missing: {detail}.',
  },
  joined_files: {
    fr: 'Les pages de cette fiche viennent de {detail} fichiers du même message : vérifier qu’elles sont du même patient.',
    en: 'The pages of this sheet came as {detail} files of one message: check that they are of the same patient.',
  },
  page_not_placed: {
    fr: 'La page {detail} n’a pas pu être calée sur la fiche (repères coupés, flous ou masqués) : ses réponses sont à lire par une personne.',
    en: 'Page {detail} could not be laid over the sheet (marks cut off, blurred or covered): a person has to read its answers.',
  },
  page_by_looks: {
    fr: 'Le code de la page {detail} est illisible ; elle a été reconnue à son aspect, rien n’y est tenu pour sûr.',
    en: 'The code of page {detail} cannot be read; it was recognised by its looks, nothing on it is taken as sure.',
  },
  marks_outside: {
    fr: 'Des annotations se trouvent hors des cases, page {detail}.',
    en: 'There are notes outside the boxes, page {detail}.',
  },
  // A value
  doubtful: { fr: 'Réponse à vérifier : {detail}.', en: 'Answer to check: {detail}.' },
  unparsed: { fr: 'Réponse non comprise : « {detail} ».', en: 'Answer not understood: “{detail}”.' },
  partial_date: { fr: 'Date incomplète : {detail}.', en: 'Incomplete date: {detail}.' },
  out_of_range: { fr: 'Valeur inhabituelle : {detail}.', en: 'Unusual value: {detail}.' },
  converted: { fr: 'Valeur convertie : {detail}.', en: 'Value converted: {detail}.' },
  code_not_allowed: {
    fr: 'Ce code n’est pas prévu pour cette question : {detail}.',
    en: 'This code is not provided for this question: {detail}.',
  },
  not_shown: {
    fr: 'Réponse donnée alors que la question ne s’applique pas.',
    en: 'Answered although the question does not apply.',
  },
  shown_unknown: {
    fr: 'Réponse donnée sans que l’on sache si la question s’applique.',
    en: 'Answered, although it cannot be told whether the question applies.',
  },
  unexpected_entry: {
    fr: 'Texte trouvé hors des questions de la fiche : « {detail} ».',
    en: 'Text found outside the questions of the sheet: “{detail}”.',
  },
  // The case
  inclusion_fails: {
    fr: 'Critère d’inclusion non rempli : {detail}',
    en: 'Inclusion criterion not met: {detail}',
  },
  inconsistent: { fr: '{detail}', en: '{detail}' },
  remark: { fr: '{detail}', en: '{detail}' },
  differs: { fr: 'La nouvelle fiche donne une autre réponse.', en: 'The newer sheet gives another answer.' },
  differs_from_person: {
    fr: 'La nouvelle fiche diffère d’une réponse saisie par un investigateur ; celle-ci est gardée.',
    en: 'The newer sheet differs from an investigator’s entry, which is kept.',
  },
} as const satisfies Record<string, Localised>;

export type FindingCode = keyof typeof FINDING_WORDS;

/** The finding in words. A rule's words are in the study: without it, the rule is named by its id. */
export function wordFinding(finding: Finding, language: Language, study?: Study): string {
  return FINDING_WORDS[finding.code][language].replaceAll('{detail}', () =>
    wordDetail(finding, language, study),
  );
}

function wordDetail(finding: Finding, language: Language, study: Study | undefined): string {
  const { code, detail, rule } = finding;
  if (detail === undefined && rule !== undefined) {
    const rules = study ? [...study.inclusion, ...study.consistency, ...study.remarks] : [];
    return rules.find(({ id }) => id === rule)?.message[language] ?? rule;
  }
  if (detail === undefined || language !== 'fr') return detail ?? '';
  if (code === 'out_of_range') return detail.replace('.', ',');
  if (code === 'partial_date') return detail.split('-').reverse().join('/');
  return detail;
}
