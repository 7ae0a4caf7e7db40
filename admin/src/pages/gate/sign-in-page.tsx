/** Sign in: e-mail, password, code. */
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, Refusal, take } from '../../api/client.js';
import { setSession, type Session } from '../../session.js';
import { defineWords, useLanguage, useWords } from '../../words.js';

const words = defineWords({
  fr: {
    title: 'Connexion',
    email: 'Adresse e-mail',
    password: 'Mot de passe',
    code: 'Code de l’application',
    codeHelp: 'Six chiffres, valables trente secondes.',
    enter: 'Se connecter',
    refused: 'L’adresse, le mot de passe ou le code ne convient pas.',
    later: (seconds: number) => `Trop d’essais. Réessayez dans ${seconds} s.`,
    offline: 'Le service ne répond pas.',
    failed: 'La connexion n’a pas abouti. Réessayez.',
    first:
      'Aucun compte n’existe encore : le service a affiché, à son démarrage, un lien pour créer le premier.',
  },
  en: {
    title: 'Sign in',
    email: 'E-mail address',
    password: 'Password',
    code: 'Code from the app',
    codeHelp: 'Six digits, good for thirty seconds.',
    enter: 'Sign in',
    refused: 'The address, the password or the code is not right.',
    later: (seconds: number) => `Too many tries. Try again in ${seconds} s.`,
    offline: 'The service does not answer.',
    failed: 'You could not be signed in. Try again.',
    first: 'There is no account yet: when it started, the service printed a link that makes the first one.',
  },
});

export function SignInPage({ session }: { session: Session }) {
  const t = useWords(words);
  const language = useLanguage();
  const client = useQueryClient();
  const [wrong, setWrong] = useState('');
  const [isBusy, setBusy] = useState(false);
  const enter = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const read = (name: string): string => (form.get(name) as string | null)?.trim() ?? '';
    setBusy(true);
    try {
      const body = {
        email: read('email'),
        password: form.get('password') as string,
        code: read('code').replace(/\s/g, ''),
      };
      setSession(client, await take(api.POST('/api/session', { body })));
    } catch (error) {
      const { code, details } = error instanceof Refusal ? error : new Refusal('failed');
      setWrong(
        code === 'sign_in_refused'
          ? t.refused
          : code === 'sign_in_later'
            ? t.later(Number(details.retryAfter ?? 30))
            : code === 'offline'
              ? t.offline
              : t.failed,
      );
      setBusy(false);
    }
  };
  return (
    <div className="gate">
      <main>
        <h1>{t.title}</h1>
        <p className="soft">{session.study.title[language]}</p>
        <br />
        {session.firstAccount && <p className="notice">{t.first}</p>}
        <form className="stack" onSubmit={(event) => void enter(event)}>
          <label className="field">
            <span>{t.email}</span>
            <input name="email" type="email" autoComplete="username" required autoFocus />
          </label>
          <label className="field">
            <span>{t.password}</span>
            <input name="password" type="password" autoComplete="current-password" required />
          </label>
          <label className="field">
            <span>{t.code}</span>
            <input
              name="code"
              type="text"
              inputMode="numeric"
              autoComplete="one-time-code"
              pattern="[0-9 ]{6,7}"
              required
            />
            <small>{t.codeHelp}</small>
          </label>
          {wrong !== '' && (
            <p className="notice wrong" role="alert">
              {wrong}
            </p>
          )}
          <p>
            <button className="button main" type="submit" disabled={isBusy}>
              {t.enter}
            </button>
          </p>
        </form>
      </main>
    </div>
  );
}
