/** Tells the others that this case is open here, and at which answer; and hears who else has it open. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { api } from '../../api/client.js';
import { useChange } from '../../live.js';
import { useUser } from '../../session.js';
import type { CaseReview } from './types.js';
import { caseKey } from './use-case.js';

const BEAT_MS = 20_000;
/** Somebody who runs through the answers is told of where she stops. */
const SETTLED_MS = 400;

export function usePresence(reference: string, name: string | null, isActive: boolean): void {
  const client = useQueryClient();
  const { user } = useUser();
  const at = useRef(name);
  const beat = useCallback(() => {
    // Who else is there is worth nothing that fails.
    void api
      .POST('/api/cases/{reference}/presence', {
        params: { path: { reference } },
        body: { name: at.current },
      })
      .catch(() => undefined);
  }, [reference]);
  useEffect(() => {
    if (!isActive) return;
    at.current = name;
    const timer = setTimeout(beat, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [beat, isActive, name]);
  useEffect(() => {
    if (!isActive) return;
    const timer = setInterval(beat, BEAT_MS);
    return () => clearInterval(timer);
  }, [beat, isActive]);
  useChange(
    useCallback(
      (change) => {
        if (change.type !== 'presence' || change.reference !== reference || !change.people) return;
        const people = change.people.filter(({ id }) => id !== user.id);
        client.setQueryData<CaseReview>(caseKey(reference), (held) => held && { ...held, people });
      },
      [client, reference, user.id],
    ),
  );
}
