/** Courrier: what came in, what waits to leave, what is planned, what left. */
import { useQuery, keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, NavLink, Route, Routes, useSearchParams } from 'react-router';
import { Loaded } from '../../parts/loading.js';
import { useFormats, useWords } from '../../words.js';
import { answerWords } from './answer-words.js';
import { CodeTag, SeeTag, useCode } from './code.js';
import { ask, type LetterRow, type Listed, type MessageRow } from './contract.js';
import { ImportDialog } from './import-mail.js';
import { LetterPage } from './letter-page.js';
import { MessagePage } from './message-page.js';
import { Outbox } from './outbox.js';
import { PAGE, Pager } from './pager.js';
import { useMailAct } from './use-mail-act.js';
import { Visits } from './visits.js';
import { mailWords } from './words.js';
import './mail.css';

export function MailPage() {
  return (
    <Routes>
      <Route path="message/:id" element={<MessagePage />} />
      <Route path="lettre/:id" element={<LetterPage />} />
      <Route path="envoyes" element={<Box list={<Letters />} />} />
      <Route path="visites" element={<Box list={<Visits />} />} />
      <Route path="attente" element={<Box list={<Outbox />} />} />
      <Route path="*" element={<Box list={<Messages />} />} />
    </Routes>
  );
}

function Box({ list }: { list: React.ReactNode }) {
  const t = useWords(mailWords);
  const own = useWords(answerWords);
  return (
    <main className="page">
      <div className="inner mail">
        <div className="heading">
          <h1>{t.title}</h1>
          <nav className="line tabs" aria-label={t.title}>
            <NavLink to="/courrier" end>
              {t.inbox}
            </NavLink>
            <NavLink to="/courrier/attente">{t.waiting}</NavLink>
            <NavLink to="/courrier/envoyes">{t.letters}</NavLink>
            <NavLink to="/courrier/visites">{own.visits}</NavLink>
          </nav>
        </div>
        {list}
      </div>
    </main>
  );
}

function Messages() {
  const t = useWords(mailWords);
  const { moment } = useFormats();
  const word = useCode('outcome');
  const { act, isBusy } = useMailAct();
  const [params, setParams] = useSearchParams();
  const [offset, setOffset] = useState(0);
  const [isImporting, setImporting] = useState(false);
  const onlyToSee = params.get('toSee') === 'true';
  const q = params.get('q') ?? '';
  const change = (name: string, value: string): void => {
    setOffset(0);
    setParams(
      (held) => {
        const next = new URLSearchParams(held);
        if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  };
  const query = new URLSearchParams({ limit: String(PAGE), offset: String(offset) });
  if (onlyToSee) query.set('toSee', 'true');
  if (q !== '') query.set('q', q);
  const messages = useQuery({
    queryKey: ['messages', query.toString()],
    queryFn: () => ask<Listed<MessageRow>>(`/messages?${query.toString()}`),
    placeholderData: keepPreviousData,
  });
  const names: Readonly<Record<string, string | ((...values: never[]) => string)>> = t;
  return (
    <>
      <div className="line filters">
        <input
          type="search"
          aria-label={t.search}
          placeholder={t.search}
          value={q}
          onChange={({ target }) => change('q', target.value)}
        />
        <label className="choice">
          <input
            type="checkbox"
            checked={onlyToSee}
            onChange={({ target }) => change('toSee', target.checked ? 'true' : '')}
          />
          {t.onlyToSee}
        </label>
        <button className="button" type="button" onClick={() => setImporting(true)}>
          {t.importMail}
        </button>
        {isImporting && <ImportDialog onClose={() => setImporting(false)} />}
      </div>
      <Loaded query={messages}>
        {({ rows, total }) =>
          rows.length === 0 ? (
            <p className="quiet">{t.none}</p>
          ) : (
            <>
              <table>
                <thead>
                  <tr>
                    {[t.received, t.from, t.subject, t.cases, t.state, ''].map((head) => (
                      <th key={head} scope="col">
                        {head || <span className="visually-hidden">{t.retry}</span>}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => {
                    const origin = names[row.origin];
                    return (
                      <tr key={row.id} className={row.toSee === null ? undefined : 'to-see'}>
                        <td>{moment(row.receivedAt)}</td>
                        <td className="long">
                          {row.from ?? ''}{' '}
                          {row.origin !== 'mail' && (
                            <span className="tag">{typeof origin === 'string' ? origin : row.origin}</span>
                          )}
                        </td>
                        <td className="long">
                          <Link to={`/courrier/message/${row.id}`}>{row.subject || t.noSubject}</Link>
                        </td>
                        <td>
                          <References references={row.references} />
                        </td>
                        <td>
                          <CodeTag code={row.state} />{' '}
                          <span className="soft">{[...new Set(row.outcomes)].map(word).join(', ')}</span>{' '}
                          {row.toSee !== null && <SeeTag code={row.toSee} />}
                        </td>
                        <td className="line end">
                          {row.state === 'failed' && (
                            <button
                              className="button"
                              type="button"
                              disabled={isBusy}
                              onClick={() => void act(`/messages/${row.id}/retry`)}
                            >
                              {t.retry}
                            </button>
                          )}
                        </td>
                      </tr>
                    );
                  })}
                </tbody>
              </table>
              <Pager offset={offset} total={total} onChange={setOffset} />
            </>
          )
        }
      </Loaded>
    </>
  );
}

function Letters() {
  const t = useWords(mailWords);
  const { moment } = useFormats();
  const word = useCode('outcome');
  const told = useCode();
  const [offset, setOffset] = useState(0);
  const letters = useQuery({
    queryKey: ['letters', offset],
    queryFn: () => ask<Listed<LetterRow>>(`/letters?limit=${PAGE}&offset=${offset}`),
    placeholderData: keepPreviousData,
  });
  return (
    <Loaded query={letters}>
      {({ rows, total }) =>
        rows.length === 0 ? (
          <p className="quiet">{t.noLetter}</p>
        ) : (
          <>
            <table>
              <thead>
                <tr>
                  {[t.created, t.to, t.subject, t.cases, t.kind, t.state].map((head) => (
                    <th key={head} scope="col">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id}>
                    <td>{moment(row.createdAt)}</td>
                    <td className="long">{row.to ?? ''}</td>
                    <td className="long">
                      <Link to={`/courrier/lettre/${row.id}`}>{row.subject || t.noSubject}</Link>
                    </td>
                    <td>
                      <References references={row.references} />
                    </td>
                    <td>{word(row.kind)}</td>
                    <td>
                      <CodeTag code={row.state} />{' '}
                      {row.sentAt !== null && <span className="soft">{moment(row.sentAt)}</span>}
                      {row.bounceReason !== null && <span className="soft"> {told(row.bounceReason)}</span>}
                      {row.lastError !== null && row.sentAt === null && (
                        <span className="soft">
                          {row.lastError}, {t.attempts(row.attempts)}
                        </span>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <Pager offset={offset} total={total} onChange={setOffset} />
          </>
        )
      }
    </Loaded>
  );
}

export function References({ references }: { references: readonly string[] }) {
  return (
    <span className="line">
      {references.map((reference) => (
        <Link key={reference} to={`/cas/${reference}`}>
          {reference}
        </Link>
      ))}
    </span>
  );
}
