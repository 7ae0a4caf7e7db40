/** Sends what an investigator wrote; a refusal is said in words, for she can mend what she wrote. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Refusal } from '../../api/client.js';
import { useToasts } from '../../parts/toasts.js';
import { useWords } from '../../words.js';
import { answerWords } from './answer-words.js';
import { ask } from './contract.js';

const TOUCHED = ['messages', 'letters', 'thread', 'todo', 'visits'];

export function useOwnLetter(): {
  readonly isBusy: boolean;
  readonly send: (path: string, body: unknown, done: string) => Promise<boolean>;
} {
  const t = useWords(answerWords);
  const client = useQueryClient();
  const { say, complain } = useToasts();
  const [isBusy, setBusy] = useState(false);
  const word = (refusal: unknown): string => {
    if (!(refusal instanceof Refusal)) return t.failed;
    const { leak } = refusal.details;
    if (leak === 'answer' || leak === 'patient_code' || leak === 'identifier') return t.tells(leak);
    if (refusal.code === 'answer_tells') return t.tells('identifier');
    if (refusal.code === 'message_unanswerable') return t.unanswerable;
    return refusal.code === 'offline' ? t.offline : t.failed;
  };
  return {
    isBusy,
    async send(path, body, done) {
      setBusy(true);
      try {
        await ask(path, { method: 'POST', body });
        say(done);
        return true;
      } catch (refusal) {
        complain(word(refusal));
        return false;
      } finally {
        setBusy(false);
        for (const key of TOUCHED) void client.invalidateQueries({ queryKey: [key] });
      }
    },
  };
}
