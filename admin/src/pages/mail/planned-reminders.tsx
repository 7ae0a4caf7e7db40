/** Reminders before they go: when, to whom it is due, what it will say; held, let go, or sent at once. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Loaded } from '../../parts/loading.js';
import { Dialog } from '../../parts/dialog.js';
import { useFormats, useWords } from '../../words.js';
import { CodeTag } from './code.js';
import { ask, type ReminderView } from './contract.js';
import { References } from './mail-page.js';
import { useMailAct } from './use-mail-act.js';
import { mailWords } from './words.js';

export function PlannedReminders() {
  const t = useWords(mailWords);
  const { moment } = useFormats();
  const { act, isBusy } = useMailAct();
  const [read, setRead] = useState<ReminderView | null>(null);
  const reminders = useQuery({
    queryKey: ['reminders', 'ahead'],
    queryFn: async () => {
      const both = await Promise.all(
        ['planned', 'held'].map((state) => ask<readonly ReminderView[]>(`/reminders?state=${state}`)),
      );
      return both.flat().sort((one, other) => one.dueAt.localeCompare(other.dueAt));
    },
  });
  return (
    <Loaded query={reminders}>
      {(rows) => (
        <>
          {rows.length === 0 ? (
            <p className="quiet">{t.noReminder}</p>
          ) : (
            <table>
              <thead>
                <tr>
                  {[t.due, t.cases, t.step, t.subject, t.state, ''].map((head) => (
                    <th key={head} scope="col">
                      {head || <span className="visually-hidden">{t.sendNow}</span>}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id}>
                    <td>{moment(row.dueAt)}</td>
                    <td>
                      <References references={[row.reference]} />
                    </td>
                    <td>{row.step === 0 ? t.questions : t.stepOf(row.step)}</td>
                    <td className="long">{row.preview?.subject ?? ''}</td>
                    <td>
                      <CodeTag code={row.state} />
                    </td>
                    <td className="line end">
                      {row.preview && (
                        <button className="button" type="button" onClick={() => setRead(row)}>
                          {t.preview}
                        </button>
                      )}
                      <button
                        className="button"
                        type="button"
                        disabled={isBusy}
                        onClick={() =>
                          void act(`/reminders/${row.id}/${row.state === 'held' ? 'release' : 'hold'}`)
                        }
                      >
                        {row.state === 'held' ? t.release : t.hold}
                      </button>
                      <button
                        className="button"
                        type="button"
                        disabled={isBusy}
                        onClick={() => void act(`/reminders/${row.id}/send-now`)}
                      >
                        {t.sendNow}
                      </button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {read?.preview && (
            <Dialog title={read.preview.subject} onClose={() => setRead(null)}>
              <pre className="letter">{read.preview.text}</pre>
            </Dialog>
          )}
        </>
      )}
    </Loaded>
  );
}
