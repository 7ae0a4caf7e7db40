/** The frame of the console: who is signed in decides what is shown; a bar with the pages, the search and one's own menu. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, lazy, Suspense, useEffect, useRef, useState } from 'react';
import { NavLink, Route, Routes, useLocation, useNavigate } from 'react-router';
import { api, take } from './api/client.js';
import { useKeys } from './keys.js';
import { useLive } from './live.js';
import { CasesPage } from './pages/cases/cases-page.js';
import { InvitationPage } from './pages/gate/invitation-page.js';
import { SignInPage } from './pages/gate/sign-in-page.js';
import { MailPage } from './pages/mail/mail-page.js';
import { ReviewPage } from './pages/review/review-page.js';
import { SettingsPage } from './pages/settings/settings-page.js';
import { TodoPage } from './pages/todo/todo-page.js';
import { setSession, UserContext, useSessionQuery, useSignOut, useUser } from './session.js';
import { getTheme, setTheme, THEMES } from './parts/theme.js';
import { Dialog } from './parts/dialog.js';
import { Loaded } from './parts/loading.js';
import { defineWords, LanguageContext, type Language, useWords } from './words.js';

const words = defineWords({
  fr: {
    todo: 'À voir',
    cases: 'Cas',
    mail: 'Courrier',
    study: 'Étude',
    settings: 'Réglages',
    search: 'Référence ou centre',
    away: 'hors ligne',
    reading: (count: number) => `${count} messages en lecture`,
    menu: 'Votre menu',
    language: 'Langue',
    theme: 'Apparence',
    system: 'comme le système',
    light: 'claire',
    dark: 'sombre',
    signOut: 'Se déconnecter',
    pages: 'Pages',
    nothing: 'Il n’y a pas de page à cette adresse.',
    keys: 'Touches',
    keySearch: 'chercher un cas ou un centre',
    keyRow: 'cas suivant, cas précédent (liste)',
    keyOpen: 'ouvrir le cas (liste)',
    keyKeys: 'cette liste ; dans un cas, les touches de la relecture',
    close: 'Fermer',
  },
  en: {
    todo: 'To see',
    cases: 'Cases',
    mail: 'Mail',
    study: 'Study',
    settings: 'Settings',
    search: 'Reference or centre',
    away: 'offline',
    reading: (count: number) => `reading ${count} messages`,
    menu: 'Your menu',
    language: 'Language',
    theme: 'Appearance',
    system: 'as the system',
    light: 'light',
    dark: 'dark',
    signOut: 'Sign out',
    pages: 'Pages',
    nothing: 'There is no page at this address.',
    keys: 'Keys',
    keySearch: 'search for a case or a centre',
    keyRow: 'next case, previous case (list)',
    keyOpen: 'open the case (list)',
    keyKeys: 'this list; within a case, the keys of the review',
    close: 'Close',
  },
});

/** The charts are fetched by those who look at them. */
const FiguresPage = lazy(async () => ({
  default: (await import('./pages/figures/figures-page.js')).FiguresPage,
}));

export function App() {
  const session = useSessionQuery();
  const { pathname } = useLocation();
  const browser: Language = navigator.language.startsWith('en') ? 'en' : 'fr';
  const language = session.data?.user ? session.data.language : browser;
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <LanguageContext.Provider value={language}>
      <Loaded query={session}>
        {(found) => {
          if (pathname.startsWith('/invitation/')) return <InvitationPage token={pathname.slice(12)} />;
          const { user } = found;
          if (user === null) return <SignInPage session={found} />;
          return (
            <UserContext.Provider value={{ session: found, user }}>
              <Frame />
            </UserContext.Provider>
          );
        }}
      </Loaded>
    </LanguageContext.Provider>
  );
}

function Frame() {
  const t = useWords(words);
  const live = useLive();
  const navigate = useNavigate();
  const search = useRef<HTMLInputElement>(null);
  const todo = useQuery({ queryKey: ['todo'], queryFn: () => take(api.GET('/api/todo')) });
  const count = (todo.data ?? []).reduce((sum, group) => sum + group.count, 0);
  const [showsKeys, showKeys] = useState(false);
  // A case has keys of its own, and its own list of them.
  const isReview = useLocation().pathname.startsWith('/cas/');
  useKeys({ '/': () => search.current?.focus(), '?': isReview ? undefined : () => showKeys(true) });
  const find = (event: FormEvent): void => {
    event.preventDefault();
    const typed = search.current?.value.trim() ?? '';
    search.current?.blur();
    void navigate(
      /^[A-Z]+-\d+$/i.test(typed) ? `/cas/${typed.toUpperCase()}` : `/cas?q=${encodeURIComponent(typed)}`,
    );
  };
  return (
    <div className="frame">
      <header className="bar">
        <NavLink className="name" to="/">
          Recueil
        </NavLink>
        <nav aria-label={t.pages}>
          <NavLink to="/" end>
            {t.todo} {count > 0 && <span className="count">{count}</span>}
          </NavLink>
          <NavLink to="/cas">{t.cases}</NavLink>
          <NavLink to="/courrier">{t.mail}</NavLink>
          <NavLink to="/etude">{t.study}</NavLink>
          <NavLink to="/reglages">{t.settings}</NavLink>
        </nav>
        <div className="right">
          <Reading />
          {live === 'away' && <span className="tag doubt">{t.away}</span>}
          <form role="search" onSubmit={find}>
            <input ref={search} type="search" placeholder={`${t.search}   /`} aria-label={t.search} />
          </form>
          <Menu />
        </div>
      </header>
      <Routes>
        <Route path="/" element={<TodoPage />} />
        <Route path="/cas" element={<CasesPage />} />
        <Route path="/cas/:reference" element={<ReviewPage />} />
        <Route path="/courrier/*" element={<MailPage />} />
        <Route
          path="/etude"
          element={
            <Suspense fallback={<main className="page" />}>
              <FiguresPage />
            </Suspense>
          }
        />
        <Route path="/reglages" element={<SettingsPage />} />
        <Route
          path="*"
          element={
            <main className="page">
              <p className="inner quiet">{t.nothing}</p>
            </main>
          }
        />
      </Routes>
      {showsKeys && (
        <Dialog title={t.keys} onClose={() => showKeys(false)}>
          <dl className="keys">
            {(
              [
                ['/', t.keySearch],
                ['j k', t.keyRow],
                ['↵', t.keyOpen],
                ['?', t.keyKeys],
              ] as const
            ).map(([key, what]) => (
              <div key={key} className="line">
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
          <p className="line end">
            <button className="button" type="button" autoFocus onClick={() => showKeys(false)}>
              {t.close}
            </button>
          </p>
        </Dialog>
      )}
    </div>
  );
}

/** A first reading of a full mailbox takes its time: how much is still to come. */
function Reading() {
  const t = useWords(words);
  const { user } = useUser();
  const health = useQuery({
    queryKey: ['mailbox'],
    queryFn: () => take(api.GET('/api/mailbox')),
    enabled: user.role !== 'reader',
    refetchInterval: ({ state }) => ((state.data?.reading ?? 0) >= SOME ? 3_000 : 60_000),
  });
  const reading = health.data?.reading ?? 0;
  return reading < SOME ? null : (
    <span className="soft" role="status">
      {t.reading(reading)}
    </span>
  );
}
/** One or two are read before anybody could look. */
const SOME = 5;

function Menu() {
  const t = useWords(words);
  const { user, session } = useUser();
  const client = useQueryClient();
  const signOut = useSignOut();
  const [isOpen, setOpen] = useState(false);
  const [theme, choose] = useState(getTheme);
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const leave = (event: Event): void => {
      if (
        event instanceof KeyboardEvent ? event.key === 'Escape' : !ref.current?.contains(event.target as Node)
      )
        setOpen(false);
    };
    window.addEventListener('pointerdown', leave);
    window.addEventListener('keydown', leave);
    return () => {
      window.removeEventListener('pointerdown', leave);
      window.removeEventListener('keydown', leave);
    };
  }, [isOpen]);
  const speak = async (language: Language): Promise<void> => {
    setSession(client, await take(api.PATCH('/api/session', { body: { language } })));
  };
  return (
    <div className="menu" ref={ref}>
      <button
        className="button plain"
        type="button"
        aria-expanded={isOpen}
        aria-label={`${user.initials}, ${t.menu}`}
        onClick={() => setOpen(!isOpen)}
      >
        {user.initials}
      </button>
      {isOpen && (
        <div>
          <p>
            <strong>{user.name}</strong>
            <br />
            <span className="soft">{user.email}</span>
          </p>
          <label className="field">
            <span>{t.language}</span>
            <select value={session.language} onChange={({ target }) => void speak(target.value as Language)}>
              <option value="fr">Français</option>
              <option value="en">English</option>
            </select>
          </label>
          <label className="field">
            <span>{t.theme}</span>
            <select
              value={theme}
              onChange={({ target }) => {
                const chosen = THEMES.find((one) => one === target.value) ?? 'system';
                setTheme(chosen);
                choose(chosen);
              }}
            >
              {THEMES.map((one) => (
                <option key={one} value={one}>
                  {t[one]}
                </option>
              ))}
            </select>
          </label>
          <button className="button" type="button" onClick={() => void signOut()}>
            {t.signOut}
          </button>
        </div>
      )}
    </div>
  );
}
