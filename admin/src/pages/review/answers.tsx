/** The answers, section by section: one line a question, tables as tables. */
import { Fragment, type ReactNode, useEffect, useRef } from 'react';
import { useBoth, useWords } from '../../words.js';
import { AnswerTable } from './answer-table.js';
import { Details, type Go, Marks, Reasons } from './details.js';
import { isHeld, type Place } from './places.js';
import { markOf } from './to-see.js';
import type { CaseReview, StudyView } from './types.js';
import { reviewWords } from './words.js';

export interface AnswersProps {
  study: StudyView;
  review: CaseReview;
  /** What is listed. */
  places: readonly Place[];
  current: string | null;
  go: Go;
  onClose: ((queryId: string) => void) | null;
  /** The editor, below the answer that is being changed. */
  editor: ReactNode;
}

export function Answers(props: AnswersProps) {
  const { study, places } = props;
  const t = useWords(reviewWords);
  const both = useBoth();
  const sections = study.sections.filter(({ key }) => places.some(({ section }) => section === key));
  if (sections.length === 0) return <p className="quiet">{t.emptySearch}</p>;
  return sections.map(({ key, title }) => (
    <section key={key} className="answers" aria-labelledby={`section-${key}`}>
      <h2 id={`section-${key}`}>{both(title)}</h2>
      <ul>
        {listRows(places.filter(({ section }) => section === key)).map((row) => (
          <Fragment key={row.key}>
            {row.field.type === 'table' ? (
              <AnswerTable {...props} field={row.field} />
            ) : (
              <FieldRow {...props} place={row} />
            )}
          </Fragment>
        ))}
      </ul>
    </section>
  ));
}

/** A table is one row, whatever of it is listed. */
function listRows(places: readonly Place[]): Place[] {
  return places.filter((place, at) => places.findIndex(({ key }) => key === place.key) === at);
}

function FieldRow({ study, review, place, current, go, onClose, editor }: AnswersProps & { place: Place }) {
  const t = useWords(reviewWords);
  const both = useBoth();
  const mark = markOf(place, review);
  const { field, name } = place;
  const isCurrent = name === current;
  const ref = useCurrent<HTMLButtonElement>(isCurrent);
  const condition = review.shown[place.key];
  return (
    <li className={`row ${mark.shade}${isCurrent ? ' current' : ''}`}>
      <button
        ref={ref}
        type="button"
        data-place={name}
        aria-current={isCurrent ? 'true' : undefined}
        onClick={() => go(name)}
      >
        <span className="label">
          <span className="number">{field.number}</span>
          <span>
            {both(field.label)}
            {field.hasCondition && condition !== 'yes' && (
              <small className="soft"> {condition === 'no' ? t.notAsked : t.mayNotApply}</small>
            )}
          </span>
        </span>
        <span className="value">
          {isHeld(mark.answer) ? (
            <>
              {both(mark.answer.text) || mark.answer.raw || '–'}
              {field.unit && typeof mark.answer.value !== 'string' && (
                <span className="unit"> {both(field.unit)}</span>
              )}
            </>
          ) : (
            <span className="none">{mark.shade === 'missing' ? t.missing : t.blank}</span>
          )}
        </span>
        <Marks mark={mark} />
      </button>
      <Reasons place={place} mark={mark} study={study} go={go} />
      {isCurrent && <Details mark={mark} review={review} place={place} onClose={onClose} />}
      {isCurrent && editor}
    </li>
  );
}

/** The current answer has the focus and is in sight; what is being typed keeps it. */
export function useCurrent<T extends HTMLElement>(isCurrent: boolean) {
  const ref = useRef<T>(null);
  useEffect(() => {
    if (!isCurrent) return;
    ref.current?.scrollIntoView({ block: 'nearest' });
    if (!document.querySelector('dialog[open]')) ref.current?.focus({ preventScroll: true });
  }, [isCurrent]);
  return ref;
}
