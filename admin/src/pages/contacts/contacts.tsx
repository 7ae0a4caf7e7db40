/** Étude: colleagues who were or could be called, what each answered (no case is an answer), and the two rounds of the call. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api, Refusal, type Schemas, take } from '../../api/client.js';
import { Loaded } from '../../parts/loading.js';
import { useToasts } from '../../parts/toasts.js';
import { useUser } from '../../session.js';
import { useFormats, useWords } from '../../words.js';
import { ask } from '../mail/contract.js';
import { CallDialog } from './call-dialog.js';
import { words } from './words.js';

type State = Schemas['ContactView']['state'];
const MOST_ROWS = 500;

/** Addresses and letters are for those who work on cases, not for whoever reads the figures. */
export function Contacts() {
  const { user } = useUser();
  return user.role === 'reader' ? null : <OfContacts />;
}

function OfContacts() {
  const t = useWords(words);
  const contacts = useQuery({ queryKey: ['contacts'], queryFn: () => take(api.GET('/api/contacts')) });
  return (
    <section className="figure" aria-labelledby="contacts">
      <h2 id="contacts">{t.title}</h2>
      <Loaded query={contacts}>{(list) => <List list={list} />}</Loaded>
    </section>
  );
}

function List({ list }: { list: Schemas['ContactList'] }) {
  const t = useWords(words);
  const { day, number } = useFormats();
  const [shown, setShown] = useState<State | null>(null);
  const [round, setRound] = useState<'first' | 'again' | null>(null);
  const rows = list.rows.filter(({ state }) => shown === null || state === shown);
  return (
    <>
      <div className="line contact-acts">
        <Import />
        <button
          className="button main"
          type="button"
          disabled={!list.hasCall || list.rows.length === 0}
          title={list.hasCall ? undefined : t.noCall}
          onClick={() => setRound('first')}
        >
          {t.call}
        </button>
        <button
          className="button"
          type="button"
          disabled={!list.hasCall || list.rows.length === 0}
          onClick={() => setRound('again')}
        >
          {t.again}
        </button>
      </div>
      {round && <CallDialog again={round === 'again'} onClose={() => setRound(null)} />}
      {list.rows.length === 0 ? (
        <p className="quiet">{t.empty}</p>
      ) : (
        <>
          <div className="line contact-counts" role="group" aria-label={t.filter}>
            {[{ state: null, count: list.rows.length }, ...list.counts.filter(({ count }) => count > 0)].map(
              ({ state, count }) => (
                <button
                  key={state ?? 'all'}
                  className="button"
                  type="button"
                  aria-pressed={shown === state}
                  onClick={() => setShown(state)}
                >
                  {state === null ? t.all : t[state]} <b>{number(count)}</b>
                </button>
              ),
            )}
          </div>
          <div className="numbers">
            <table>
              <thead>
                <tr>
                  <th scope="col">{t.centre}</th>
                  <th scope="col">{t.address}</th>
                  <th scope="col">{t.language}</th>
                  <th scope="col">{t.state}</th>
                  <th scope="col" className="number">
                    {t.calls}
                  </th>
                  <th scope="col" className="number">
                    {t.cases}
                  </th>
                  <th scope="col">{t.last}</th>
                </tr>
              </thead>
              <tbody>
                {rows.slice(0, MOST_ROWS).map((contact) => (
                  <tr key={contact.id}>
                    <td>{contact.centre ?? ''}</td>
                    <td>{contact.address}</td>
                    <td>{contact.language}</td>
                    <td>{t[contact.state]}</td>
                    <td className="number">{number(contact.calls)}</td>
                    <td className="number">{number(contact.cases)}</td>
                    <td>
                      {contact.nextCallAt
                        ? t.next(day(contact.nextCallAt))
                        : contact.lastCallAt && day(contact.lastCallAt)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </>
  );
}

/** The list as a spreadsheet saves it; what was left out of it is said line by line. */
function Import() {
  const t = useWords(words);
  const client = useQueryClient();
  const { say, complain } = useToasts();
  const input = useRef<HTMLInputElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [told, setTold] = useState<Schemas['ImportView'] | null>(null);
  const send = async (file: File): Promise<void> => {
    const form = new FormData();
    form.set('file', file);
    setBusy(true);
    setTold(null);
    try {
      const view = await ask<Schemas['ImportView']>('/contacts/import', { method: 'POST', body: form });
      say(t.imported(view.added, view.changed, view.known));
      setTold(view);
    } catch (refusal) {
      const code = refusal instanceof Refusal ? refusal.code : '';
      const known = ['contacts_without_head', 'contacts_unreadable', 'contacts_too_large'] as const;
      const named = known.find((one) => one === code);
      complain(named ? t[named] : t.importFailed);
    } finally {
      setBusy(false);
      if (input.current) input.current.value = '';
      void client.invalidateQueries({ queryKey: ['contacts'] });
    }
  };
  return (
    <>
      <button className="button" type="button" disabled={isBusy} onClick={() => input.current?.click()}>
        {isBusy ? t.importing : t.import}
      </button>
      <input
        ref={input}
        type="file"
        accept=".csv,text/csv"
        hidden
        aria-label={t.import}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) void send(file);
        }}
      />
      {told && (told.flaws.length > 0 || told.ignored.length > 0) && (
        <div className="notice" role="status">
          {told.flaws.length > 0 && (
            <>
              {t.flaws}
              <ul>
                {told.flaws.map(({ line, flaw }) => (
                  <li key={line}>
                    {t.line(line)} : {t[flaw]}
                  </li>
                ))}
              </ul>
            </>
          )}
          {told.ignored.length > 0 && <p>{t.ignored(told.ignored.join(', '))}</p>}
        </div>
      )}
    </>
  );
}
