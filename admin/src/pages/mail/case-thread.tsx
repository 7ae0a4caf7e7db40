/** The e-mails of a case as a thread, in the order of time, planned reminders last: a drawer below the review. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Loaded } from '../../parts/loading.js';
import { useFormats, useWords } from '../../words.js';
import { CodeTag } from './code.js';
import { ask, type ThreadEntry } from './contract.js';
import { FileList } from './file-list.js';
import { mailWords } from './words.js';
import { useMailAct } from './use-mail-act.js';
import './mail.css';

export function CaseThreadDrawer({
  reference,
  isOpen,
  onToggle,
}: {
  reference: string;
  isOpen: boolean;
  onToggle: () => void;
}) {
  const t = useWords(mailWords);
  const thread = useThread(reference);
  const count = thread.data?.length;
  return (
    <section className="drawer" aria-label={t.emails}>
      <button className="button plain" type="button" aria-expanded={isOpen} onClick={onToggle}>
        {t.emails} {count !== undefined && `(${count})`} {isOpen ? '▴' : '▾'} <kbd>m</kbd>
      </button>
      {isOpen && (
        <div className="drawer-body" tabIndex={0} role="region" aria-label={t.emails}>
          <Loaded query={thread}>{(entries) => <Thread reference={reference} entries={entries} />}</Loaded>
        </div>
      )}
    </section>
  );
}

export function useThread(reference: string) {
  return useQuery({
    queryKey: ['thread', reference],
    queryFn: () => ask<readonly ThreadEntry[]>(`/cases/${encodeURIComponent(reference)}/thread`),
  });
}

export function Thread({ reference, entries }: { reference: string; entries: readonly ThreadEntry[] }) {
  const t = useWords(mailWords);
  const { act, isBusy } = useMailAct();
  const hasReminders = entries.some(({ kind }) => kind === 'reminder');
  if (entries.length === 0) return <p className="soft">{t.noThread}</p>;
  return (
    <>
      <ol className="thread">
        {entries.map((entry) => (
          <Entry key={`${entry.kind}${entry.id}`} entry={entry} />
        ))}
      </ol>
      {hasReminders && (
        <p className="line">
          <button
            className="button"
            type="button"
            disabled={isBusy}
            onClick={() => void act(`/cases/${reference}/reminders/stop`)}
          >
            {t.stop}
          </button>
        </p>
      )}
    </>
  );
}

const OPEN_LETTERS = ['waiting', 'held'];

function Entry({ entry }: { entry: ThreadEntry }) {
  const t = useWords(mailWords);
  const { moment } = useFormats();
  const { act, isBusy } = useMailAct();
  const { kind, id, state } = entry;
  const word = { message: t.messageWord, letter: t.letterWord, reminder: t.reminderWord }[kind];
  const who = kind === 'message' ? entry.from : entry.to;
  const base = kind === 'letter' ? `/letters/${id}` : `/reminders/${id}`;
  const canHold = (kind === 'letter' && state === 'waiting') || (kind === 'reminder' && state === 'planned');
  const canSend =
    (kind === 'letter' && OPEN_LETTERS.includes(state)) ||
    (kind === 'reminder' && ['planned', 'held'].includes(state));
  return (
    <li className={kind}>
      <details>
        <summary>
          <span className="soft">{moment(entry.at)}</span>
          <span className="tag">{word}</span>
          <span className="title">{entry.title ?? t.noSubject}</span>
          <span className="soft">{who ?? ''}</span>
          <CodeTag code={state} />
        </summary>
        {entry.text !== null && <pre>{entry.text}</pre>}
        <FileList files={entry.files} />
        <p className="line">
          {canHold && (
            <button
              className="button"
              type="button"
              disabled={isBusy}
              onClick={() => void act(`${base}/hold`)}
            >
              {t.hold}
            </button>
          )}
          {state === 'held' && (
            <button
              className="button"
              type="button"
              disabled={isBusy}
              onClick={() => void act(`${base}/release`)}
            >
              {t.release}
            </button>
          )}
          {canSend && (
            <button
              className="button"
              type="button"
              disabled={isBusy}
              onClick={() => void act(`${base}/send-now`)}
            >
              {t.sendNow}
            </button>
          )}
          {kind === 'message' && <Link to={`/courrier/message/${id}`}>{t.open}</Link>}
        </p>
      </details>
    </li>
  );
}
