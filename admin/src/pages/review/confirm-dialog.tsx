/**
 * The signature: what still stands in its way, the criteria of inclusion looked at, then one line of what it means. Two presses of Enter
 * for a clean case; the password when the service asks for it, once per signing session.
 */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, Refusal, take } from '../../api/client.js';
import { Dialog } from '../../parts/dialog.js';
import { setSession, useUser } from '../../session.js';
import { defineWords, useBoth, useFormats, useWords } from '../../words.js';
import type { CaseReview } from './types.js';
import { type Acts, caseKey } from './use-case.js';

const words = defineWords({
  fr: {
    title: (reference: string) => `Confirmer ${reference}`,
    inclusion: 'Critères d’inclusion',
    met: 'rempli',
    not_met: 'non rempli',
    unknown: 'on ne sait pas',
    seenBy: (name: string, when: string) => `Vus par ${name} le ${when}.`,
    see: 'Vu',
    keep: 'Pourquoi ce cas est-il gardé ?',
    keepNeeded: 'Un critère n’est pas rempli pour sûr : dites pourquoi ce cas est gardé, ou écartez-le.',
    kept: (reason: string) => `Gardé : « ${reason} »`,
    first: 'Il reste à voir',
    goThere: 'Voir la première',
    sign: 'Confirmer',
    meaning: 'Ces données sont conformes à la fiche reçue.',
    line: (name: string, when: string, meaning: string) => `${name}, le ${when} : « ${meaning} »`,
    password: 'Votre mot de passe, une fois pour la demi-heure',
    wrong: 'Ce n’est pas votre mot de passe.',
    later: 'Trop d’essais : attendez un peu.',
    cancel: 'Fermer',
  },
  en: {
    title: (reference: string) => `Confirm ${reference}`,
    inclusion: 'Criteria of inclusion',
    met: 'met',
    not_met: 'not met',
    unknown: 'not known',
    seenBy: (name: string, when: string) => `Looked at by ${name}, ${when}.`,
    see: 'Looked at',
    keep: 'Why is this case kept?',
    keepNeeded: 'A criterion is not met for sure: say why this case is kept, or set it aside.',
    kept: (reason: string) => `Kept: “${reason}”`,
    first: 'Still to see',
    goThere: 'See the first',
    sign: 'Confirm',
    meaning: 'These data agree with the sheet that was received.',
    line: (name: string, when: string, meaning: string) => `${name}, ${when}: “${meaning}”`,
    password: 'Your password, once for half an hour',
    wrong: 'This is not your password.',
    later: 'Too many tries: wait a little.',
    cancel: 'Close',
  },
});
const SIGN = { met: '✓', not_met: '✗', unknown: '?' } as const;

export function ConfirmDialog({
  review,
  acts,
  onClose,
  onConfirmed,
  onSee,
}: {
  review: CaseReview;
  acts: Acts;
  onClose: () => void;
  onConfirmed: (after: CaseReview) => void;
  /** To what stands in the way. */
  onSee: (name: string | null) => void;
}) {
  const t = useWords(words);
  const both = useBoth();
  const { moment } = useFormats();
  const { user } = useUser();
  const client = useQueryClient();
  const [opened] = useState(() => new Date().toISOString());
  const [reason, setReason] = useState('');
  const [needsPassword, setNeedsPassword] = useState(false);
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const main = useRef<HTMLButtonElement>(null);
  const secret = useRef<HTMLInputElement>(null);
  const others = review.blockers.filter(({ code }) => !code.startsWith('inclusion'));
  const isSeen = review.inclusionSeen !== null || review.inclusion.length === 0;
  const isKept = !review.blockers.some(({ code }) => code === 'inclusion_not_met');
  const stage = others.length > 0 ? 'wait' : isSeen && isKept ? 'sign' : 'look';
  const isUnmet = review.inclusion.some(({ verdict }) => verdict !== 'met');
  const asksReason = stage === 'look' && isUnmet;
  useEffect(() => {
    if (needsPassword) secret.current?.focus();
    else if (!asksReason) main.current?.focus();
  }, [asksReason, needsPassword, stage]);

  const path = { reference: review.reference };
  const body = { version: review.version };
  const look = async (): Promise<void> => {
    if (asksReason && reason.trim() === '') {
      setProblem(t.keepNeeded);
      return;
    }
    setProblem(null);
    await acts.run(() =>
      take(
        api.POST('/api/cases/{reference}/inclusion', {
          params: { path },
          body: { ...body, reason: reason.trim() || null },
        }),
      ),
    );
  };
  const sign = async (): Promise<void> => {
    try {
      if (needsPassword) {
        setSession(client, await take(api.POST('/api/session/sign', { body: { password } })));
        setNeedsPassword(false);
        setPassword('');
      }
      onConfirmed(
        await acts.tryTo(() => take(api.POST('/api/cases/{reference}/confirm', { params: { path }, body }))),
      );
    } catch (refusal) {
      const code = refusal instanceof Refusal ? refusal.code : '';
      if (code === 'sign_in_again') setNeedsPassword(true);
      else if (needsPassword && code === 'sign_in_refused') setProblem(t.wrong);
      else if (code === 'sign_in_later') setProblem(t.later);
      else {
        acts.complain(refusal);
        if (code === 'not_ready') await client.invalidateQueries({ queryKey: caseKey(review.reference) });
        onClose();
      }
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (acts.isBusy) return;
    setProblem(null);
    if (stage === 'wait') onSee(others.flatMap(({ keys }) => keys)[0] ?? null);
    else if (stage === 'look') void look();
    else void sign();
  };
  return (
    <Dialog title={t.title(review.reference)} onClose={onClose}>
      <form
        className="stack confirm"
        onSubmit={submit}
        onKeyDown={(event) => {
          // A finger that stays on Enter signs nothing.
          if (event.key === 'Enter' && event.repeat) event.preventDefault();
        }}
      >
        {stage === 'wait' && (
          <div className="notice doubt stack">
            <strong>{t.first}</strong>
            <ul>
              {others.map(({ code, keys, message }) => (
                <li key={code}>
                  {both(message)} {keys.length > 1 && <span className="soft">({keys.length})</span>}
                </li>
              ))}
            </ul>
          </div>
        )}
        {review.inclusion.length > 0 && (
          <section>
            <h3>{t.inclusion}</h3>
            <ul className="criteria">
              {review.inclusion.map(({ rule, label, verdict }) => (
                <li key={rule} className={verdict}>
                  <span aria-hidden="true">{SIGN[verdict]}</span>
                  <span>{both(label)}</span>
                  <strong>{t[verdict]}</strong>
                </li>
              ))}
            </ul>
            {review.inclusionSeen && (
              <p className="soft">
                {t.seenBy(review.inclusionSeen.by, moment(review.inclusionSeen.at))}{' '}
                {review.inclusionSeen.reason !== null && t.kept(review.inclusionSeen.reason)}
              </p>
            )}
          </section>
        )}
        {asksReason && (
          <label className="field">
            <span>{t.keep}</span>
            <input
              type="text"
              autoFocus
              value={reason}
              maxLength={500}
              onChange={({ target }) => setReason(target.value)}
            />
          </label>
        )}
        {stage === 'sign' && <p className="signature">{t.line(user.name, moment(opened), t.meaning)}</p>}
        {needsPassword && (
          <label className="field">
            <span>{t.password}</span>
            <input
              ref={secret}
              type="password"
              autoComplete="current-password"
              value={password}
              onChange={({ target }) => setPassword(target.value)}
            />
          </label>
        )}
        {problem && (
          <p className="notice wrong" role="alert">
            {problem}
          </p>
        )}
        <p className="line end">
          <button className="button" type="button" onClick={onClose}>
            {t.cancel} <kbd>Esc</kbd>
          </button>
          <button
            ref={main}
            className="button main"
            type="submit"
            disabled={needsPassword && password === ''}
          >
            {stage === 'wait' ? t.goThere : stage === 'look' ? t.see : t.sign} <kbd>↵</kbd>
          </button>
        </p>
      </form>
    </Dialog>
  );
}
