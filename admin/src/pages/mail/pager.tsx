/** The pages of a long list: which rows are shown, and the ones before and after. */
import { useFormats, useWords } from '../../words.js';
import { mailWords } from './words.js';

export const PAGE = 50;

export function Pager({
  offset,
  total,
  onChange,
}: {
  offset: number;
  total: number;
  onChange: (offset: number) => void;
}) {
  const t = useWords(mailWords);
  const { number } = useFormats();
  if (total <= PAGE) return null;
  return (
    <p className="line end pager">
      <span className="soft">
        {number(offset + 1)}–{number(Math.min(total, offset + PAGE))} / {number(total)}
      </span>
      <button
        className="button"
        type="button"
        disabled={offset === 0}
        onClick={() => onChange(Math.max(0, offset - PAGE))}
      >
        {t.newer}
      </button>
      <button
        className="button"
        type="button"
        disabled={offset + PAGE >= total}
        onClick={() => onChange(offset + PAGE)}
      >
        {t.more}
      </button>
    </p>
  );
}
