/** What case it is, where it stands, who else has it open, and the decisions on it. */
import { useEffect, useState } from 'react';
import { Meter } from '../../parts/meter.js';
import { StateTag, stateWords } from '../../parts/state.js';
import { useBoth, useFormats, useWords } from '../../words.js';
import { nameOf } from './details.js';
import type { ReviewAction } from './key-actions.js';
import type { CaseReview, StudyView } from './types.js';
import { reviewWords } from './words.js';

export function ReviewHead({
  study,
  review,
  toSee,
  isBusy,
  mayAct,
  act,
}: {
  study: StudyView;
  review: CaseReview;
  toSee: number;
  isBusy: boolean;
  mayAct: boolean;
  act: (action: ReviewAction | 'reopen') => void;
}) {
  const t = useWords(reviewWords);
  const states = useWords(stateWords);
  const both = useBoth();
  const { moment } = useFormats();
  const { reference, state, confirmation, setAsideReason, actions, people } = review;
  const disease = study.disease === null ? undefined : review.answers[study.disease];
  const reason = setAsideReason as keyof typeof states | null;
  return (
    <header className="review-head">
      <h1>{reference}</h1>
      <span className="about">
        {review.centre && <span>{review.centre.name}</span>}
        {disease && <span>{both(disease.text)}</span>}
        {state === 'draft' && <StateTag state={state} />}
        {confirmation && state === 'confirmed' && (
          <span className="tag good">{t.confirmedBy(confirmation.by, moment(confirmation.at))}</span>
        )}
        {state === 'set_aside' && <span className="tag">{t.setAsideAs(reason ? states[reason] : '')}</span>}
      </span>
      <span className="people">
        {people.map(({ id, initials, name, field }) => (
          <abbr
            key={id}
            className="initials"
            title={field ? t.presentAt(name, nameOf(study, field, both)) : t.here(name)}
          >
            {initials}
          </abbr>
        ))}
      </span>
      <span className="right line">
        {mayAct && <Saved review={review} isBusy={isBusy} onUndo={() => act('undo')} />}
        <Meter answered={review.answered} asked={review.asked} />
        {state === 'draft' && (
          <button
            className={toSee > 0 ? 'button see doubt' : 'button see'}
            type="button"
            disabled={toSee === 0}
            onClick={() => act('next_to_see')}
          >
            {t.toSee(toSee)} <kbd>n</kbd>
          </button>
        )}
        {mayAct && actions.includes('set_aside') && (
          <button className="button" type="button" onClick={() => act('set_aside')}>
            {t.setAside} <kbd>s</kbd>
          </button>
        )}
        {mayAct && actions.includes('reopen') && (
          <button className="button" type="button" onClick={() => act('reopen')}>
            {t.reopen}
          </button>
        )}
        {mayAct && actions.includes('confirm') && (
          <button className="button main" type="button" onClick={() => act('confirm')}>
            {t.confirm} <kbd>c</kbd>
          </button>
        )}
      </span>
    </header>
  );
}

/** Said quietly, with the way back as long as there is one. */
function Saved({ review, isBusy, onUndo }: { review: CaseReview; isBusy: boolean; onUndo: () => void }) {
  const t = useWords(reviewWords);
  const { undo } = review;
  const until = undo ? new Date(undo.until).getTime() : 0;
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    setNow(Date.now());
    const left = until - Date.now();
    if (left <= 0) return;
    const timer = setTimeout(() => setNow(Date.now()), left + 50);
    return () => clearTimeout(timer);
  }, [until]);
  if (isBusy) return <span className="soft saved">{t.saving}</span>;
  if (until <= now) return null;
  return (
    <span className="soft saved line" role="status">
      {t.saved}
      <button className="button plain" type="button" onClick={onUndo}>
        {t.undo} <kbd>z</kbd>
      </button>
    </span>
  );
}
