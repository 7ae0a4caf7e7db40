/** Déposer une fiche: a sheet that did not come by mail walks the same way, and keeps how it came. */
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { Refusal } from '../../api/client.js';
import { Dialog } from '../../parts/dialog.js';
import { defineWords, useWords } from '../../words.js';
import { ask } from './contract.js';
import { FileDrop } from './file-drop.js';
import { OriginChoice, type Origin } from './origin-choice.js';

const words = defineWords({
  fr: {
    title: 'Déposer une fiche',
    drop: 'Déposez ici les fichiers, ou choisissez-les',
    note: 'Note (facultative)',
    send: 'Déposer',
    sending: 'Envoi…',
    cancel: 'Renoncer',
    none: 'Choisissez au moins un fichier.',
    failed: 'Les fichiers n’ont pas pu être déposés.',
    tooLarge: 'Ces fichiers sont trop volumineux.',
    remove: (name: string) => `Retirer ${name}`,
    quiet: 'Personne ne reçoit de réponse par e-mail.',
  },
  en: {
    title: 'Upload a sheet',
    drop: 'Drop the files here, or choose them',
    note: 'Note (optional)',
    send: 'Upload',
    sending: 'Sending…',
    cancel: 'Give up',
    none: 'Choose a file at least.',
    failed: 'The files could not be uploaded.',
    tooLarge: 'These files are too large.',
    remove: (name: string) => `Remove ${name}`,
    quiet: 'Nobody is answered by e-mail.',
  },
});

export function UploadDialog({ onClose }: { onClose: () => void }) {
  const t = useWords(words);
  const navigate = useNavigate();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [origin, setOrigin] = useState<Origin>('fax');
  const [note, setNote] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (files.length === 0) {
      setProblem(t.none);
      return;
    }
    const form = new FormData();
    form.set('origin', origin);
    if (note.trim() !== '') form.set('note', note.trim());
    for (const file of files) form.append('files', file);
    setBusy(true);
    setProblem(null);
    try {
      const { messageId } = await ask<{ messageId: string }>('/uploads', { method: 'POST', body: form });
      onClose();
      await navigate(`/courrier/message/${messageId}`);
    } catch (refusal) {
      setProblem(refusal instanceof Refusal && /large|413/.test(refusal.code) ? t.tooLarge : t.failed);
      setBusy(false);
    }
  };
  return (
    <Dialog title={t.title} onClose={onClose}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <FileDrop label={t.drop} remove={t.remove} files={files} onChange={setFiles} />
        <OriginChoice origin={origin} onChange={setOrigin} />
        <label className="field">
          <span>{t.note}</span>
          <input type="text" value={note} maxLength={500} onChange={({ target }) => setNote(target.value)} />
          <small>{t.quiet}</small>
        </label>
        {problem && (
          <p className="notice wrong" role="alert">
            {problem}
          </p>
        )}
        <p className="line end">
          <button className="button" type="button" onClick={onClose}>
            {t.cancel}
          </button>
          <button className="button main" type="submit" disabled={isBusy}>
            {isBusy ? t.sending : t.send}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
