/** Who is signed in, for every page. */
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { api, type Schemas, take } from './api/client.js';

export type Session = Schemas['SessionView'];
export type User = Schemas['SignedInUser'];

export const SESSION = ['session'];
export function useSessionQuery() {
  return useQuery({ queryKey: SESSION, queryFn: () => take(api.GET('/api/session')), retry: 2 });
}
export function setSession(client: QueryClient, session: Session): void {
  client.setQueryData(SESSION, session);
}

export const UserContext = createContext<{ readonly session: Session; readonly user: User } | null>(null);
/** Only below the gate: there is a user. */
export function useUser(): { readonly session: Session; readonly user: User } {
  const found = useContext(UserContext);
  if (!found) throw new Error('nobody is signed in');
  return found;
}

export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    // Nothing of what was seen stays in this tab, whether the service could be told or not.
    try {
      await take(api.DELETE('/api/session'));
    } finally {
      client.clear();
      window.location.reload();
    }
  };
}
