/** What stands in a page while its data come, or when they do not. */
import { type UseQueryResult } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { Refusal } from '../api/client.js';
import { defineWords, useWords } from '../words.js';

const words = defineWords({
  fr: {
    loading: 'Chargement…',
    offline: 'Le service ne répond pas. La page se remettra à jour dès son retour.',
    denied: 'Votre rôle ne permet pas de voir ceci.',
    notFound: 'Il n’y a rien à cette adresse.',
    failed: 'Cela n’a pas pu être chargé.',
    again: 'Réessayer',
  },
  en: {
    loading: 'Loading…',
    offline: 'The service does not answer. The page will come back with it.',
    denied: 'Your role does not allow you to see this.',
    notFound: 'There is nothing at this address.',
    failed: 'This could not be loaded.',
    again: 'Try again',
  },
});

export function Loaded<T>({
  query,
  children,
}: {
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
}) {
  const t = useWords(words);
  if (query.data !== undefined) return children(query.data);
  if (!query.isError)
    return (
      <p className="quiet" role="status">
        {t.loading}
      </p>
    );
  const code = query.error instanceof Refusal ? query.error.code : '';
  const text =
    code === 'offline'
      ? t.offline
      : code === 'role'
        ? t.denied
        : code.endsWith('_unknown')
          ? t.notFound
          : t.failed;
  return (
    <div className="quiet stack">
      <p role="alert">{text}</p>
      <p>
        <button className="button" type="button" onClick={() => void query.refetch()}>
          {t.again}
        </button>
      </p>
    </div>
  );
}
