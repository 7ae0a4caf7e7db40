/** Importer des messages: mail that came as files walks as if it had come by mail, and is answered so. */
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Refusal, type Schemas } from '../../api/client.js';
import { Dialog } from '../../parts/dialog.js';
import { defineWords, useWords } from '../../words.js';
import { ask } from './contract.js';
import { FileDrop } from './file-drop.js';

type ImportedFile = Schemas['ImportedFileView'];

const words = defineWords({
  fr: {
    title: 'Importer des messages',
    drop: 'Déposez ici des messages enregistrés (.eml, .msg, mbox), ou choisissez-les',
    hint: 'Ils sont lus, et leurs expéditeurs reçoivent une réponse, comme s’ils étaient arrivés par e-mail. Au-delà de 60 Mo par fichier : recueil import.',
    send: 'Importer',
    sending: 'Importation…',
    close: 'Fermer',
    none: 'Choisissez au moins un fichier.',
    failed: 'Les fichiers n’ont pas pu être importés.',
    tooLarge: 'Un fichier dépasse 60 Mo : utilisez la commande recueil import.',
    remove: (name: string) => `Retirer ${name}`,
    stored: (count: number) => (count === 1 ? '1 message importé' : `${count} messages importés`),
    known: (count: number) => (count === 1 ? '1 déjà reçu' : `${count} déjà reçus`),
    oversize: (count: number) => `${count} trop volumineux : en-tête seul`,
    empty: 'fichier vide',
    too_large: 'message trop volumineux',
    no_message: 'ni message (.eml, .msg), ni mbox',
  },
  en: {
    title: 'Import messages',
    drop: 'Drop saved messages here (.eml, .msg, mbox), or choose them',
    hint: 'They are read, and their senders answered, as if they had come by e-mail. Above 60 MB a file: recueil import.',
    send: 'Import',
    sending: 'Importing…',
    close: 'Close',
    none: 'Choose a file at least.',
    failed: 'The files could not be imported.',
    tooLarge: 'A file is larger than 60 MB: use the command recueil import.',
    remove: (name: string) => `Remove ${name}`,
    stored: (count: number) => (count === 1 ? '1 message imported' : `${count} messages imported`),
    known: (count: number) => (count === 1 ? '1 here already' : `${count} here already`),
    oversize: (count: number) => `${count} too large: header only`,
    empty: 'empty file',
    too_large: 'message too large',
    no_message: 'neither a message (.eml, .msg) nor an mbox',
  },
});

export function ImportDialog({ onClose }: { onClose: () => void }) {
  const t = useWords(words);
  const client = useQueryClient();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [told, setTold] = useState<readonly ImportedFile[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (files.length === 0) return setProblem(t.none);
    const form = new FormData();
    for (const file of files) form.append('files', file);
    setBusy(true);
    setProblem(null);
    try {
      setTold(await ask<readonly ImportedFile[]>('/imports', { method: 'POST', body: form }));
      setFiles([]);
      await client.invalidateQueries({ queryKey: ['messages'] });
    } catch (refusal) {
      setProblem(refusal instanceof Refusal && /large|413/.test(refusal.code) ? t.tooLarge : t.failed);
    } finally {
      setBusy(false);
    }
  };
  const say = ({ stored, known, oversize, refused }: ImportedFile): string =>
    [
      ...(refused === null || stored + known > 0 ? [t.stored(stored)] : []),
      ...(known > 0 ? [t.known(known)] : []),
      ...(oversize > 0 ? [t.oversize(oversize)] : []),
      ...(refused === null ? [] : [t[refused]]),
    ].join(', ');
  return (
    <Dialog title={t.title} onClose={onClose}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <FileDrop label={t.drop} remove={t.remove} files={files} onChange={setFiles} />
        <small>{t.hint}</small>
        {told.length > 0 && (
          <div role="status">
            <ul className="files">
              {told.map((file, at) => (
                <li key={`${file.name}${at}`} className={file.refused === null ? undefined : 'wrong'}>
                  <strong>{file.name}</strong> {say(file)}
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
            {t.close}
          </button>
          <button className="button main" type="submit" disabled={isBusy}>
            {isBusy ? t.sending : t.send}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
