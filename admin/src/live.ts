/** Live changes: one stream of the service's events for the page; what they touch is fetched anew. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Schemas } from './api/client.js';

type Change = Schemas['EventView'];
const TOUCHES: Readonly<Record<Change['type'], readonly string[]>> = {
  case: ['case', 'cases', 'todo', 'figures'],
  visit: ['visits', 'todo'],
  link: ['links'],
  query: ['case', 'queries', 'todo'],
  letter: ['letters', 'outbox', 'thread', 'todo', 'messages'],
  reminder: ['reminders', 'outbox', 'thread'],
  message: ['messages', 'outbox', 'thread', 'todo'],
  mailbox: ['mailbox', 'todo'],
  presence: [],
  progress: ['figures'],
};
const listeners = new Set<(change: Change) => void>();
/** A backlog makes many changes a second: pages need not follow each. */
const GATHER_MS = 250;

export function useLive(): 'live' | 'away' {
  const client = useQueryClient();
  const [state, setState] = useState<'live' | 'away'>('live');
  useEffect(() => {
    const events = new EventSource('/api/events');
    const touched = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = (): void => {
      timer = undefined;
      const keys = [...touched];
      touched.clear();
      for (const key of keys) void client.invalidateQueries({ queryKey: [key] });
    };
    events.addEventListener('change', ({ data }: MessageEvent<string>) => {
      const change = JSON.parse(data) as Change;
      for (const listener of listeners) listener(change);
      for (const key of TOUCHES[change.type]) touched.add(key);
      if (touched.size > 0) timer ??= setTimeout(refresh, GATHER_MS);
    });
    let wasAway = false;
    events.onopen = () => {
      setState('live');
      // What changed meanwhile was not told.
      if (wasAway) void client.invalidateQueries();
      wasAway = false;
    };
    events.onerror = () => {
      wasAway = true;
      setState('away');
    };
    return () => {
      clearTimeout(timer);
      events.close();
    };
  }, [client]);
  return state;
}

/** Each change as it is told. */
export function useChange(listener: (change: Change) => void): void {
  useEffect(() => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, [listener]);
}
