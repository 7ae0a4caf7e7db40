/** Smaller decisions on a case, each asked for in a dialog: set aside, reopen, ask the clinician; and the keys. */
import { type FormEvent, useState } from 'react';
import { api, take } from '../../api/client.js';
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
    save: 'Enregistrer',
    cancel: 'Renoncer',
    keys: 'Les touches de la relecture',
    close: 'Fermer',
    j: 'réponse suivante, précédente',
    J: 'rubrique suivante, précédente',
    arrows: 'dans un tableau, de case en case',
    n: 'suivante à voir',
    enter: 'accepter la réponse',
    e: 'modifier',
    u: 'ne sait pas (NSP)',
    q: 'demander au clinicien',
    a: 'accepter ce qui est sûr dans la rubrique',
    v: 'tout, ou seulement ce qui est à voir',
    h: 'historique de la réponse',
    z: 'annuler la dernière action',
    p: 'montrer ou replier la page',
    zoom: 'agrandir, réduire, recentrer, tourner',
    m: 'e-mails du cas',
    c: 'confirmer',
    s: 'écarter',
    slash: 'chercher un cas',
    help: 'les touches',
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
    save: 'Save',
    cancel: 'Give up',
    keys: 'The keys of the review',
    close: 'Close',
    j: 'next, previous answer',
    J: 'next, previous section',
    arrows: 'in a table, from cell to cell',
    n: 'next to see',
    enter: 'accept the answer',
    e: 'edit',
    u: 'not known (NSP)',
    q: 'ask the clinician',
    a: 'accept what is sure in the section',
    v: 'everything, or only what is to be seen',
    h: 'history of the answer',
    z: 'undo the last act',
    p: 'show the page, or fold it away',
    zoom: 'larger, smaller, centre again, turn',
    m: 'e-mails of the case',
    c: 'confirm',
    s: 'set aside',
    slash: 'search for a case',
    help: 'the keys',
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
    } catch {
      setProblem(t.refused);
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

export function KeysDialog({ onClose }: { onClose: () => void }) {
  const t = useWords(words);
  const keys: readonly (readonly [string, string])[] = [
    ['j  k', t.j],
    ['J  K', t.J],
    ['← ↑ ↓ →', t.arrows],
    ['n', t.n],
    ['↵', t.enter],
    ['e', t.e],
    ['u', t.u],
    ['q', t.q],
    ['a', t.a],
    ['v', t.v],
    ['h', t.h],
    ['z', t.z],
    ['p', t.p],
    ['+  −  0  r', t.zoom],
    ['m', t.m],
    ['c', t.c],
    ['s', t.s],
    ['/', t.slash],
    ['?', t.help],
  ];
  return (
    <Dialog title={t.keys} onClose={onClose}>
      <dl className="keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              {key.split('  ').map((one) => (
                <kbd key={one}>{one}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p className="line end">
        <button className="button" type="button" autoFocus onClick={onClose}>
          {t.close} <kbd>Esc</kbd>
        </button>
      </p>
    </Dialog>
  );
}
