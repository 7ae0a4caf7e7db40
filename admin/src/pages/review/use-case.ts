/** One case and every act on it. An act gives the case as it is then; what is refused is said in words. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { api, Refusal, take } from '../../api/client.js';
import { useToasts } from '../../parts/toasts.js';
import { useWords } from '../../words.js';
import type { Entry } from './draft.js';
import type { CaseReview } from './types.js';
import { reviewWords } from './words.js';

export const caseKey = (reference: string) => ['case', reference];

export function useCaseQuery(reference: string) {
  return useQuery({
    queryKey: caseKey(reference),
    queryFn: () => take(api.GET('/api/cases/{reference}', { params: { path: { reference } } })),
  });
}

export interface Acts {
  readonly isBusy: boolean;
  /** What the last act was refused for is said; the case as it is after an act that was done, null otherwise. */
  run(act: () => Promise<CaseReview>): Promise<CaseReview | null>;
  /** As `run`, but a refusal is the caller's to say. */
  tryTo(act: () => Promise<CaseReview>): Promise<CaseReview>;
  answer(name: string, entry: Entry, reason: string | null, version: number): Promise<CaseReview>;
  accept(names: string[]): Promise<CaseReview>;
  acceptSure(section: string): Promise<CaseReview>;
  /** Fetches the case anew; its version. */
  refresh(): Promise<number>;
  undo(): Promise<void>;
  complain(refusal: unknown): void;
}

export function useActs(review: CaseReview): Acts {
  const t = useWords(reviewWords);
  const client = useQueryClient();
  const { say, complain: shout } = useToasts();
  const [isBusy, setBusy] = useState(false);
  const current = useRef(review);
  /** Of one's own acts: whatever else moves the version is somebody else's. */
  const own = useRef(review.version);
  const inHand = useRef(0);
  const { reference, version } = review;
  useEffect(() => {
    current.current = review;
    if (version > own.current) {
      own.current = version;
      // The change may be told before the answer to one's own act is there.
      if (inHand.current === 0) say(t.changedByOther);
    }
  }, [review, version, say, t]);

  const complain = useCallback(
    (refusal: unknown) => {
      const code = refusal instanceof Refusal ? refusal.code : '';
      const closes = refusal instanceof Refusal && refusal.details['closes'] !== undefined;
      const words: Readonly<Record<string, string>> = {
        case_changed: t.changed,
        case_closed: t.closed,
        case_state: t.closed,
        nothing_to_accept: t.nothingToAccept,
        undo_too_late: t.undoTooLate,
        role: t.roleDenied,
        offline: t.offline,
      };
      shout(closes ? t.closesCase : (words[code] ?? t.failed));
      if (code === 'case_changed') void client.invalidateQueries({ queryKey: caseKey(reference) });
    },
    [client, reference, shout, t],
  );

  return useMemo((): Acts => {
    const path = { reference };
    const tryTo: Acts['tryTo'] = async (act) => {
      setBusy(true);
      inHand.current += 1;
      try {
        await client.cancelQueries({ queryKey: caseKey(reference) });
        const after = await act();
        own.current = Math.max(own.current, after.version);
        if (after.reference === reference) current.current = after;
        client.setQueryData(caseKey(after.reference), after);
        return after;
      } finally {
        inHand.current -= 1;
        setBusy(inHand.current > 0);
      }
    };
    const run: Acts['run'] = async (act) => {
      try {
        return await tryTo(act);
      } catch (refusal) {
        complain(refusal);
        return null;
      }
    };
    const seen = () => current.current.version;
    return {
      isBusy,
      run,
      tryTo,
      complain,
      answer: (name, entry, reason, at) =>
        take(
          api.POST('/api/cases/{reference}/answers', {
            params: { path },
            body: { version: at, name, ...entry, reason },
          }),
        ),
      accept: (names) =>
        take(
          api.POST('/api/cases/{reference}/accept', { params: { path }, body: { version: seen(), names } }),
        ),
      acceptSure: (section) =>
        take(
          api.POST('/api/cases/{reference}/accept-sure', {
            params: { path },
            body: { version: seen(), section },
          }),
        ),
      async refresh() {
        const now = await take(api.GET('/api/cases/{reference}', { params: { path } }));
        own.current = now.version;
        client.setQueryData(caseKey(reference), now);
        return now.version;
      },
      async undo() {
        const done = await run(() =>
          take(api.POST('/api/cases/{reference}/undo', { params: { path }, body: { version: seen() } })),
        );
        if (done) say(t.undone);
      },
    };
  }, [client, complain, isBusy, reference, say, t]);
}
