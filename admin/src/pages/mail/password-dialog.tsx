/** The password of a file, told by telephone: used once to read it, and kept nowhere. */
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { Refusal } from '../../api/client.js';
import { Dialog } from '../../parts/dialog.js';
import { defineWords, useWords } from '../../words.js';
import { ask, type FileView } from './contract.js';

const words = defineWords({
  fr: {
    title: (name: string) => `Ouvrir « ${name} »`,
    password: 'Mot de passe du fichier',
    once: 'Il sert une fois, à lire ce fichier ; il n’est pas gardé.',
    wrong: 'Le fichier ne s’ouvre pas avec ce mot de passe.',
    failed: 'Le fichier n’a pas pu être lu.',
    read: 'Lire le fichier',
    reading: 'Lecture…',
    cancel: 'Renoncer',
  },
  en: {
    title: (name: string) => `Open “${name}”`,
    password: 'Password of the file',
    once: 'It serves once, to read this file; it is not kept.',
    wrong: 'The file does not open with this password.',
    failed: 'The file could not be read.',
    read: 'Read the file',
    reading: 'Reading…',
    cancel: 'Give up',
  },
});

export function PasswordDialog({
  file,
  onClose,
}: {
  file: Pick<FileView, 'id' | 'name'>;
  onClose: () => void;
}) {
  const t = useWords(words);
  const navigate = useNavigate();
  const [password, setPassword] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const { messageId } = await ask<{ messageId: string }>(`/attachments/${file.id}/password`, {
        method: 'POST',
        body: { password },
      });
      onClose();
      await navigate(`/courrier/message/${messageId}`);
    } catch (refusal) {
      setProblem(refusal instanceof Refusal && refusal.code === 'password_wrong' ? t.wrong : t.failed);
      setBusy(false);
    }
  };
  return (
    <Dialog title={t.title(file.name)} onClose={onClose}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <label className="field">
          <span>{t.password}</span>
          <input
            type="password"
            autoFocus
            autoComplete="off"
            value={password}
            onChange={({ target }) => setPassword(target.value)}
          />
          <small>{t.once}</small>
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
          <button className="button main" type="submit" disabled={isBusy || password === ''}>
            {isBusy ? t.reading : t.read}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
