/** What happened to one answer: who, when, from what to what, and why. */
import { useQuery } from '@tanstack/react-query';
import { api, take } from '../../api/client.js';
import { Dialog } from '../../parts/dialog.js';
import { Loaded } from '../../parts/loading.js';
import { defineWords, useBoth, useFormats, useWords } from '../../words.js';

const words = defineWords({
  fr: {
    title: (label: string) => `Historique : ${label}`,
    none: 'Rien n’a changé depuis la lecture de la fiche.',
    when: 'Quand',
    who: 'Qui',
    before: 'Avant',
    after: 'Après',
    why: 'Pourquoi',
    blank: 'sans réponse',
    close: 'Fermer',
    reader: 'lecture',
  },
  en: {
    title: (label: string) => `History: ${label}`,
    none: 'Nothing has changed since the sheet was read.',
    when: 'When',
    who: 'Who',
    before: 'Before',
    after: 'After',
    why: 'Why',
    blank: 'no answer',
    close: 'Close',
    reader: 'reading',
  },
});

export function HistoryDialog({
  reference,
  version,
  name,
  label,
  onClose,
}: {
  reference: string;
  version: number;
  name: string;
  label: string;
  onClose: () => void;
}) {
  const t = useWords(words);
  const both = useBoth();
  const { moment } = useFormats();
  const changes = useQuery({
    queryKey: ['case', reference, 'changes', name, version],
    queryFn: () =>
      take(api.GET('/api/cases/{reference}/changes', { params: { path: { reference }, query: { name } } })),
  });
  return (
    <Dialog title={t.title(label)} onClose={onClose}>
      <Loaded query={changes}>
        {(all) =>
          all.length === 0 ? (
            <p className="soft">{t.none}</p>
          ) : (
            <table>
              <thead>
                <tr>
                  {[t.when, t.who, t.before, t.after, t.why].map((head) => (
                    <th key={head} scope="col">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {all.map((change) => (
                  <tr key={change.version}>
                    <td>{moment(change.at)}</td>
                    <td>{change.actor.kind === 'reader' ? t.reader : change.actor.name}</td>
                    <td>{change.before ? both(change.before) : t.blank}</td>
                    <td>{change.after ? both(change.after) : t.blank}</td>
                    <td>{change.why ?? ''}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
      <p className="line end">
        <button className="button" type="button" autoFocus onClick={onClose}>
          {t.close} <kbd>Esc</kbd>
        </button>
      </p>
    </Dialog>
  );
}
