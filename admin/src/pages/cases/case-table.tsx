/** The rows of the list: headings sort, j, k and Enter open a case by keyboard. */
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { type Schemas } from '../../api/client.js';
import { useKeys } from '../../keys.js';
import { Meter } from '../../parts/meter.js';
import { StateTag, stateWords } from '../../parts/state.js';
import { useBoth, useFormats, useWords } from '../../words.js';
import { type CaseFilters, type SORTS } from './case-filters.js';
import { words } from './words.js';

export function CaseTable({
  rows,
  filters,
  change,
}: {
  rows: readonly Schemas['CaseLine'][];
  filters: CaseFilters;
  change: (changed: Partial<CaseFilters>) => void;
}) {
  const t = useWords(words);
  const s = useWords(stateWords);
  const both = useBoth();
  const { age, day } = useFormats();
  const navigate = useNavigate();
  const [at, setAt] = useState(0);
  const body = useRef<HTMLTableSectionElement>(null);
  const current = Math.min(at, rows.length - 1);
  useEffect(() => {
    body.current?.rows[current]?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const open = (reference: string | undefined): void => {
    if (reference !== undefined) void navigate(`/cas/${reference}`);
  };
  useKeys({
    j: () => setAt(Math.min(current + 1, rows.length - 1)),
    k: () => setAt(Math.max(current - 1, 0)),
    Enter: () => open(rows[current]?.reference),
  });
  const heading = (sort: (typeof SORTS)[number], label: string, className?: string) => {
    const isSorted = filters.sort === sort;
    const isUp = filters.order === 'asc';
    return (
      <th
        className={className}
        aria-sort={isSorted ? (isUp ? 'ascending' : 'descending') : 'none'}
        scope="col"
      >
        <button type="button" onClick={() => change({ sort, order: isSorted && !isUp ? 'asc' : 'desc' })}>
          {label}
          {isSorted && <span aria-hidden="true">{isUp ? ' ↑' : ' ↓'}</span>}
          {isSorted && <span className="visually-hidden">, {t.sorted(isUp)}</span>}
        </button>
      </th>
    );
  };
  return (
    <div className="wide-table">
      <table>
        <thead>
          <tr>
            {heading('reference', t.reference)}
            {heading('centre', t.centre)}
            <th scope="col">{t.disease}</th>
            {heading('state', t.state)}
            {heading('answered', t.answered)}
            {heading('unsure', t.unsure, 'number')}
            <th scope="col">{t.waits}</th>
            <th scope="col">{t.since}</th>
            {heading('receivedAt', t.receivedAt)}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row, index) => (
            <tr
              key={row.reference}
              className={index === current ? 'current' : undefined}
              onClick={() => open(row.reference)}
            >
              <td>
                <a
                  href={`#/cas/${row.reference}`}
                  onFocus={() => setAt(index)}
                  onClick={(event) => event.stopPropagation()}
                >
                  {row.reference}
                </a>
              </td>
              <td className="long">{row.centre?.name ?? ''}</td>
              <td className="long">{row.disease ? both(row.disease.label) : ''}</td>
              <td>
                <StateTag state={row.state} />{' '}
                {row.setAsideReason !== null && <span className="soft">{s[row.setAsideReason]}</span>}
                {row.confirmedBy !== null && <span className="soft">{row.confirmedBy}</span>}
              </td>
              <td>
                <Meter answered={row.answered} asked={row.asked} />
              </td>
              <td className="number">
                {row.unsure === 0 ? '' : <span className="tag doubt">{row.unsure}</span>}
              </td>
              <td>
                {s[row.waits]}
                {row.openQueries > 0 && <span className="soft"> · {row.openQueries} ?</span>}
              </td>
              <td className="soft">{age(row.since)}</td>
              <td className="soft">{day(row.receivedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
