/** How much of what is asked is there: a bar with its number. */
import { useLanguage } from '../words.js';

export function Meter({ answered, asked }: { answered: number; asked: number }) {
  const language = useLanguage();
  const share = asked === 0 ? 0 : answered / asked;
  const label = language === 'fr' ? `${answered} réponses sur ${asked}` : `${answered} of ${asked} answers`;
  return (
    <span className="meter">
      <span role="img" aria-label={label}>
        <span style={{ width: `${share * 100}%` }} />
      </span>
      <span aria-hidden="true">
        {answered}/{asked}
      </span>
    </span>
  );
}
