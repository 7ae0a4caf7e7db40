/** Files that are dropped or chosen, and the list of them. */
import { type DragEvent, useState } from 'react';

export function FileDrop({
  label,
  remove,
  accept,
  files,
  onChange,
}: {
  label: string;
  /** Of a file, for whoever cannot see the button. */
  remove: (name: string) => string;
  accept?: string;
  files: readonly File[];
  onChange: (files: readonly File[]) => void;
}) {
  const [isOver, setOver] = useState(false);
  const add = (list: FileList | null): void => onChange([...files, ...(list ?? [])]);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    add(event.dataTransfer.files);
  };
  return (
    <>
      <label
        className={isOver ? 'field drop over' : 'field drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <span>{label}</span>
        <input
          type="file"
          multiple
          autoFocus
          {...(accept !== undefined && { accept })}
          onChange={({ target }) => add(target.files)}
        />
      </label>
      {files.length > 0 && (
        <ul className="files">
          {files.map((file, at) => (
            <li key={`${file.name}${at}`} className="line">
              {file.name}
              <button
                className="button plain"
                type="button"
                aria-label={remove(file.name)}
                onClick={() => onChange(files.filter((one) => one !== file))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
