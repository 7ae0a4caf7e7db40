/** À voir: what needs a person now, in order. Empty is a good state and says so. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, type Schemas, take } from '../../api/client.js';
import { Loaded } from '../../parts/loading.js';
import { defineWords, useBoth, useFormats, useWords } from '../../words.js';
import './todo.css';

const words = defineWords({
  fr: {
    title: 'À voir',
    empty: 'Rien n’attend personne. Les fiches qui arriveront paraîtront ici.',
    mailbox: 'Boîte aux lettres',
    failed: 'Traitements abandonnés',
    letter: 'Courriers qui attendent un mot',
    password: 'Fichiers sous mot de passe',
    message: 'Messages',
    query_answered: 'Questions répondues',
    proposal: 'Peut-être un patient déjà connu',
    waiting_sheet: 'Fiche plus récente en attente',
    case: 'Brouillons à relire',
    more: (count: number) => `et ${count} de plus`,
    start: 'Commencer la relecture',
  },
  en: {
    title: 'To see',
    empty: 'Nothing waits for anybody. Sheets that arrive will be shown here.',
    mailbox: 'Mailbox',
    failed: 'Work that was given up',
    letter: 'Letters that wait for a word',
    password: 'Files under a password',
    message: 'Messages',
    query_answered: 'Questions answered',
    proposal: 'Maybe a known patient',
    waiting_sheet: 'Newer sheet waiting',
    case: 'Drafts to review',
    more: (count: number) => `and ${count} more`,
    start: 'Start reviewing',
  },
});

export function TodoPage() {
  const t = useWords(words);
  const todo = useQuery({ queryKey: ['todo'], queryFn: () => take(api.GET('/api/todo')) });
  return (
    <main className="page">
      <div className="inner todo">
        <div className="heading">
          <h1>{t.title}</h1>
        </div>
        <Loaded query={todo}>
          {(groups) => {
            const filled = groups.filter(({ count }) => count > 0);
            if (filled.length === 0) return <p className="quiet">{t.empty}</p>;
            return filled.map((group) => <Group key={group.kind} group={group} />);
          }}
        </Loaded>
      </div>
    </main>
  );
}

function Group({ group: { kind, count, rows } }: { group: Schemas['TodoGroup'] }) {
  const t = useWords(words);
  const both = useBoth();
  const { age, number } = useFormats();
  return (
    <section aria-labelledby={`todo-${kind}`}>
      <h2 id={`todo-${kind}`}>
        {t[kind]} <span className="soft">{number(count)}</span>
      </h2>
      <ul>
        {rows.map((row) => (
          <li key={`${row.id}${row.what.fr}`}>
            <Link to={findTarget(kind, row)}>
              <span className="reference">{row.reference ?? ''}</span>
              <span>{both(row.what)}</span>
              <time dateTime={row.since ?? undefined}>{row.since === null ? '' : age(row.since)}</time>
            </Link>
          </li>
        ))}
      </ul>
      {count > rows.length && (
        <p className="soft">
          {kind === 'case' ? (
            <Link to="/cas?waits=review">{t.more(count - rows.length)}</Link>
          ) : (
            t.more(count - rows.length)
          )}
        </p>
      )}
    </section>
  );
}

function findTarget(kind: Schemas['TodoGroup']['kind'], { id, reference }: Schemas['TodoRow']): string {
  if (kind === 'mailbox') return '/reglages';
  if (kind === 'letter') return `/courrier/lettre/${id}`;
  if (['failed', 'password', 'message'].includes(kind)) return `/courrier/message/${id}`;
  return reference === null ? '/cas' : `/cas/${reference}`;
}
