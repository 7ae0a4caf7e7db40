/** The control of a question: boxes for choices, a line for numbers and dates, and the codes for what is missing. */
import { useEffect, useRef } from 'react';
import { defineWords, useBoth, useWords } from '../../words.js';
import { controlOf, type Draft, NONE } from './draft.js';
import type { MissingCode, Question } from './types.js';

const words = defineWords({
  fr: {
    none: 'Aucune réponse',
    missing: 'Ou, à défaut',
    NSP: 'NSP : ne sait pas',
    NF: 'NF : non fait',
    NA: 'NA : sans objet',
    date: 'jj/mm/aaaa, mm/aaaa ou aaaa',
    month: 'mm/aaaa ou aaaa',
    year: 'aaaa',
  },
  en: {
    none: 'No answer',
    missing: 'Or, failing that',
    NSP: 'NSP: not known',
    NF: 'NF: not done',
    NA: 'NA: not applicable',
    date: 'dd/mm/yyyy, mm/yyyy or yyyy',
    month: 'mm/yyyy or yyyy',
    year: 'yyyy',
  },
});

interface ControlProps {
  id: string;
  question: Question;
  label: string;
  draft: Draft;
  onChange: (draft: Draft) => void;
  onLeave: () => void;
}

export function Control(props: ControlProps) {
  const { id, question, label, draft, onChange } = props;
  const t = useWords(words);
  const first = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const fields = [...(first.current?.querySelectorAll<HTMLInputElement>('input, textarea') ?? [])];
    const field = fields.find(({ checked }) => checked) ?? fields[0];
    field?.focus({ preventScroll: true });
    if (field?.type === 'text') field.select();
  }, []);
  const codes = question.missingCodes as readonly MissingCode[];
  return (
    <div ref={first} className="stack" role="group" aria-label={label}>
      <Own {...props} />
      {codes.length > 0 && (
        <fieldset className="line codes">
          <legend className="soft">{t.missing}</legend>
          {codes.map((code) => (
            <label key={code} className="choice">
              <input
                type="checkbox"
                name={`${id}-${code}`}
                checked={draft.missing === code}
                onChange={({ target }) => onChange({ ...draft, missing: target.checked ? code : null })}
              />
              {t[code]}
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}

function Own({ id, question, label, draft, onChange, onLeave }: ControlProps) {
  const t = useWords(words);
  const both = useBoth();
  const control = controlOf(question);
  if (control === 'choice' || control === 'many')
    return (
      <fieldset className="choices">
        <legend className="visually-hidden">{label}</legend>
        {question.choices.map((choice) => (
          <label key={choice.code} className="choice">
            {control === 'choice' ? (
              <input
                type="radio"
                name={id}
                checked={draft.missing === null && draft.code === choice.code}
                onChange={() => onChange({ ...draft, code: choice.code, missing: null })}
              />
            ) : (
              <input
                type="checkbox"
                checked={draft.missing === null && draft.codes.includes(choice.code)}
                onChange={({ target }) =>
                  onChange({
                    ...draft,
                    codes: withCode(draft.codes, choice.code, target.checked),
                    missing: null,
                  })
                }
              />
            )}
            {both(choice.label)}
          </label>
        ))}
        {control === 'choice' && (
          <label className="choice soft">
            <input
              type="radio"
              name={id}
              checked={draft.missing === null && draft.code === NONE}
              onChange={() => onChange({ ...draft, code: NONE, missing: null })}
            />
            {t.none}
          </label>
        )}
      </fieldset>
    );
  const change = (text: string): void => onChange({ ...draft, text, missing: null });
  if (control === 'long')
    return (
      <textarea
        aria-label={label}
        rows={4}
        value={draft.missing ? '' : draft.text}
        onChange={({ target }) => change(target.value)}
      />
    );
  const hint =
    question.type === 'date' || question.type === 'month' || question.type === 'year'
      ? t[question.type]
      : null;
  return (
    <span className="line one-line">
      <input
        type="text"
        className={control === 'text' ? undefined : 'short'}
        aria-label={label}
        inputMode={control === 'number' ? 'decimal' : 'text'}
        autoComplete="off"
        value={draft.missing ? '' : draft.text}
        onChange={({ target }) => change(target.value)}
        onBlur={onLeave}
      />
      {question.unit && <span>{both(question.unit)}</span>}
      {hint && <small className="soft">{hint}</small>}
    </span>
  );
}

function withCode(codes: readonly string[], code: string, isTicked: boolean): string[] {
  const others = codes.filter((one) => one !== code);
  return isTicked ? [...others, code] : others;
}
