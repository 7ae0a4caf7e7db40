/** People and invitations, for the lead. A link is shown once: the service keeps its digest only. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, Refusal, type Schemas, take } from '../../api/client.js';
import { Loaded } from '../../parts/loading.js';
import { stateWords } from '../../parts/state.js';
import { useToasts } from '../../parts/toasts.js';
import { defineWords, useFormats, useWords } from '../../words.js';
import { Section } from './settings-page.js';

const words = defineWords({
  fr: {
    title: 'Personnes',
    name: 'Nom',
    email: 'Adresse e-mail',
    role: 'Rôle',
    state: 'État',
    seen: 'Dernière visite',
    invited: 'invitation envoyée',
    active: 'actif',
    disabled: 'désactivé',
    never: 'jamais',
    invite: 'Inviter',
    disable: 'Désactiver',
    enable: 'Réactiver',
    reset: 'Nouveau lien',
    link: (name: string) =>
      `Lien pour ${name}, à transmettre vous-même. Il ne sera plus montré, et ne sert qu’une fois :`,
    copy: 'Copier',
    copied: 'Copié.',
    last: 'Il faut garder au moins un responsable actif.',
    known: 'Cette adresse a déjà un compte.',
    failed: 'Cela n’a pas pu être fait.',
  },
  en: {
    title: 'People',
    name: 'Name',
    email: 'E-mail address',
    role: 'Role',
    state: 'State',
    seen: 'Last visit',
    invited: 'invited',
    active: 'active',
    disabled: 'disabled',
    never: 'never',
    invite: 'Invite',
    disable: 'Disable',
    enable: 'Enable',
    reset: 'New link',
    link: (name: string) =>
      `Link for ${name}, for you to pass on. It will not be shown again, and works once:`,
    copy: 'Copy',
    copied: 'Copied.',
    last: 'At least one active lead must remain.',
    known: 'This address has an account already.',
    failed: 'This could not be done.',
  },
});
const ROLES = ['reader', 'investigator', 'lead'] as const;

export function People() {
  const t = useWords(words);
  const s = useWords(stateWords);
  const { age } = useFormats();
  const { say, complain } = useToasts();
  const client = useQueryClient();
  const [made, setMade] = useState<{ readonly name: string; readonly link: string } | null>(null);
  const users = useQuery({ queryKey: ['users'], queryFn: () => take(api.GET('/api/users')) });
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
      await client.invalidateQueries({ queryKey: ['users'] });
    } catch (error) {
      const code = error instanceof Refusal ? error.code : '';
      complain(code === 'last_lead' ? t.last : /known|exists|taken/.test(code) ? t.known : t.failed);
    }
  };
  const change = (id: string, body: Schemas['ChangeUserBody']): Promise<void> =>
    attempt(async () => {
      await take(api.PATCH('/api/users/{id}', { params: { path: { id } }, body }));
    });
  const reset = ({ id, name }: Schemas['UserView']): Promise<void> =>
    attempt(async () => {
      const { link } = await take(api.POST('/api/users/{id}/reset', { params: { path: { id } } }));
      setMade({ name, link });
    });
  const invite = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const read = (name: string): string => ((new FormData(form).get(name) as string | null) ?? '').trim();
    const role = ROLES.find((one) => one === read('role')) ?? 'investigator';
    void attempt(async () => {
      const { user, link } = await take(
        api.POST('/api/users', { body: { email: read('email'), name: read('name'), role } }),
      );
      setMade({ name: user.name, link });
      form.reset();
    });
  };
  return (
    <Section id="people" title={t.title}>
      <Loaded query={users}>
        {(rows) => (
          <table>
            <thead>
              <tr>
                <th scope="col">{t.name}</th>
                <th scope="col">{t.email}</th>
                <th scope="col">{t.role}</th>
                <th scope="col">{t.state}</th>
                <th scope="col">{t.seen}</th>
                <th>
                  <span className="visually-hidden">{t.disable}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((user) => (
                <tr key={user.id}>
                  <td>{user.name}</td>
                  <td>{user.email}</td>
                  <td>
                    <select
                      aria-label={`${t.role}, ${user.name}`}
                      value={user.role}
                      onChange={({ target }) =>
                        void change(user.id, { role: ROLES.find((one) => one === target.value) ?? user.role })
                      }
                    >
                      {ROLES.map((role) => (
                        <option key={role} value={role}>
                          {s[role]}
                        </option>
                      ))}
                    </select>
                  </td>
                  <td>
                    <span className={user.state === 'active' ? 'tag good' : 'tag'}>{t[user.state]}</span>
                  </td>
                  <td className="soft">{user.lastSeenAt === null ? t.never : age(user.lastSeenAt)}</td>
                  <td className="number">
                    <button className="button plain" type="button" onClick={() => void reset(user)}>
                      {t.reset}
                    </button>
                    <button
                      className="button plain danger"
                      type="button"
                      onClick={() => void change(user.id, { disabled: user.state !== 'disabled' })}
                    >
                      {user.state === 'disabled' ? t.enable : t.disable}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Loaded>
      <form className="invite" onSubmit={invite}>
        <label className="field">
          <span>{t.name}</span>
          <input name="name" type="text" required />
        </label>
        <label className="field">
          <span>{t.email}</span>
          <input name="email" type="email" required />
        </label>
        <label className="field">
          <span>{t.role}</span>
          <select name="role" defaultValue="investigator">
            {ROLES.map((role) => (
              <option key={role} value={role}>
                {s[role]}
              </option>
            ))}
          </select>
        </label>
        <button className="button" type="submit">
          {t.invite}
        </button>
      </form>
      {made && (
        <div className="notice good stack" role="status">
          <p>{t.link(made.name)}</p>
          <output>{made.link}</output>
          <p>
            <button
              className="button"
              type="button"
              onClick={() => void navigator.clipboard.writeText(made.link).then(() => say(t.copied))}
            >
              {t.copy}
            </button>
          </p>
        </div>
      )}
    </Section>
  );
}
