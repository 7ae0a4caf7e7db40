/** Step 4: the study's texts of one language, as functions that fill them in. */
import { type Language, type LetterTexts } from '../study/study.js';
import { type CallTextName, type LetterTextName } from './letter-texts.js';
import { typeset } from './typeset.js';

export type Values = Readonly<Record<string, string | number>>;
/** Names of texts that come as `.one` and `.other`. */
export type CountedTextName = {
  [Name in LetterTextName]: Name extends `${infer Stem}.other` ? Stem : never;
}[LetterTextName];

export interface Speaker {
  readonly language: Language;
  /** The text, its placeholders filled. Throws RangeError for a text that the study lacks (its loader has checked). */
  readonly say: (name: LetterTextName | CallTextName, values?: Values) => string;
  /** The singular or the plural form; `{count}` is filled. In French 0 and 1 are singular. */
  readonly count: (name: CountedTextName, count: number, values?: Values) => string;
}

export function makeSpeaker(texts: LetterTexts, language: Language): Speaker {
  const plural = new Intl.PluralRules(language);
  const say = (name: string, values: Values = {}): string => {
    const text = texts[language][name];
    if (text === undefined) throw new RangeError(`letter text ${language} ${name} is missing`);
    // Filled in one go, so that a value that looks like a placeholder stays what it is; and after the
    // typography, which has no business in addresses.
    return typeset(text, language).replace(/\{([a-z_]+)\}/g, (_all, key: string) => {
      const value = values[key];
      if (value === undefined) throw new RangeError(`letter text ${language} ${name}: no value for {${key}}`);
      return String(value);
    });
  };
  return {
    language,
    say,
    count: (name, count, values = {}) =>
      say(`${name}.${plural.select(count) === 'one' ? 'one' : 'other'}`, { ...values, count }),
  };
}
