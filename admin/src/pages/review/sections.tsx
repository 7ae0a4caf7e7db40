/** The sections with their counts: how much is there, and whether something needs an eye. */
import { useBoth, useWords } from '../../words.js';
import { type Place } from './places.js';
import { countSection, type ToSee } from './to-see.js';
import type { CaseReview, StudyView } from './types.js';
import { reviewWords } from './words.js';

export function Sections({
  study,
  review,
  places,
  toSee,
  current,
  onChoose,
}: {
  study: StudyView;
  review: CaseReview;
  places: readonly Place[];
  toSee: readonly ToSee[];
  current: string | null;
  onChoose: (section: string) => void;
}) {
  const t = useWords(reviewWords);
  const both = useBoth();
  return (
    <nav className="sections" aria-label={t.sections}>
      <ul>
        {study.sections.map(({ key, title }) => {
          const { held, asked, toSee: count } = countSection(places, review, toSee, key);
          return (
            <li key={key}>
              <button
                type="button"
                aria-current={key === current ? 'true' : undefined}
                onClick={() => onChoose(key)}
              >
                <span>{both(title)}</span>
                <span className="count">
                  {held}/{asked}
                </span>
                <span className="eye" title={count > 0 ? t.sectionToSee(count) : undefined}>
                  {count > 0 && (
                    <>
                      <span aria-hidden="true">!</span>
                      <span className="visually-hidden">{t.sectionToSee(count)}</span>
                    </>
                  )}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** All answers, or what needs an eye alone. */
export function ListTabs({
  onlyToSee,
  toSee,
  all,
  isOff,
  onChange,
}: {
  onlyToSee: boolean;
  toSee: number;
  all: number;
  /** Nothing has needed an eye since the case was opened. */
  isOff: boolean;
  onChange: (onlyToSee: boolean) => void;
}) {
  const t = useWords(reviewWords);
  return (
    <div className="line tabs">
      <button type="button" aria-pressed={!onlyToSee} onClick={() => onChange(false)}>
        {t.all} ({all})
      </button>
      <button type="button" aria-pressed={onlyToSee} disabled={isOff} onClick={() => onChange(true)}>
        {t.onlyToSee} ({toSee})
      </button>
      <kbd>v</kbd>
    </div>
  );
}
