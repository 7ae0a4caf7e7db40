/** What is to be known of the current answer: why it is doubted, what contradicts it, who touched it, what was asked. */
import { useBoth, useFormats, useWords } from '../../words.js';
import { isHeld, type Place } from './places.js';
import { type Mark } from './to-see.js';
import type { CaseReview, FieldView, StudyView } from './types.js';
import { reviewWords } from './words.js';

/** In words, for every row that is marked: the current one or not. */
export function Reasons({ place, mark, study, go }: { place: Place; mark: Mark; study: StudyView; go: Go }) {
  const t = useWords(reviewWords);
  const both = useBoth();
  const { answer, shade, findings } = mark;
  // The reader's own doubt is told once, by its reason.
  const told = findings.filter(
    ({ code }) => !(shade === 'unsure' && ['doubtful', 'unparsed'].includes(code)),
  );
  const raw = answer && answer.value === null && answer.raw !== '' && shade === 'unsure' ? answer.raw : null;
  if (shade !== 'unsure' && told.length === 0) return null;
  return (
    <div className="reasons">
      {shade === 'unsure' && (
        <p>
          <span className="tag doubt">{t.unsure}</span> {answer?.reason ? both(answer.reason) : ''}
          {raw !== null && !answer?.reason && ` ${t.read} : ${raw}`}
        </p>
      )}
      {told.map((finding, at) => {
        const others = finding.keys.filter((key) => key !== place.name);
        return (
          <p key={`${finding.code}${at}`}>
            {finding.blocking && <span className="tag doubt">{t.unsure}</span>} {both(finding.message)}{' '}
            {others.map((key) => (
              <button key={key} type="button" className="link" onClick={() => go(key)}>
                {nameOf(study, key, both)}
              </button>
            ))}
          </p>
        );
      })}
    </div>
  );
}

export type Go = (name: string) => void;

export function Details({
  mark,
  review,
  place,
  onClose,
}: {
  mark: Mark;
  review: CaseReview;
  place: Place;
  onClose: ((id: string) => void) | null;
}) {
  const t = useWords(reviewWords);
  const both = useBoth();
  const { moment } = useFormats();
  const { answer, queries } = mark;
  const there = review.people.filter(({ field }) => field === place.name);
  const help = place.field.help;
  const isPersons = answer?.origin === 'person';
  if (!isPersons && !answer?.before && queries.length === 0 && there.length === 0 && !help) return null;
  return (
    <div className="details">
      {help && <p className="soft">{both(help)}</p>}
      {answer?.by && (
        <p>
          {t.by(answer.by.name, moment(answer.by.at))}
          {answer.by.why && ` ${t.why(answer.by.why)}`}
          {isPersons &&
            ` · ${answer.before ? t.wasRead(both(answer.before.text) || answer.before.raw) : t.wasBlank}`}
        </p>
      )}
      {queries.map((query) => (
        <p key={query.id}>
          <QueryChip state={query.state} /> {t.why(query.text)}{' '}
          {query.answer && <strong>{both(query.answer)}</strong>}{' '}
          {query.state !== 'closed' && onClose && (
            <button className="link" type="button" onClick={() => onClose(query.id)}>
              {t.closeQuery}
            </button>
          )}
        </p>
      ))}
      {there.length > 0 && <p>{t.atIt(there.map(({ name }) => name).join(', '))}</p>}
    </div>
  );
}

export function QueryChip({ state }: { state: 'open' | 'asked' | 'answered' | 'closed' }) {
  const t = useWords(reviewWords);
  return <span className={`tag chip ${state}`}>{t[`query_${state}`]}</span>;
}

/** Initials, and the marks of questions and looks: beside the value, in every row. */
export function Marks({ mark }: { mark: Mark }) {
  const t = useWords(reviewWords);
  const { answer, queries } = mark;
  const asked = queries.find(({ state }) => state !== 'closed');
  return (
    <span className="marks">
      {asked && <QueryChip state={asked.state} />}
      {isHeld(answer) && answer.origin === 'person' && answer.by && (
        <abbr className="initials" title={answer.by.name}>
          {answer.by.initials}
        </abbr>
      )}
      {isHeld(answer) && answer.origin === 'reading' && answer.reviewed && (
        <span className="seen" role="img" aria-label={t.seen} title={t.seen}>
          ✓
        </span>
      )}
    </span>
  );
}

/** “14 Poids”, or “41 Visites, M0, Date” for a cell. */
export function nameOf(
  study: Pick<StudyView, 'sections'>,
  name: string,
  both: (text: { fr: string; en: string }) => string,
): string {
  const field = findField(study, name);
  if (!field) return name;
  const [row, column] = name.slice(field.key.length + 1).split('.');
  const parts = [
    field.rows?.find(({ key }) => key === row)?.label,
    field.columns.find(({ key }) => key === column)?.label,
  ].flatMap((label) => (label ? [both(label)] : []));
  return [`${field.number} ${both(field.label)}`, ...parts].join(', ');
}

export function findField({ sections }: Pick<StudyView, 'sections'>, name: string): FieldView | null {
  return (
    sections
      .flatMap(({ fields }) => fields)
      .filter(({ key }) => name === key || name.startsWith(`${key}.`))
      .sort((one, other) => other.key.length - one.key.length)[0] ?? null
  );
}
