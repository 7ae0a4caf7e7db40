/** The day, the place and a few words of a visit; sending them sends the invitation. */
import { useId, useState } from 'react';
import { Dialog } from '../../parts/dialog.js';
import { useWords } from '../../words.js';
import { answerWords } from './answer-words.js';
import { useOwnLetter } from './use-own-letter.js';
import { type VisitView } from './visits.js';

export function PlanVisit({ visit, onClose }: { visit: VisitView; onClose: () => void }) {
  const t = useWords(answerWords);
  const id = useId();
  const [day, setDay] = useState('');
  const [minutes, setMinutes] = useState('60');
  const [place, setPlace] = useState(visit.place);
  const [text, setText] = useState('');
  const { isBusy, send } = useOwnLetter();
  const submit = async (): Promise<void> => {
    // The browser's own time zone is the investigator's.
    const startsAt = new Date(day).toISOString();
    const body = { startsAt, minutes: Number(minutes), place, text };
    if (await send(`/visits/${visit.id}/plan`, body, t.stateOf('planned'))) onClose();
  };
  return (
    <Dialog title={`${t.plan} · ${visit.from ?? ''}`} onClose={onClose}>
      <form
        className="own-letter"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <label htmlFor={`${id}-day`}>{t.day}</label>
        <input
          id={`${id}-day`}
          type="datetime-local"
          required
          value={day}
          onChange={({ target }) => setDay(target.value)}
        />
        <label htmlFor={`${id}-minutes`}>{t.minutes}</label>
        <input
          id={`${id}-minutes`}
          type="number"
          min={15}
          max={720}
          required
          value={minutes}
          onChange={({ target }) => setMinutes(target.value)}
        />
        <label htmlFor={`${id}-place`}>{t.where}</label>
        <input
          id={`${id}-place`}
          type="text"
          maxLength={300}
          required
          value={place}
          onChange={({ target }) => setPlace(target.value)}
        />
        <label htmlFor={`${id}-text`}>{t.words}</label>
        <textarea
          id={`${id}-text`}
          rows={3}
          maxLength={4000}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <p className="line end">
          <button className="button" type="button" onClick={onClose}>
            {t.close}
          </button>
          <button className="button main" type="submit" disabled={isBusy}>
            {t.invite}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
