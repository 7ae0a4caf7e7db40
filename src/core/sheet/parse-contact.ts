/** E-mail addresses and telephone numbers: kept as written, doubted when they cannot be ones. */
import { foldForGrammar, normaliseText } from './normalise-text.js';
import { type ParsedAnswer, readAsDoubtful, readAsSure } from './parsed-answer.js';

/** The plain form of RFC 5322's addr-spec with a domain of two labels or more; quoted local parts are not looked for. */
const EMAIL = /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)+$/i;
/** E.164 allows 15 digits; an extension may follow. */
const PHONE = /^\+?[\d (][\d ()./-]{4,28}\d(?: ?(?:poste|ext\.?|p\.?|x) ?\d{1,6})?$/i;

export function parseEmail(raw: string): ParsedAnswer {
  const text = normaliseText(raw)
    .replace(/^mailto:\s*/i, '')
    .replace(/^<(.*)>$/, '$1')
    .trim();
  return EMAIL.test(text) && !text.includes('..') && text.length <= 254
    ? readAsSure(text)
    : readAsDoubtful(normaliseText(raw), 'bad_address', normaliseText(raw));
}

export function parsePhone(raw: string): ParsedAnswer {
  const text = normaliseText(raw);
  const digits = text.replace(/(?:poste|ext\.?|p\.?|x) ?\d+$/i, '').replace(/\D/g, '').length;
  return PHONE.test(foldForGrammar(text)) && digits >= 8 && digits <= 15
    ? readAsSure(text)
    : readAsDoubtful(text, 'bad_address', text);
}
