/** Smaller decisions on a case, each asked for in a dialog: set aside, reopen, ask the clinician. */
import { type FormEvent, useState } from 'react';
import { api, Refusal, take } from '../../api/client.js';
import { Dialog } from '../../parts/dialog.js';
import { stateWords } from '../../parts/state.js';
import { defineWords, useWords } from '../../words.js';
import type { CaseReview } from './types.js';
import { type Acts } from './use-case.js';

const words = defineWords({
  fr: {
    setAside: 'Écarter le cas',
    not_eligible_what: 'Le patient n’entre pas dans l’étude.',
    duplicate_what: 'Ce patient est déjà dans un autre cas.',
    withdrawn_what: 'Le patient s’oppose : ses réponses et ses fiches sont effacées, sans retour.',
    not_a_sheet_what: 'Le document n’est pas une fiche de l’étude.',
    note: 'Précision',
    noteNeeded: 'Comment l’opposition a-t-elle été exprimée ?',
    reopen: 'Rouvrir le cas',
    why: 'Pourquoi ?',
    whyNeeded: 'Dites pourquoi.',
    ask: 'Demander au clinicien',
    askHint: 'La question part avec la prochaine lettre de ce cas. Aucun nom ni identifiant.',
    text: 'Votre question',
    please: (label: string) => `Pouvez-vous préciser « ${label} » ?`,
    tooShort: 'Écrivez la question.',
    refused: 'La question n’a pas été enregistrée.',
    leak_answer: 'La question dit une réponse de la fiche, qu’aucun courrier ne doit dire : reformulez-la.',
    leak_patient_code: 'La question contient le code du patient, qu’aucun courrier ne doit dire.',
    leak_identifier: 'La question contient ce qui peut désigner quelqu’un : nom, date, adresse, long numéro.',
    save: 'Enregistrer',
    cancel: 'Renoncer',
  },
  en: {
    setAside: 'Set the case aside',
    not_eligible_what: 'The patient does not enter the study.',
    duplicate_what: 'This patient is in another case already.',
    withdrawn_what: 'The patient objects: the answers and sheets are purged, for good.',
    not_a_sheet_what: 'The document is not a sheet of the study.',
    note: 'Detail',
    noteNeeded: 'How was the objection expressed?',
    reopen: 'Reopen the case',
    why: 'Why?',
    whyNeeded: 'Say why.',
    ask: 'Ask the clinician',
    askHint: 'The question leaves with the next letter of this case. No name, no identifier.',
    text: 'Your question',
    please: (label: string) => `Could you tell us more about “${label}”?`,
    tooShort: 'Write the question.',
    refused: 'The question was not saved.',
    leak_answer: 'The question tells an answer of the sheet, which no letter may: word it otherwise.',
    leak_patient_code: 'The question holds the patient’s code, which no letter may tell.',
    leak_identifier:
      'The question holds what may point at somebody: a name, a date, an address, a long number.',
    save: 'Save',
    cancel: 'Give up',
  },
});
const REASONS = ['not_eligible', 'duplicate', 'withdrawn', 'not_a_sheet'] as const;

interface DialogProps {
  review: CaseReview;
  acts: Acts;
  onClose: () => void;
  onDone: (after: CaseReview) => void;
}

export function SetAsideDialog({ review, acts, onClose, onDone }: DialogProps) {
  const t = useWords(words);
  const states = useWords(stateWords);
  const [reason, setReason] = useState<(typeof REASONS)[number]>('not_eligible');
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (reason === 'withdrawn' && note.trim() === '') {
      setProblem(t.noteNeeded);
      return;
    }
    const after = await acts.run(() =>
      take(
        api.POST('/api/cases/{reference}/set-aside', {
          params: { path: { reference: review.reference } },
          body: { version: review.version, reason, note: note.trim() || null },
        }),
      ),
    );
    if (after) onDone(after);
  };
  return (
    <Dialog title={t.setAside} onClose={onClose}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <fieldset className="choices">
          <legend className="visually-hidden">{t.setAside}</legend>
          {REASONS.map((one, at) => (
            <label key={one} className="choice">
              <input
                type="radio"
                name="reason"
                autoFocus={at === 0}
                checked={reason === one}
                onChange={() => setReason(one)}
              />
              <span>
                {states[one]} <small className="soft">{t[`${one}_what`]}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <label className="field">
          <span>{reason === 'withdrawn' ? t.noteNeeded : t.note}</span>
          <input type="text" value={note} maxLength={500} onChange={({ target }) => setNote(target.value)} />
        </label>
        {problem && (
          <p className="notice wrong" role="alert">
            {problem}
          </p>
        )}
        <Buttons
          label={t.setAside}
          isBusy={acts.isBusy}
          onClose={onClose}
          isDanger={reason === 'withdrawn'}
        />
      </form>
    </Dialog>
  );
}

export function ReopenDialog({ review, acts, onClose, onDone }: DialogProps) {
  const t = useWords(words);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (reason.trim() === '') {
      setProblem(t.whyNeeded);
      return;
    }
    const after = await acts.run(() =>
      take(
        api.POST('/api/cases/{reference}/reopen', {
          params: { path: { reference: review.reference } },
          body: { version: review.version, reason: reason.trim() },
        }),
      ),
    );
    if (after) onDone(after);
  };
  return (
    <Dialog title={t.reopen} onClose={onClose}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <label className="field">
          <span>{t.why}</span>
          <input
            type="text"
            autoFocus
            value={reason}
            maxLength={500}
            onChange={({ target }) => setReason(target.value)}
          />
        </label>
        {problem && (
          <p className="notice wrong" role="alert">
            {problem}
          </p>
        )}
        <Buttons label={t.reopen} isBusy={acts.isBusy} onClose={onClose} />
      </form>
    </Dialog>
  );
}

export function AskDialog({
  reference,
  name,
  label,
  onClose,
  onAsked,
}: {
  reference: string;
  name: string;
  label: string;
  onClose: () => void;
  onAsked: () => void;
}) {
  const t = useWords(words);
  const [text, setText] = useState(() => t.please(label));
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (text.trim().length < 3) {
      setProblem(t.tooShort);
      return;
    }
    try {
      await take(
        api.POST('/api/cases/{reference}/queries', {
          params: { path: { reference } },
          body: { name, text: text.trim() },
        }),
      );
      onAsked();
    } catch (refusal) {
      const leak = refusal instanceof Refusal ? refusal.details['leak'] : null;
      setProblem(
        leak === 'answer' || leak === 'patient_code' || leak === 'identifier' ? t[`leak_${leak}`] : t.refused,
      );
    }
  };
  return (
    <Dialog title={t.ask} onClose={onClose}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <label className="field">
          <span>{t.text}</span>
          <textarea
            rows={3}
            autoFocus
            value={text}
            maxLength={1000}
            onChange={({ target }) => setText(target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.shiftKey || event.repeat) return;
              event.preventDefault();
              event.currentTarget.form?.requestSubmit();
            }}
          />
          <small>{t.askHint}</small>
        </label>
        {problem && (
          <p className="notice wrong" role="alert">
            {problem}
          </p>
        )}
        <Buttons label={t.save} isBusy={false} onClose={onClose} />
      </form>
    </Dialog>
  );
}

function Buttons({
  label,
  isBusy,
  isDanger = false,
  onClose,
}: {
  label: string;
  isBusy: boolean;
  isDanger?: boolean;
  onClose: () => void;
}) {
  const t = useWords(words);
  return (
    <p className="line end">
      <button className="button" type="button" onClick={onClose}>
        {t.cancel} <kbd>Esc</kbd>
      </button>
      <button className={isDanger ? 'button danger' : 'button main'} type="submit" disabled={isBusy}>
        {label} <kbd>↵</kbd>
      </button>
    </p>
  );
}
