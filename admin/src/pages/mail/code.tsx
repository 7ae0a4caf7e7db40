/** A code of the service in words; one that has none is shown as it is. */
import { useWords } from '../../words.js';
import { codeWords } from './words.js';

const WRONG = ['failed', 'refused', 'bounced'];
const DOUBT = ['uncertain', 'held', 'waiting'];

export function useCode(): (code: string) => string {
  const words: Readonly<Record<string, string>> = useWords(codeWords);
  return (code) => words[code] ?? code.replaceAll('_', ' ');
}

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
