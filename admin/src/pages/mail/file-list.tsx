/** The files of a message, each to be opened as it came; one under a password waits for it. */
import { useState } from 'react';
import { useBoth, useFormats, useWords } from '../../words.js';
import type { FileView } from './contract.js';
import { PasswordDialog } from './password-dialog.js';
import { mailWords } from './words.js';

export function FileList({ files }: { files: readonly FileView[] }) {
  const t = useWords(mailWords);
  const both = useBoth();
  const { number } = useFormats();
  const [locked, setLocked] = useState<FileView | null>(null);
  if (files.length === 0) return null;
  return (
    <>
      <ul className="files" aria-label={t.files}>
        {files.map((file) => (
          <li key={file.id} className="line">
            <a href={`/api/attachments/${file.id}/file`} target="_blank" rel="noreferrer">
              {file.name}
            </a>
            <span className="soft">{t.size(number(Math.max(1, Math.round(file.size / 1024))))}</span>
            {file.finding && <span>{both(file.finding)}</span>}
            {file.finding && file.locked && (
              <button className="button" type="button" onClick={() => setLocked(file)}>
                {t.password}
              </button>
            )}
          </li>
        ))}
      </ul>
      {locked && <PasswordDialog file={locked} onClose={() => setLocked(null)} />}
    </>
  );
}
