/** Nouveau cas: an empty draft, typed from the start. */
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../parts/dialog.js';
import { defineWords, type Language, useLanguage, useWords } from '../../words.js';
import { ask } from './contract.js';
import { OriginChoice, type Origin } from './origin-choice.js';

const words = defineWords({
  fr: {
    title: 'Nouveau cas',
    what: 'Un brouillon vide, à saisir question par question.',
    language: 'Langue des courriers',
    make: 'Créer',
    cancel: 'Renoncer',
    failed: 'Le cas n’a pas pu être créé.',
  },
  en: {
    title: 'New case',
    what: 'An empty draft, to be entered question by question.',
    language: 'Language of the letters',
    make: 'Create',
    cancel: 'Give up',
    failed: 'The case could not be created.',
  },
});

export function NewCaseDialog({
  onClose,
  onMade,
}: {
  onClose: () => void;
  onMade: (reference: string) => void;
}) {
  const t = useWords(words);
  const own = useLanguage();
  const [origin, setOrigin] = useState<Origin>('telephone');
  const [language, setLanguage] = useState<Language>(own);
  const [isBusy, setBusy] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      const { reference } = await ask<{ reference: string }>('/cases', {
        method: 'POST',
        body: { origin, language },
      });
      onMade(reference);
    } catch {
      setFailed(true);
      setBusy(false);
    }
  };
  return (
    <Dialog title={t.title} onClose={onClose}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <p className="soft">{t.what}</p>
        <OriginChoice origin={origin} onChange={setOrigin} />
        <label className="field">
          <span>{t.language}</span>
          <select value={language} onChange={({ target }) => setLanguage(target.value as Language)}>
            <option value="fr">Français</option>
            <option value="en">English</option>
          </select>
        </label>
        {hasFailed && (
          <p className="notice wrong" role="alert">
            {t.failed}
          </p>
        )}
        <p className="line end">
          <button className="button" type="button" onClick={onClose}>
            {t.cancel}
          </button>
          <button className="button main" type="submit" disabled={isBusy}>
            {t.make}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
