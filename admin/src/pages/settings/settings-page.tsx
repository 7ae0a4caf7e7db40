/** Réglages: people, one's own sessions, reminders, the mailbox's health, the queues. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { api, type Schemas, take } from '../../api/client.js';
import { Loaded } from '../../parts/loading.js';
import { useToasts } from '../../parts/toasts.js';
import { useUser } from '../../session.js';
import { defineWords, useBoth, useFormats, useWords } from '../../words.js';
import { People } from './people.js';
import { Reminders } from './reminder-settings.js';
import './settings.css';

const words = defineWords({
  fr: {
    title: 'Réglages',
    mailbox: 'Boîte aux lettres',
    folder: 'Dossier',
    state: 'État',
    reconciled: 'Relevé',
    waiting: (count: number) => `${count} en attente`,
    progress: (done: string, of: string, folder: string) =>
      `${done} sur ${of} messages du dossier ${folder} lus`,
    folders: (names: string) => `Dossiers présents : ${names}`,
    smtp: 'Envoi des courriers',
    database: 'Base de données',
    none: 'Aucune boîte n’est relevée : IMAP_URL n’est pas renseigné. Les messages arrivent par fichiers (recueil import).',
    queues: 'Files de travail',
    queue: 'File',
    waits: 'en attente',
    active: 'en cours',
    delayed: 'plus tard',
    failed: 'en échec',
    open: 'Ouvrir le tableau des files',
    sessions: 'Vos sessions',
    started: 'Ouverte',
    seen: 'Vue',
    agent: 'Navigateur',
    current: 'celle-ci',
    end: 'Fermer',
    ended: 'Session fermée.',
    version: (version: string) => `Recueil ${version}`,
  },
  en: {
    title: 'Settings',
    mailbox: 'Mailbox',
    folder: 'Folder',
    state: 'State',
    reconciled: 'Listed',
    waiting: (count: number) => `${count} waiting`,
    progress: (done: string, of: string, folder: string) => `${done} of ${of} messages of ${folder} read`,
    folders: (names: string) => `Folders there: ${names}`,
    smtp: 'Sending letters',
    database: 'Database',
    none: 'No mailbox is watched: IMAP_URL is not set. Messages come as files (recueil import).',
    queues: 'Queues',
    queue: 'Queue',
    waits: 'waiting',
    active: 'running',
    delayed: 'later',
    failed: 'failed',
    open: 'Open the board of the queues',
    sessions: 'Your sessions',
    started: 'Begun',
    seen: 'Seen',
    agent: 'Browser',
    current: 'this one',
    end: 'End',
    ended: 'Session ended.',
    version: (version: string) => `Recueil ${version}`,
  },
});

export function SettingsPage() {
  const t = useWords(words);
  const { user, session } = useUser();
  return (
    <main className="page">
      <div className="inner settings">
        <div className="heading">
          <h1>{t.title}</h1>
        </div>
        {user.role === 'lead' && <People />}
        {user.role !== 'reader' && <Reminders mayChange={user.role === 'lead'} />}
        {user.role !== 'reader' && <Mailbox />}
        {user.role === 'lead' && <Queues />}
        <Sessions />
        <p className="soft">{t.version(session.version)}</p>
      </div>
    </main>
  );
}

export function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

function Mailbox() {
  const t = useWords(words);
  const both = useBoth();
  const { age, number } = useFormats();
  const health = useQuery({
    queryKey: ['mailbox'],
    queryFn: () => take(api.GET('/api/mailbox')),
    refetchInterval: 30_000,
  });
  const tag = ({ isWell, what }: Pick<Schemas['PartHealth'], 'isWell' | 'what'>) => (
    <span className={isWell ? 'tag good' : 'tag wrong'}>{both(what)}</span>
  );
  return (
    <Section id="mailbox" title={t.mailbox}>
      <Loaded query={health}>
        {({ folders, smtp, database }) => (
          <table>
            <tbody>
              {folders.length === 0 && (
                <tr>
                  <td colSpan={3}>{t.none}</td>
                </tr>
              )}
              {folders.map((folder) => (
                <tr key={`${folder.mailbox}/${folder.folder}`}>
                  <td>
                    {folder.mailbox} · {folder.folder}
                  </td>
                  <td>
                    {tag(folder)}{' '}
                    {folder.progress !== null && (
                      <span className="tag">
                        {t.progress(number(folder.progress.done), number(folder.progress.of), folder.folder)}
                      </span>
                    )}
                    {folder.folders !== null && (
                      <span className="soft">{t.folders(folder.folders.join(', '))}</span>
                    )}
                    {folder.waiting > 0 && <span className="tag doubt">{t.waiting(folder.waiting)}</span>}
                  </td>
                  <td className="soft">
                    {folder.reconciledAt !== null && `${t.reconciled} ${age(folder.reconciledAt)}`}
                  </td>
                </tr>
              ))}
              <tr>
                <td>{t.smtp}</td>
                <td colSpan={2}>{tag(smtp)}</td>
              </tr>
              <tr>
                <td>{t.database}</td>
                <td colSpan={2}>{tag(database)}</td>
              </tr>
            </tbody>
          </table>
        )}
      </Loaded>
    </Section>
  );
}

function Queues() {
  const t = useWords(words);
  const queues = useQuery({
    queryKey: ['queues'],
    queryFn: () => take(api.GET('/api/queues')),
    refetchInterval: 5_000,
  });
  return (
    <Section id="queues" title={t.queues}>
      <Loaded query={queues}>
        {(rows) => (
          <>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t.queue}</th>
                  {(['waits', 'active', 'delayed', 'failed'] as const).map((name) => (
                    <th key={name} scope="col" className="number">
                      {t[name]}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map(({ queue, waiting, active, delayed, failed }) => (
                  <tr key={queue}>
                    <td>{queue}</td>
                    <td className="number">{waiting}</td>
                    <td className="number">{active}</td>
                    <td className="number">{delayed}</td>
                    <td className="number">{failed}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p>
              <a href="/queues">{t.open}</a>
            </p>
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Sessions() {
  const t = useWords(words);
  const { moment, age } = useFormats();
  const { say } = useToasts();
  const client = useQueryClient();
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => take(api.GET('/api/sessions')) });
  const end = async (id: string): Promise<void> => {
    await api.DELETE('/api/sessions/{id}', { params: { path: { id } } });
    await client.invalidateQueries({ queryKey: ['sessions'] });
    say(t.ended);
  };
  return (
    <Section id="sessions" title={t.sessions}>
      <Loaded query={sessions}>
        {(rows) => (
          <table>
            <thead>
              <tr>
                <th scope="col">{t.agent}</th>
                <th scope="col">{t.started}</th>
                <th scope="col">{t.seen}</th>
                <th>
                  <span className="visually-hidden">{t.end}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ id, agent, startedAt, lastSeenAt, current }) => (
                <tr key={id}>
                  <td className="agent">{agent}</td>
                  <td>{moment(startedAt)}</td>
                  <td>{age(lastSeenAt)}</td>
                  <td className="number">
                    {current ? (
                      <span className="tag">{t.current}</span>
                    ) : (
                      <button className="button plain" type="button" onClick={() => void end(id)}>
                        {t.end}
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Loaded>
    </Section>
  );
}
