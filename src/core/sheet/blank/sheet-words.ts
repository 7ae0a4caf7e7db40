/** The words that the blank sheet says of its own accord, in both languages; all others come from the study. */
import { type Language, type MissingCode, type ScalarType } from '../../study/study.js';

export interface SheetWords {
  readonly version: (version: string) => string;
  readonly page: (page: number, pages: number) => string;
  readonly sendTo: (email: string) => string;
  readonly language: string;
  readonly codes: Readonly<Record<MissingCode, string>>;
  readonly howTo: (codes: readonly string[]) => string;
  readonly dates: Partial<Record<ScalarType, string>>;
  /** Cue before a question asked only after some answers: none when it cannot be said briefly. */
  readonly ifTicked: (labels: readonly string[], number: number | null) => string;
  readonly ifYes: string;
  readonly ifNo: string;
  readonly asked: (number: number) => string;
  readonly continued: string;
  /** Shown in an empty control of the Word sheet. */
  readonly clickHere: string;
}

export const SHEET_WORDS: Readonly<Record<Language, SheetWords>> = {
  fr: {
    version: (version) => `version ${version}`,
    page: (page, pages) => `page ${page} / ${pages}`,
    sendTo: (email) => `À renvoyer à ${email}`,
    language: 'français',
    codes: { NSP: 'ne sait pas', NF: 'non fait', NA: 'non applicable' },
    howTo: (codes) =>
      `Cochez les cases ; écrivez dans les cadres. Sans réponse, inscrivez ${joinWords(codes, 'ou')}.`,
    dates: { date: 'jj/mm/aaaa', month: 'mm/aaaa', year: 'aaaa' },
    ifTicked: (labels, number) =>
      `Si ${joinWords(
        labels.map((label) => `«\u202f${label}\u202f»`),
        'ou',
      )}${number === null ? '' : ` en ${number}`}`,
    ifYes: 'Si oui',
    ifNo: 'Si non',
    asked: (number) => `Selon ${number}`,
    continued: 'suite',
    clickHere: 'Cliquez pour répondre',
  },
  en: {
    version: (version) => `version ${version}`,
    page: (page, pages) => `page ${page} / ${pages}`,
    sendTo: (email) => `Send to ${email}`,
    language: 'English',
    codes: { NSP: 'not known', NF: 'not done', NA: 'not applicable' },
    howTo: (codes) =>
      `Tick the boxes; write in the frames. Without an answer, write ${joinWords(codes, 'or')}.`,
    dates: { date: 'dd/mm/yyyy', month: 'mm/yyyy', year: 'yyyy' },
    ifTicked: (labels, number) =>
      `If ${joinWords(
        labels.map((label) => `“${label}”`),
        'or',
      )}${number === null ? '' : ` in ${number}`}`,
    ifYes: 'If yes',
    ifNo: 'If no',
    asked: (number) => `According to ${number}`,
    continued: 'continued',
    clickHere: 'Click to answer',
  },
};

function joinWords(words: readonly string[], last: string): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;
}
