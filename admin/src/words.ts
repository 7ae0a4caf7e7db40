/** The console's words, in both languages side by side, and how numbers, dates and ages are written. */
import { createContext, useContext } from 'react';

export type Language = 'fr' | 'en';
export interface Both {
  readonly fr: string;
  readonly en: string;
}
type Words = Readonly<Record<string, string | ((...values: never[]) => string)>>;

export const LanguageContext = createContext<Language>('fr');
export const useLanguage = (): Language => useContext(LanguageContext);

/** French typography is set here, so that whoever writes the words need not type the narrow spaces. */
export function defineWords<const T extends Words>(words: {
  readonly fr: T;
  readonly en: { readonly [K in keyof T]: T[K] extends string ? string : T[K] };
}): Record<Language, T> {
  const fr = Object.fromEntries(
    Object.entries(words.fr).map(([key, word]) => [
      key,
      typeof word === 'string' ? typeset(word) : (...values: never[]) => typeset(word(...values)),
    ]),
  );
  return { fr: fr as T, en: words.en as unknown as T };
}

export function useWords<T>(words: Record<Language, T>): T {
  return words[useLanguage()];
}

/** A text that the service gives in both languages. */
export function useBoth(): (text: Both) => string {
  const language = useLanguage();
  return (text) => text[language];
}

export function typeset(text: string): string {
  return text.replace(/ (?=[:;!?»])/g, '\u202f').replace(/« /g, '«\u202f');
}

export interface Formats {
  /** 12 345 */
  readonly number: (value: number) => string;
  readonly percent: (share: number) => string;
  /** 09/03/2020 */
  readonly day: (iso: string) => string;
  /** 09/03/2020 14:05 */
  readonly moment: (iso: string) => string;
  readonly time: (iso: string) => string;
  /** il y a 3 jours */
  readonly age: (iso: string, now?: number) => string;
}

const DAY = 86_400_000;

function makeFormats(language: Language): Formats {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  const timeZone = 'Europe/Paris';
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  const day = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'short' });
  const time = new Intl.DateTimeFormat(locale, { timeZone, timeStyle: 'short' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return {
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    day: (iso) => day.format(new Date(iso)),
    moment: (iso) => `${day.format(new Date(iso))} ${time.format(new Date(iso))}`,
    time: (iso) => time.format(new Date(iso)),
    age: (iso, now = Date.now()) => {
      const past = Math.max(0, now - new Date(iso).getTime());
      if (past < 60_000) return language === 'fr' ? 'à l’instant' : 'just now';
      if (past < 3_600_000) return relative.format(-Math.floor(past / 60_000), 'minute');
      if (past < DAY) return relative.format(-Math.floor(past / 3_600_000), 'hour');
      return relative.format(-Math.floor(past / DAY), 'day');
    },
  };
}
const formats = { fr: makeFormats('fr'), en: makeFormats('en') };
export const useFormats = (): Formats => formats[useLanguage()];
