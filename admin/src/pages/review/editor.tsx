/**
 * One answer being changed, with its question's own control. What is typed stays, whatever else happens to the case meanwhile: a clash
 * shows both values and asks. A reason is asked when a sure answer changes.
 */
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Refusal } from '../../api/client.js';
import { defineWords, useBoth, useLanguage, useWords } from '../../words.js';
import { controlOf, type Draft, findMistake, isSameDraft, openDraft, spellDate, toEntry } from './draft.js';
import { answerAt, isHeld, type Place } from './places.js';
import type { CaseReview, Words } from './types.js';
import { type Acts } from './use-case.js';
import { Control } from './control.js';
import { Crop } from './crop.js';

const words = defineWords({
  fr: {
    crop: 'Ce qui est écrit sur la fiche',
    save: 'Enregistrer',
    cancel: 'Renoncer',
    reason: 'Pourquoi cette réponse change-t-elle ?',
    reread: 'relu sur la fiche',
    told: 'précisé par le clinicien',
    mistake: 'erreur de lecture',
    reasonNeeded: 'Une réponse sûre change : dites pourquoi.',
    closes:
      'Une opposition ferme le cas pour de bon et efface ses réponses. Dites comment elle a été exprimée, puis enregistrez.',
    choice: 'Choisissez une réponse, ou un code.',
    number: 'Un nombre est attendu ici.',
    number_point:
      'Ce nombre peut se lire de deux façons : virgule pour les décimales, rien pour les milliers.',
    date: 'Une date est attendue : jj/mm/aaaa, mm/aaaa ou aaaa.',
    month: 'Un mois est attendu : mm/aaaa, ou aaaa.',
    year: 'Une année est attendue, en quatre chiffres.',
    invalid: (why: string) => `Cette réponse ne peut pas être prise : ${why}.`,
    clash: (name: string) => `${name} vient de changer cette réponse.`,
    someone: 'Quelqu’un',
    theirs: (text: string) => `La sienne : ${text}`,
    mine: 'La vôtre est encore ci-dessous.',
    nothing: 'sans réponse',
    keepMine: 'Garder la mienne',
    takeTheirs: 'Prendre la sienne',
    failed: 'Cela n’a pas été enregistré.',
  },
  en: {
    crop: 'What is written on the sheet',
    save: 'Save',
    cancel: 'Give up',
    reason: 'Why does this answer change?',
    reread: 'read again on the sheet',
    told: 'told by the clinician',
    mistake: 'misread',
    reasonNeeded: 'A sure answer changes: say why.',
    closes:
      'An objection closes the case for good and purges its answers. Say how it was expressed, then save.',
    choice: 'Choose an answer, or a code.',
    number: 'A number is expected here.',
    number_point: 'This number can be read in two ways: a point for decimals, nothing for thousands.',
    date: 'A date is expected: dd/mm/yyyy, mm/yyyy or yyyy.',
    month: 'A month is expected: mm/yyyy, or yyyy.',
    year: 'A year is expected, in four digits.',
    invalid: (why: string) => `This answer cannot be taken: ${why}.`,
    clash: (name: string) => `${name} has just changed this answer.`,
    someone: 'Somebody',
    theirs: (text: string) => `Theirs: ${text}`,
    mine: 'Yours is still below.',
    nothing: 'no answer',
    keepMine: 'Keep mine',
    takeTheirs: 'Take theirs',
    failed: 'This was not saved.',
  },
});

interface Clash {
  readonly by: string | null;
  readonly text: Words | null;
}

export function Editor({
  place,
  review,
  acts,
  startWith,
  onDone,
  onCancel,
}: {
  place: Place;
  review: CaseReview;
  acts: Acts;
  /** Opened by the key of a missing-data code. */
  startWith: Draft['missing'];
  onDone: (after: CaseReview) => void;
  onCancel: () => void;
}) {
  const t = useWords(words);
  const both = useBoth();
  const language = useLanguage();
  const id = useId();
  const question = place.column ?? place.field;
  const answer = answerAt(review, place);
  const [start] = useState(() => ({
    draft: openDraft(question, answer, language),
    isSure: isHeld(answer) && answer.sure,
  }));
  const [draft, setDraft] = useState<Draft>({ ...start.draft, missing: startWith ?? start.draft.missing });
  /** What was seen when the typing began: a change since then is a clash. */
  const [version] = useState(review.version);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [clash, setClash] = useState<Clash | null>(null);
  const [isClosing, setClosing] = useState(false);
  const asksReason = isClosing || (start.isSure && !isSameDraft(draft, start.draft));
  const form = useRef<HTMLFormElement>(null);
  const reasonField = useRef<HTMLInputElement>(null);
  useEffect(() => {
    form.current?.scrollIntoView({ block: 'nearest' });
  }, [asksReason, problem]);

  const save = async (at: number): Promise<void> => {
    const mistake = findMistake(question, draft, language);
    if (mistake) {
      setProblem(t[mistake]);
      return;
    }
    if (asksReason && reason.trim() === '') {
      setProblem(isClosing ? t.closes : t.reasonNeeded);
      reasonField.current?.focus();
      return;
    }
    try {
      onDone(
        await acts.tryTo(() =>
          acts.answer(place.name, toEntry(question, draft, language), reason.trim() || null, at),
        ),
      );
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      const { code, details } = refusal;
      if (code === 'case_changed') setClash({ by: asText(details['by']), text: asWords(details['text']) });
      else if (code === 'answer_invalid') {
        const why = asWords(details['reason']);
        setProblem(why ? t.invalid(both(why)) : t.failed);
      } else if (code === 'reason_missing') {
        setClosing(details['closes'] !== undefined);
        setProblem(details['closes'] === undefined ? t.reasonNeeded : t.closes);
        reasonField.current?.focus();
      } else acts.complain(refusal);
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!acts.isBusy) void save(version);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onCancel();
    }
    const isText = event.target instanceof HTMLTextAreaElement;
    const isButton = event.target instanceof HTMLButtonElement;
    if (event.key !== 'Enter' || isButton || event.repeat) return;
    if (isText && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    form.current?.requestSubmit();
  };
  return (
    <form className="editor stack" ref={form} onSubmit={submit} onKeyDown={press} noValidate>
      {clash && (
        <div className="notice doubt stack" role="alert">
          <p>
            {t.clash(clash.by ?? t.someone)}{' '}
            <strong>{t.theirs(clash.text ? both(clash.text) : t.nothing)}</strong> {t.mine}
          </p>
          <p className="line">
            <button
              className="button"
              type="button"
              onClick={() => {
                setClash(null);
                void acts.refresh().then(save);
              }}
            >
              {t.keepMine}
            </button>
            <button className="button" type="button" onClick={onCancel}>
              {t.takeTheirs}
            </button>
          </p>
        </div>
      )}
      {answer?.source?.strategy === 'ocr' && <Crop review={review} place={place} label={t.crop} />}
      <Control
        id={id}
        question={question}
        label={both(question.label)}
        draft={draft}
        onChange={(next) => {
          setDraft(next);
          setProblem(null);
        }}
        onLeave={() => {
          if (controlOf(question) === 'date')
            setDraft((typed) => ({ ...typed, text: spellDate(typed.text) }));
        }}
      />
      {asksReason && (
        <div className="stack">
          <label className="field">
            <span>{t.reason}</span>
            <input
              ref={reasonField}
              type="text"
              value={reason}
              maxLength={500}
              onChange={({ target }) => {
                setReason(target.value);
                setProblem(null);
              }}
            />
          </label>
          {!isClosing && (
            <p className="line">
              {[t.reread, t.told, t.mistake].map((one) => (
                <button
                  key={one}
                  className="button"
                  type="button"
                  onClick={() => {
                    setReason(one);
                    setProblem(null);
                    reasonField.current?.focus();
                  }}
                >
                  {one}
                </button>
              ))}
            </p>
          )}
        </div>
      )}
      {problem && (
        <p className="notice wrong" role="alert">
          {problem}
        </p>
      )}
      <p className="line">
        <button className="button main" type="submit" disabled={acts.isBusy}>
          {t.save} <kbd>↵</kbd>
        </button>
        <button className="button" type="button" onClick={onCancel}>
          {t.cancel} <kbd>Esc</kbd>
        </button>
      </p>
    </form>
  );
}

const asText = (value: unknown): string | null => (typeof value === 'string' ? value : null);
function asWords(value: unknown): Words | null {
  const { fr, en } = (value ?? {}) as { fr?: unknown; en?: unknown };
  return typeof fr === 'string' && typeof en === 'string' ? { fr, en } : null;
}
