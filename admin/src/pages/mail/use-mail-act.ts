/** What is done with a message, a letter or a reminder; said, and everything of the mail fetched anew. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Refusal } from '../../api/client.js';
import { useToasts } from '../../parts/toasts.js';
import { useWords } from '../../words.js';
import { ask } from './contract.js';
import { mailWords } from './words.js';

const TOUCHED = ['messages', 'letters', 'reminders', 'outbox', 'thread', 'todo'];

export function useMailAct(): {
  readonly isBusy: boolean;
  readonly act: (path: string, body?: unknown) => Promise<boolean>;
} {
  const t = useWords(mailWords);
  const client = useQueryClient();
  const { say, complain } = useToasts();
  const [isBusy, setBusy] = useState(false);
  return {
    isBusy,
    async act(path, body) {
      setBusy(true);
      try {
        await ask(path, { method: 'POST', ...(body !== undefined && { body }) });
        say(t.done);
        return true;
      } catch (refusal) {
        complain(refusal instanceof Refusal && refusal.code === 'offline' ? t.offline : t.failed);
        return false;
      } finally {
        setBusy(false);
        for (const key of TOUCHED) void client.invalidateQueries({ queryKey: [key] });
      }
    },
  };
}
