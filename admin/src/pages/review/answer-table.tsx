/** A table reviewed as a table: every cell beside its neighbours, the current one's doubts and editor below. */
import { useBoth, useWords } from '../../words.js';
import { type AnswersProps, useCurrent } from './answers.js';
import { Details, Marks, Reasons } from './details.js';
import { answerAt, isHeld, listCells, type Place } from './places.js';
import { markOf } from './to-see.js';
import type { ColumnView, FieldView } from './types.js';
import { reviewWords } from './words.js';

/** More columns than this stand as lines, as on the printed sheet. */
const MOST_COLUMNS = 6;

export function AnswerTable(props: AnswersProps & { field: FieldView }) {
  const { study, review, field, places, current, go, onClose, editor } = props;
  const t = useWords(reviewWords);
  const both = useBoth();
  const section = places.find(({ key }) => key === field.key)?.section ?? '';
  const placeAt = (row: string, column: ColumnView): Place => ({
    name: `${field.key}.${row}.${column.key}`,
    key: field.key,
    section,
    field,
    row,
    column,
  });
  const whole: Place = { name: field.key, key: field.key, section, field, row: null, column: null };
  const wholeMark = markOf(whole, review);
  const isWholeListed = places.some(({ name }) => name === field.key);
  const here = listCells(field).find(({ name }) => name === current);
  const now = here ? placeAt(here.row, here.column) : current === field.key ? whole : null;
  const rows = (field.rows ?? []).filter(
    ({ key }, at, all) =>
      !/^\d+$/.test(key) ||
      hasCells(props, field, key) ||
      here?.row === key ||
      hasCells(props, field, all[at - 1]?.key ?? '') ||
      at === 0,
  );
  const isTurned = field.columns.length > MOST_COLUMNS;
  const head = (column: ColumnView) => (
    <>
      {both(column.label)}
      {column.unit && <span className="unit"> {both(column.unit)}</span>}
    </>
  );
  const cell = (row: string, column: ColumnView) => (
    <Cell key={`${row}.${column.key}`} {...props} place={placeAt(row, column)} />
  );
  return (
    <li
      className={`row table ${wholeMark.shade === 'sure' ? '' : wholeMark.shade}${now === whole ? ' current' : ''}`}
    >
      <WholeHead {...props} whole={whole} isListed={isWholeListed || now === whole} />
      <div className="scroll" tabIndex={-1}>
        <table className="grid">
          <caption className="visually-hidden">{both(field.label)}</caption>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">{t.row}</span>
              </th>
              {isTurned
                ? rows.map(({ key, label }) => (
                    <th key={key} scope="col">
                      {both(label)}
                    </th>
                  ))
                : field.columns.map((column) => (
                    <th key={column.key} scope="col">
                      {head(column)}
                    </th>
                  ))}
            </tr>
          </thead>
          <tbody>
            {isTurned
              ? field.columns.map((column) => (
                  <tr key={column.key}>
                    <th scope="row">{head(column)}</th>
                    {rows.map(({ key }) => cell(key, column))}
                  </tr>
                ))
              : rows.map(({ key, label }) => (
                  <tr key={key}>
                    <th scope="row">{both(label)}</th>
                    {field.columns.map((column) => cell(key, column))}
                  </tr>
                ))}
          </tbody>
        </table>
      </div>
      {listMarked(props, field).map((place) => (
        <div key={place.name} className={place.name === current ? 'cell-note current' : 'cell-note'}>
          <button type="button" className="link" onClick={() => go(place.name)}>
            {both(field.rows?.find(({ key }) => key === place.row)?.label ?? field.label)}
            {place.column && `, ${both(place.column.label)}`}
          </button>
          <Reasons place={place} mark={markOf(place, review)} study={study} go={go} />
        </div>
      ))}
      {now && <Details mark={markOf(now, review)} review={review} place={now} onClose={onClose} />}
      {now && editor}
    </li>
  );
}

function WholeHead({
  review,
  go,
  current,
  whole,
  isListed,
  study,
}: AnswersProps & { whole: Place; isListed: boolean }) {
  const t = useWords(reviewWords);
  const both = useBoth();
  const mark = markOf(whole, review);
  const isCurrent = current === whole.name;
  const ref = useCurrent<HTMLButtonElement>(isCurrent);
  const { field } = whole;
  const isCode = isHeld(mark.answer) && !Array.isArray(mark.answer.value);
  const label = (
    <span className="label">
      <span className="number">{field.number}</span>
      <span>{both(field.label)}</span>
    </span>
  );
  if (!isListed) return <p className="table-head">{label}</p>;
  return (
    <>
      <button
        ref={ref}
        type="button"
        data-place={whole.name}
        aria-current={isCurrent ? 'true' : undefined}
        onClick={() => go(whole.name)}
      >
        {label}
        <span className="value">
          {isCode && both(mark.answer?.text ?? { fr: '', en: '' })}
          {!isHeld(mark.answer) && (
            <span className="none">{mark.shade === 'missing' ? t.missing : t.blank}</span>
          )}
        </span>
        <Marks mark={mark} />
      </button>
      <Reasons place={whole} mark={mark} study={study} go={go} />
    </>
  );
}

function Cell({ review, place, current, go }: AnswersProps & { place: Place }) {
  const t = useWords(reviewWords);
  const both = useBoth();
  const mark = markOf(place, review);
  const isCurrent = place.name === current;
  const ref = useCurrent<HTMLButtonElement>(isCurrent);
  const { answer } = mark;
  const isRemarked = mark.findings.some(({ blocking }) => blocking);
  const shade = mark.shade === 'sure' && isRemarked ? 'unsure' : mark.shade;
  const says = isHeld(answer) ? both(answer.text) || answer.raw || '–' : shade === 'missing' ? t.missing : '';
  const name = `${both(place.column?.label ?? place.field.label)} : ${says || t.blank}`;
  return (
    <td className={`${shade}${isCurrent ? ' current' : ''}`}>
      <button
        ref={ref}
        type="button"
        data-place={place.name}
        tabIndex={isCurrent ? 0 : -1}
        aria-current={isCurrent ? 'true' : undefined}
        aria-label={shade === 'unsure' ? `${name}, ${t.unsure}` : name}
        onClick={() => go(place.name)}
      >
        <span className={shade === 'missing' ? 'none' : undefined}>{says}</span>
        {shade === 'unsure' && <span className="doubt-sign">?</span>}
        <Marks mark={mark} />
      </button>
    </td>
  );
}

function hasCells({ review, places }: AnswersProps, field: FieldView, row: string): boolean {
  const held = Object.keys(review.answers[field.key]?.cells ?? {}).some((cell) => cell.startsWith(`${row}.`));
  return held || places.some((place) => place.key === field.key && place.row === row);
}

/** The cells of which something is said, in words, below the table. */
function listMarked({ review, places }: AnswersProps, field: FieldView): Place[] {
  return places.filter((place) => {
    if (place.key !== field.key || place.row === null) return false;
    const { shade, findings } = markOf(place, review);
    return (
      (shade === 'unsure' || findings.some(({ blocking }) => blocking)) && answerAt(review, place) !== null
    );
  });
}
