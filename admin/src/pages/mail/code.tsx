/** A code of the service in words; one that has none is shown as it is. */
import { useLanguage, useWords } from '../../words.js';
import { outcomeCodes, seeCodes, stateCodes } from './code-words.js';
import { mailWords } from './words.js';

const LISTS = { state: stateCodes, outcome: outcomeCodes, see: seeCodes } as const;

export function useCode(list: keyof typeof LISTS = 'state'): (code: string) => string {
  const language = useLanguage();
  const words: Readonly<Record<string, string>> = LISTS[list][language];
  return (code) => words[code] ?? code.replaceAll('_', ' ');
}

const WRONG = ['failed', 'refused', 'bounced'];
const DOUBT = ['uncertain', 'held'];

export function CodeTag({ code }: { code: string }) {
  const word = useCode();
  const shade = WRONG.includes(code)
    ? 'wrong'
    : DOUBT.includes(code)
      ? 'doubt'
      : code === 'sent'
        ? 'good'
        : '';
  return <span className={`tag ${shade}`.trim()}>{word(code)}</span>;
}

/** Why a person should look at a message. */
export function SeeTag({ code }: { code: string }) {
  const t = useWords(mailWords);
  const word = useCode('see');
  return <span className="tag doubt">{t.toSeeFor(word(code.replace(/^unanswered_/, '')))}</span>;
}
