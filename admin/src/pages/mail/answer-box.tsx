/** An investigator's own answer to a message, beside it. */
import { useId, useState } from 'react';
import { useWords } from '../../words.js';
import { answerWords } from './answer-words.js';
import { useOwnLetter } from './use-own-letter.js';

export function AnswerBox({ id }: { id: string }) {
  const t = useWords(answerWords);
  const field = useId();
  const rule = useId();
  const [text, setText] = useState('');
  const { isBusy, send } = useOwnLetter();
  const submit = async (): Promise<void> => {
    if (await send(`/messages/${encodeURIComponent(id)}/answer`, { text }, t.sent)) setText('');
  };
  return (
    <form
      className="own-letter"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <label htmlFor={field}>{t.label}</label>
      <textarea
        id={field}
        rows={6}
        maxLength={4000}
        aria-describedby={rule}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <p id={rule} className="soft">
        {t.rule}
      </p>
      <p className="line end">
        <button className="button main" type="submit" disabled={isBusy || text.trim() === ''}>
          {t.send}
        </button>
      </p>
    </form>
  );
}
