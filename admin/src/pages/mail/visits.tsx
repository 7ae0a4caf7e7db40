/** Visits: what is asked for and has no day yet first; planned with a day, a place and an invitation. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Schemas } from '../../api/client.js';
import { Loaded } from '../../parts/loading.js';
import { useFormats, useWords } from '../../words.js';
import { answerWords } from './answer-words.js';
import { ask } from './contract.js';
import { References } from './mail-page.js';
import { PlanVisit } from './plan-visit.js';
import { useOwnLetter } from './use-own-letter.js';

export type VisitView = Schemas['VisitView'];

export function Visits() {
  const t = useWords(answerWords);
  const { moment } = useFormats();
  const { isBusy, send } = useOwnLetter();
  const [planned, setPlanned] = useState<VisitView | null>(null);
  const visits = useQuery({ queryKey: ['visits'], queryFn: () => ask<readonly VisitView[]>('/visits') });
  return (
    <Loaded query={visits}>
      {(rows) => (
        <>
          {rows.length === 0 ? (
            <p className="quiet">{t.noVisit}</p>
          ) : (
            <table>
              <thead>
                <tr>
                  {[t.asked, t.who, t.cases, t.when, t.where, t.state, ''].map((head) => (
                    <th key={head} scope="col">
                      {head || <span className="visually-hidden">{t.acts}</span>}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id} className={row.state === 'asked' ? 'to-see' : undefined}>
                    <td>{moment(row.askedAt)}</td>
                    <td className="long">
                      <Link to={`/courrier/message/${row.messageId}`}>{row.from ?? t.message}</Link>
                    </td>
                    <td>
                      <References references={row.reference === null ? [] : [row.reference]} />
                    </td>
                    <td>{row.startsAt === null ? '' : moment(row.startsAt)}</td>
                    <td className="long">{row.place}</td>
                    <td>{t.stateOf(row.state)}</td>
                    <td className="line end">
                      {row.state !== 'done' && (
                        <button className="button" type="button" onClick={() => setPlanned(row)}>
                          {row.state === 'planned' ? t.move : t.plan}
                        </button>
                      )}
                      {row.state === 'planned' && (
                        <button
                          className="button"
                          type="button"
                          disabled={isBusy}
                          onClick={() => void send(`/visits/${row.id}/done`, {}, t.stateOf('done'))}
                        >
                          {t.done}
                        </button>
                      )}
                      {(row.state === 'asked' || row.state === 'planned') && (
                        <button
                          className="button"
                          type="button"
                          disabled={isBusy}
                          onClick={() =>
                            void send(`/visits/${row.id}/cancel`, { text: '' }, t.stateOf('cancelled'))
                          }
                        >
                          {t.cancel}
                        </button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {planned && <PlanVisit visit={planned} onClose={() => setPlanned(null)} />}
        </>
      )}
    </Loaded>
  );
}
