/**
 * Step 3: a notice of absence, also one whose headers and subject do not say so: nobody is to be answered or bothered, and whoever is away is not
 * reminded before coming back.
 */
import { listOwnLines } from '../letter/own-words.js';
import { readDate } from '../sheet/date-grammar.js';
import { foldWords } from '../sheet/normalise-text.js';

export interface Absence {
  /** The last day away, or the day of return, `YYYY-MM-DD`; null when it is not said. */
  readonly until: string | null;
}

const MOST_WORDS = 160;
const AWAY = new RegExp(
  [
    String.raw`\b(?:je (?:suis|serai|reste)|nous sommes|le dr [a-z-]+ est|actuellement)\b[^.!?\n]{0,40}\b(?:absente?s?|en conges?|en vacances|en deplacement|en mission|en formation|hors d[eu] (?:bureau|service))\b`,
    String.raw`\babsente? (?:du|jusqu|pour|de mon|a partir)`,
    String.raw`\b(?:i am|i'm|i m|i will be|i'll be|we are|currently)\b[^.!?\n]{0,40}\b(?:out of (?:the )?office|away|on (?:annual |maternity |parental |sick |study )?leave|on holidays?|on vacation)\b`,
  ].join('|'),
);
/** What a notice adds, and a message written by the way seldom does. */
const NOTICE =
  /\b(?:jusqu|de retour|retour le|a mon retour|mon absence|en cas d'?\s?urgence|du \d|until|return|back (?:on|in)|in my absence|my absence|urgent(?:ly)?|emergency|from \d)/;
const ENDS =
  /(?:jusqu'?\s?(?:au|a) |de retour (?:le |a partir du )?|retour (?:prevu )?le |\bau |until (?:the )?|back (?:in the office )?(?:on )?|return(?:ing)? (?:to the office )?(?:on )?|through )((?:[a-z]+ )?\d[\w./ -]{2,24}|[a-z]+ \d{1,2},? \d{4})/g;

/** Null for any other message. @param today `YYYY-MM-DD` */
export function readAway(
  { subject, text }: { subject: string; text: string },
  today: string,
): Absence | null {
  const said = foldWords(listOwnLines(text).join('\n')).replace(/[ \t]+/g, ' ');
  if (said.split(/\s+/).length > MOST_WORDS || said.includes('?')) return null;
  const isNotice = AWAY.test(said) && (NOTICE.test(said) || /absen|out of/.test(foldWords(subject)));
  if (!isNotice) return null;
  const dates = [...said.replace(/\n/g, ' ').matchAll(ENDS)]
    .flatMap(([, words = '']) => readFirstDate(words, today) ?? [])
    .filter((date) => date >= today);
  // “Du 3 au 15, de retour le 16”: the latest.
  return { until: dates.sort().at(-1) ?? null };
}

/** The longest beginning that is a day; without a year the next such day is meant. */
function readFirstDate(words: string, today: string): string | null {
  const parts = words.trim().split(' ');
  const year = Number(today.slice(0, 4));
  for (let count = parts.length; count > 0; count -= 1) {
    const text = parts
      .slice(0, count)
      .join(' ')
      .replace(/[.,;]$/, '');
    const dated = readDay(text, today);
    if (dated !== null) return dated >= today ? dated : null;
    const joint = /\d\/\d/.test(text) ? '/' : ' ';
    const next = [year, year + 1]
      .flatMap((one) => readDay(`${text}${joint}${one}`, today) ?? [])
      .find((day) => day >= today);
    if (next !== undefined) return next;
  }
  return null;
}

function readDay(text: string, today: string): string | null {
  const parts = readDate(text, { today, monthMayComeFirst: false, asksMonth: false })?.parts;
  if (!parts || parts.month === undefined || parts.day === undefined) return null;
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${parts.year}-${pad(parts.month)}-${pad(parts.day)}`;
}
