/** How a sheet came that did not come by mail. */
import { defineWords, useWords } from '../../words.js';
import { mailWords } from './words.js';

export const ORIGINS = ['fax', 'post', 'visit', 'telephone', 'other'] as const;
export type Origin = (typeof ORIGINS)[number];

const words = defineWords({
  fr: { how: 'Comment est-elle arrivée ?' },
  en: { how: 'How did it come?' },
});

export function OriginChoice({ origin, onChange }: { origin: Origin; onChange: (origin: Origin) => void }) {
  const t = useWords(words);
  const names = useWords(mailWords);
  return (
    <fieldset className="origin">
      <legend>{t.how}</legend>
      <span className="line">
        {ORIGINS.map((one) => (
          <label key={one} className="choice">
            <input type="radio" name="origin" checked={origin === one} onChange={() => onChange(one)} />
            {names[one]}
          </label>
        ))}
      </span>
    </fieldset>
  );
}
