/** To see what was answered before: a code, mailed to the address of the letter. */
import { type FormEvent, useState } from 'react';
import { api, Refusal, take } from '../api/client.js';
import { useWords } from '../words.js';
import { answerWords } from './answer-words.js';

export function Prove({
  token,
  keep,
  onProven,
}: {
  readonly token: string;
  /** Saves what was put in: whoever fetches a code on a telephone may come back to a new page. True when there was something. */
  readonly keep: () => Promise<boolean>;
  readonly onProven: (proof: string) => Promise<void>;
}) {
  const t = useWords(answerWords);
  const [said, say] = useState<{ text: string; isWrong: boolean } | null>(null);
  const [isAsked, setAsked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      const code = error instanceof Refusal ? error.code : '';
      const known: Readonly<Record<string, string>> = {
        code_later: t.codeLater,
        code_too_much: t.codeTooMuch,
        code_wrong: t.codeWrong,
        offline: t.offline,
        link_gone: t.gone,
      };
      say({ text: known[code] ?? t.failed, isWrong: true });
      // One is on its way already.
      if (code === 'code_later') setAsked(true);
    } finally {
      setBusy(false);
    }
  };
  const ask = () =>
    run(async () => {
      const isKept = await keep();
      await send(api.POST('/api/answer/code', { body: { token } }));
      setAsked(true);
      say({ text: isKept ? `${t.asked} ${t.askedSaved}` : t.asked, isWrong: false });
    });
  const prove = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const code = new FormData(event.currentTarget).get('code') as string;
    void run(async () => {
      const { proof } = await take(api.POST('/api/answer/prove', { body: { token, code } }));
      await onProven(proof);
    });
  };
  return (
    <details className="prove">
      <summary>{t.proveTitle}</summary>
      <div className="stack">
        <p>{t.proveHelp}</p>
        <p>
          <button className="button" type="button" disabled={isBusy} onClick={() => void ask()}>
            {t.askCode}
          </button>
        </p>
        <form className="code" onSubmit={prove}>
          <label className="field">
            <span>{t.code}</span>
            <input
              name="code"
              type="text"
              inputMode="numeric"
              autoComplete="one-time-code"
              pattern="[0-9 ]{6,8}"
              required
            />
          </label>
          <button className={isAsked ? 'button main' : 'button'} type="submit" disabled={isBusy}>
            {t.prove}
          </button>
        </form>
        {said && (
          <p className={said.isWrong ? 'notice wrong' : 'notice good'} role="alert">
            {said.text}
          </p>
        )}
      </div>
    </details>
  );
}

/** Of a route that answers with nothing. */
async function send(asked: Promise<{ error?: unknown; response: Response }>): Promise<void> {
  await take(asked.then((answer) => ({ ...answer, data: {} })));
}
