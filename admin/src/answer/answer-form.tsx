/** The questions of the page, and its two acts: to save for another day, and to send. */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { api, Refusal, type Schemas, take } from '../api/client.js';
import { useWords } from '../words.js';
import { AnswerItem } from './answer-item.js';
import { answerWords } from './answer-words.js';
import { type Doubt, drawId, type Entries, type Entry, isBlank, type Item, takeSaved } from './entries.js';
import { Prove } from './prove.js';

type Said = { readonly text: string; readonly kind: 'good' | 'doubt' | 'wrong' };

export function AnswerForm({
  token,
  proof,
  page,
  onSent,
  onProven,
}: {
  readonly token: string;
  readonly proof: string | undefined;
  readonly page: Schemas['AnswerPage'];
  readonly onSent: () => void;
  readonly onProven: (proof: string) => Promise<void>;
}) {
  const t = useWords(answerWords);
  const [items, setItems] = useState<readonly Item[]>(page.items);
  const [entries, setEntries] = useState<Entries>(() => takeSaved(page.items, {}));
  const [isChanged, setChanged] = useState(false);
  const [doubts, setDoubts] = useState<readonly Doubt[]>([]);
  const [said, say] = useState<Said | null>(null);
  const [isBusy, setBusy] = useState(false);
  // Of the page's own making: the same sending again, after a connection that broke, is known by it.
  const submissionId = useRef(drawId());
  useWarning(isChanged);

  const caller = { token, ...(proof !== undefined && { proof }) };
  const change = (entry: Entry): void => {
    setEntries((known) => ({ ...known, [entry.id]: entry }));
    setDoubts((known) => known.filter(({ id }) => id !== entry.id));
    setChanged(true);
    submissionId.current = drawId();
    say(null);
  };
  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      say({ text: wordRefusal(t, error), kind: 'wrong' });
    } finally {
      setBusy(false);
    }
  };
  const save = async (given: readonly Entry[]): Promise<void> => {
    const { doubts: found } = await take(
      api.POST('/api/answer/save', { body: { ...caller, entries: [...given] } }),
    );
    setDoubts((known) => [...known.filter(({ id }) => !given.some((one) => one.id === id)), ...found]);
    const isFilled = new Map(given.map((entry) => [entry.id, !isBlank(entry)]));
    setItems((known) => known.map((item) => ({ ...item, isSaved: isFilled.get(item.id) ?? item.isSaved })));
    setChanged(false);
  };
  const send = (isSure: boolean): Promise<void> =>
    run(async () => {
      const body = {
        ...caller,
        entries: Object.values(entries),
        submissionId: submissionId.current,
        isSure,
      };
      const answer = await take(api.POST('/api/answer/send', { body }));
      setChanged(false);
      if (answer.state === 'sent') {
        onSent();
        return;
      }
      setDoubts(answer.doubts);
      say({ text: t.doubted(answer.doubts.length), kind: 'doubt' });
      const [first] = answer.doubts;
      if (first) document.getElementById(`${first.id}-label`)?.scrollIntoView({ block: 'center' });
    });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void send(false);
  };
  const remove = (item: Item): Promise<void> =>
    run(async () => {
      await save([{ id: item.id, text: '', codes: [] }]);
      say({ text: t.removed, kind: 'good' });
    });

  const filled = Object.values(entries).filter((entry) => !isBlank(entry));
  const savedBeside = items.filter(
    ({ id, isSaved, saved }) => isSaved && saved === null && !filled.some((entry) => entry.id === id),
  ).length;
  const hasDoubts = doubts.length > 0;
  return (
    <form className="stack" onSubmit={submit}>
      <p>
        {t.intro(items.length)} {t.names}
      </p>
      {page.isProven && <p className="notice good">{t.proven}</p>}
      {!page.isProven && (
        <Prove
          token={token}
          keep={async () => {
            if (filled.length > 0) await save(Object.values(entries));
            return filled.length > 0;
          }}
          onProven={onProven}
        />
      )}
      {groupItems(items).map(({ section, items: own }, at) => (
        <section key={section ?? `part-${at}`} className="part">
          {section !== null && <h2>{section}</h2>}
          <ul>
            {own.map((item) => (
              <AnswerItem
                key={item.id}
                item={item}
                entry={entries[item.id]}
                doubts={doubts.filter(({ id }) => id === item.id)}
                onChange={change}
                onRemove={() => void remove(item)}
              />
            ))}
          </ul>
        </section>
      ))}
      <div className="acts stack">
        <div aria-live="polite">{said && <p className={`notice ${said.kind}`}>{said.text}</p>}</div>
        {savedBeside > 0 && <p className="soft">{t.withSaved(savedBeside)}</p>}
        <p className="line">
          {hasDoubts && said?.kind === 'doubt' ? (
            <button className="button main" type="button" disabled={isBusy} onClick={() => void send(true)}>
              {t.sendSure}
            </button>
          ) : (
            <button
              className="button main"
              type="submit"
              disabled={isBusy || filled.length + savedBeside === 0}
            >
              {t.send}
            </button>
          )}
          <button
            className="button"
            type="button"
            disabled={isBusy || Object.keys(entries).length === 0}
            onClick={() =>
              void run(async () => {
                await save(Object.values(entries));
                say({ text: t.saved, kind: 'good' });
              })
            }
          >
            {t.save}
          </button>
        </p>
      </div>
    </form>
  );
}

/** Neighbours of one section, under its name. */
function groupItems(items: readonly Item[]): { section: string | null; items: Item[] }[] {
  const groups: { section: string | null; items: Item[] }[] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last && last.section === item.section) last.items.push(item);
    else groups.push({ section: item.section, items: [item] });
  }
  return groups;
}

function wordRefusal(
  t: Record<'gone' | 'later' | 'offline' | 'tooMuch' | 'changed' | 'nothing' | 'failed', string>,
  error: unknown,
): string {
  const code = error instanceof Refusal ? error.code : '';
  const known: Readonly<Record<string, string>> = {
    link_gone: t.gone,
    link_later: t.later,
    offline: t.offline,
    link_too_much: t.tooMuch,
    item_unknown: t.changed,
    form_blank: t.nothing,
  };
  return known[code] ?? t.failed;
}

/** The browser asks before it leaves what was neither saved nor sent. */
function useWarning(isChanged: boolean): void {
  useEffect(() => {
    if (!isChanged) return;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isChanged]);
}
