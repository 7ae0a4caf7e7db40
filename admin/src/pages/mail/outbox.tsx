/** What goes when, and why: letters that wait, reminders to come, calls, and answers that the rules hold back. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { Dialog } from '../../parts/dialog.js';
import { Loaded } from '../../parts/loading.js';
import { useFormats, useWords } from '../../words.js';
import { CodeTag, SeeTag, useCode } from './code.js';
import { ask, type Listed, type OutboxRow, type ReminderView } from './contract.js';
import { References } from './mail-page.js';
import { outboxWords } from './outbox-words.js';
import { PAGE, Pager } from './pager.js';
import { useMailAct } from './use-mail-act.js';
import { mailWords } from './words.js';

export function Outbox() {
  const t = useWords(outboxWords);
  const { to, cases, state } = useWords(mailWords);
  const { moment } = useFormats();
  const [offset, setOffset] = useState(0);
  const [read, setRead] = useState<string | null>(null);
  const outbox = useQuery({
    queryKey: ['outbox', offset],
    queryFn: () => ask<Listed<OutboxRow>>(`/outbox?limit=${PAGE}&offset=${offset}`),
    placeholderData: keepPreviousData,
  });
  return (
    <Loaded query={outbox}>
      {({ rows, total }) =>
        rows.length === 0 ? (
          <p className="quiet">{t.none}</p>
        ) : (
          <>
            <table className="outbox">
              <thead>
                <tr>
                  {[t.when, t.what, to, cases, t.why, state, ''].map((head) => (
                    <th key={head} scope="col">
                      {head || <span className="visually-hidden">{t.acts}</span>}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={`${row.kind} ${row.id}`} className={isYours(row) ? 'to-see' : undefined}>
                    <td>{row.at !== null ? moment(row.at) : isYours(row) ? t.yours : t.soon}</td>
                    <td>
                      <What row={row} />
                    </td>
                    <td className="long">{row.to ?? ''}</td>
                    <td>
                      <References references={row.references} />
                    </td>
                    <td className="reason">
                      <Why row={row} />
                    </td>
                    <td>
                      <CodeTag code={row.state} />
                    </td>
                    <td>
                      <div className="line end acts">
                        <Acts row={row} onRead={() => setRead(row.id)} />
                      </div>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <Pager offset={offset} total={total} onChange={setOffset} />
            {read !== null && <Preview id={read} onClose={() => setRead(null)} />}
          </>
        )
      }
    </Loaded>
  );
}

function isYours({ kind, state }: OutboxRow): boolean {
  return kind === 'answer' || (kind === 'letter' && state !== 'waiting') || state === 'held';
}

function What({ row }: { row: OutboxRow }) {
  const t = useWords(outboxWords);
  const word = useCode('outcome');
  switch (row.kind) {
    case 'letter':
      return <Link to={`/courrier/lettre/${row.id}`}>{word(row.letterKind ?? '')}</Link>;
    case 'answer':
      return <Link to={`/courrier/message/${row.id}`}>{t.answer}</Link>;
    case 'reminder':
      return <>{t.reminderOf(row.step ?? 0)}</>;
    case 'call':
      return <>{t.callOf(row.step ?? 1)}</>;
  }
}

function Why({ row }: { row: OutboxRow }) {
  const t = useWords(outboxWords);
  if (row.kind === 'answer') return <SeeTag code={row.why} />;
  const told: Readonly<Record<string, unknown>> = t;
  const plain = told[row.why];
  const words =
    row.why === 'retry'
      ? t.retry(row.attempts ?? 0)
      : row.days !== null
        ? row.why === 'calendar'
          ? t.calendarOf(row.days)
          : t.scheduleOf(row.days)
        : typeof plain === 'string'
          ? plain
          : row.why;
  return (
    <>
      {words}
      {row.lastError !== null && <span className="soft"> ({row.lastError})</span>}
      {row.together.length > 0 && (
        <span className="line soft">
          {t.together} <References references={row.together} />
        </span>
      )}
    </>
  );
}

function Acts({ row, onRead }: { row: OutboxRow; onRead: () => void }) {
  const t = useWords(mailWords);
  const { seeMessage } = useWords(outboxWords);
  const { act, isBusy } = useMailAct();
  const button = (label: string, onClick: () => void) => (
    <button className="button" type="button" disabled={isBusy} onClick={onClick}>
      {label}
    </button>
  );
  if (row.kind === 'answer')
    return (
      <Link className="button" to={`/courrier/message/${row.id}`}>
        {seeMessage}
      </Link>
    );
  if (row.kind === 'call') return null;
  const path = `/${row.kind === 'letter' ? 'letters' : 'reminders'}/${row.id}`;
  const isHeld = row.state === 'held';
  const canHold = isHeld || row.state === 'waiting' || row.state === 'planned';
  return (
    <>
      {row.kind === 'reminder' && button(t.preview, onRead)}
      {canHold &&
        button(isHeld ? t.release : t.hold, () => void act(`${path}/${isHeld ? 'release' : 'hold'}`))}
      {!(row.kind === 'letter' && isHeld) &&
        button(canHold ? t.sendNow : t.sendAgain, () => void act(`${path}/send-now`))}
    </>
  );
}

/** What a reminder would say if it went now. */
function Preview({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useWords(mailWords);
  const reminder = useQuery({
    queryKey: ['reminders', id],
    queryFn: () => ask<ReminderView>(`/reminders/${id}`),
  });
  return (
    <Dialog title={reminder.data?.preview?.subject ?? t.preview} onClose={onClose}>
      <Loaded query={reminder}>
        {({ preview }) => <pre className="letter">{preview?.text ?? t.noWaiting}</pre>}
      </Loaded>
    </Dialog>
  );
}
