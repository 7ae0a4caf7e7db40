/** Before a round of calls goes: how many, when, and who is left alone and why. What was seen is what is confirmed. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, Refusal, type Schemas, take } from '../../api/client.js';
import { Dialog } from '../../parts/dialog.js';
import { Loaded } from '../../parts/loading.js';
import { useToasts } from '../../parts/toasts.js';
import { useFormats, useWords } from '../../words.js';
import { words } from './words.js';

export function CallDialog({ again, onClose }: { again: boolean; onClose: () => void }) {
  const t = useWords(words);
  const seen = useQuery({
    queryKey: ['round', again],
    queryFn: () => take(api.POST('/api/calls', { body: { again, dryRun: true } })),
    gcTime: 0,
  });
  return (
    <Dialog title={again ? t.confirmAgain : t.confirmTitle} onClose={onClose}>
      <Loaded query={seen}>{(round) => <Confirm round={round} again={again} onClose={onClose} />}</Loaded>
    </Dialog>
  );
}

function Confirm({
  round,
  again,
  onClose,
}: {
  round: Schemas['RoundView'];
  again: boolean;
  onClose: () => void;
}) {
  const t = useWords(words);
  const client = useQueryClient();
  const { say } = useToasts();
  const { moment, number } = useFormats();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const body = { again, dryRun: false, expected: round.called };
      const { called } = await take(api.POST('/api/calls', { body }));
      say(t.done(number(called)));
      onClose();
    } catch (refusal) {
      setProblem(refusal instanceof Refusal && refusal.code === 'calls_grown' ? t.grown : t.failed);
      setBusy(false);
    } finally {
      void client.invalidateQueries({ queryKey: ['contacts'] });
    }
  };
  return (
    <div className="stack">
      <p>{round.called === 0 ? t.nobody : t.would(number(round.called))}</p>
      {round.firstAt && round.lastAt && <p>{t.pace(moment(round.firstAt), moment(round.lastAt))}</p>}
      {round.left.length > 0 && (
        <div>
          <p className="soft">{t.left}</p>
          <ul>
            {round.left.map(({ why, count }) => (
              <li key={why}>
                {number(count)} : {t[why]}
              </li>
            ))}
          </ul>
        </div>
      )}
      {problem && (
        <p className="notice wrong" role="alert">
          {problem}
        </p>
      )}
      <p className="line end">
        <button className="button" type="button" onClick={onClose}>
          {t.cancel}
        </button>
        <button
          className="button main"
          type="button"
          disabled={isBusy || round.called === 0}
          onClick={() => void send()}
        >
          {t.send}
        </button>
      </p>
    </div>
  );
}
