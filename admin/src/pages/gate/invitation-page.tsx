/** A one-time link: the first account, an invitation, or a new password and second factor. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { api, Refusal, type Schemas, take } from '../../api/client.js';
import { Loaded } from '../../parts/loading.js';
import { setSession } from '../../session.js';
import { defineWords, useLanguage, useWords } from '../../words.js';

const words = defineWords({
  fr: {
    first: 'Créer le premier compte',
    invitation: 'Créer votre compte',
    reset: 'Nouveau mot de passe et nouveau code',
    email: 'Adresse e-mail',
    name: 'Prénom et nom',
    nameHelp: 'Il signera les cas que vous confirmez.',
    password: 'Mot de passe',
    passwordHelp: (length: number) =>
      length === 0
        ? 'Douze caractères au moins ; une phrase convient très bien.'
        : `${length} caractères, douze au moins.`,
    scan: 'Scannez ce carré avec une application d’authentification, ou saisissez-y cette clé :',
    code: 'Code affiché par l’application',
    create: 'Terminer',
    unknown: 'Ce lien a déjà servi, ou il a expiré. Demandez-en un autre au responsable de l’étude.',
    weak: 'Ce mot de passe est trop court ou trop courant.',
    wrongCode: 'Ce code ne convient pas. Attendez le suivant, puis réessayez.',
    failed: 'Le compte n’a pas pu être créé. Réessayez.',
    qr: 'Carré à scanner',
  },
  en: {
    first: 'Make the first account',
    invitation: 'Make your account',
    reset: 'New password and new code',
    email: 'E-mail address',
    name: 'First and last name',
    nameHelp: 'It will sign the cases that you confirm.',
    password: 'Password',
    passwordHelp: (length: number) =>
      length === 0
        ? 'Twelve characters or more; a sentence does very well.'
        : `${length} characters, at least twelve.`,
    scan: 'Scan this square with an authenticator app, or type this key into it:',
    code: 'Code shown by the app',
    create: 'Finish',
    unknown: 'This link has been used, or has expired. Ask the study lead for another.',
    weak: 'This password is too short or too common.',
    wrongCode: 'This code is not right. Wait for the next one and try again.',
    failed: 'The account could not be made. Try again.',
    qr: 'Square to scan',
  },
});

export function InvitationPage({ token }: { token: string }) {
  const t = useWords(words);
  const found = useQuery({
    queryKey: ['invitation', token],
    queryFn: async () => {
      try {
        return await take(api.POST('/api/invitations/look', { body: { token } }));
      } catch (error) {
        if (error instanceof Refusal && error.code !== 'offline') return null;
        throw error;
      }
    },
    // The secret on the page is the one that its code is checked against.
    staleTime: Infinity,
  });
  return (
    <div className="gate">
      <main className="wide">
        <Loaded query={found}>
          {(invitation) =>
            invitation === null ? (
              <p className="notice wrong">{t.unknown}</p>
            ) : (
              <Enrol token={token} invitation={invitation} />
            )
          }
        </Loaded>
      </main>
    </div>
  );
}

function Enrol({ token, invitation }: { token: string; invitation: Schemas['InvitationView'] }) {
  const t = useWords(words);
  const language = useLanguage();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [wrong, setWrong] = useState('');
  const [length, setLength] = useState(0);
  const [isBusy, setBusy] = useState(false);
  const finish = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const read = (name: string): string => (form.get(name) as string | null) ?? '';
    setBusy(true);
    try {
      const session = await take(
        api.POST('/api/invitations/use', {
          body: {
            token,
            email: invitation.email ?? read('email').trim(),
            name: invitation.name ?? read('name').trim(),
            password: read('password'),
            code: read('code').replace(/\s/g, ''),
            language,
          },
        }),
      );
      setSession(client, session);
      await navigate('/', { replace: true });
    } catch (error) {
      const code = error instanceof Refusal ? error.code : '';
      setWrong(
        { password_weak: t.weak, code_wrong: t.wrongCode, link_unknown: t.unknown }[code] ??
          (error instanceof Refusal && error.message !== code ? error.message : t.failed),
      );
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void finish(event)}>
      <h1>{t[invitation.purpose]}</h1>
      <div className="two">
        <div className="stack">
          {invitation.email === null ? (
            <label className="field">
              <span>{t.email}</span>
              <input name="email" type="email" autoComplete="username" required autoFocus />
            </label>
          ) : (
            <p>{invitation.email}</p>
          )}
          {invitation.name === null && (
            <label className="field">
              <span>{t.name}</span>
              <input name="name" type="text" autoComplete="name" required />
              <small>{t.nameHelp}</small>
            </label>
          )}
          <label className="field">
            <span>{t.password}</span>
            <input
              name="password"
              type="password"
              autoComplete="new-password"
              minLength={12}
              required
              onChange={({ target }) => setLength(target.value.length)}
            />
            <small>{t.passwordHelp(length)}</small>
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
          </label>
          {wrong !== '' && (
            <p className="notice wrong" role="alert">
              {wrong}
            </p>
          )}
          <p>
            <button className="button main" type="submit" disabled={isBusy}>
              {t.create}
            </button>
          </p>
        </div>
        <div className="stack">
          <p className="soft">{t.scan}</p>
          {/* Drawn by the service itself from the secret beside it. */}
          <div role="img" aria-label={t.qr} dangerouslySetInnerHTML={{ __html: invitation.qrSvg }} />
          <code>{invitation.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
        </div>
      </div>
    </form>
  );
}
