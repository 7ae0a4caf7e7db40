/** What can be done with the current answer, each with its key. */
import { useWords } from '../../words.js';
import type { ReviewAction } from './key-actions.js';
import { reviewWords } from './words.js';

export function ActionBar({
  act,
  mayEdit,
  sure,
  isPageOpen,
  onKeys,
}: {
  act: (action: ReviewAction) => void;
  mayEdit: boolean;
  /** How many answers of the section `a` would take. */
  sure: number;
  isPageOpen: boolean;
  onKeys: () => void;
}) {
  const t = useWords(reviewWords);
  const button = (action: ReviewAction, key: string, label: string, isOff = false) => (
    <button className="button" type="button" disabled={isOff} onClick={() => act(action)}>
      {label} <kbd>{key}</kbd>
    </button>
  );
  return (
    <div className="actions" role="toolbar" aria-label={t.answers}>
      {button('accept', '↵', t.accept, !mayEdit)}
      {button('edit', 'e', t.edit, !mayEdit)}
      {button('unknown', 'u', t.unknown, !mayEdit)}
      {button('ask', 'q', t.ask, !mayEdit)}
      {button('history', 'h', t.history)}
      {button(
        'accept_section',
        'a',
        sure === 0 ? t.nothingSure : t.acceptSection(sure),
        !mayEdit || sure === 0,
      )}
      <span className="line end">
        {button('page', 'p', isPageOpen ? t.hidePage : t.showPage)}
        <button className="button" type="button" aria-label={t.keys} onClick={onKeys}>
          <kbd>?</kbd>
        </button>
      </span>
    </div>
  );
}
