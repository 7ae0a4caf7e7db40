/** The page of a personal link, from the opening of the link to the thanks. */
import { useCallback, useEffect, useState } from 'react';
import { api, Refusal, type Schemas, take } from '../api/client.js';
import { type Language, LanguageContext, useFormats, useWords } from '../words.js';
import { AnswerForm } from './answer-form.js';
import { answerWords } from './answer-words.js';

type Page = Schemas['AnswerPage'];
type Shown =
  | { readonly kind: 'loading' }
  | { readonly kind: 'sent' }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'page'; readonly page: Page };

/** What was sent is in the case within seconds. */
const LOOK_AGAIN_MS = 1500;

export function AnswerPage() {
  const token = useToken();
  const [proof, setProof] = useState<string>();
  const [shown, show] = useState<Shown>({ kind: 'loading' });
  const [page, setPage] = useState<Page | null>(null);
  const look = useCallback(
    async (given?: string): Promise<void> => {
      try {
        const body = { token, ...(given !== undefined && { proof: given }) };
        const found = await take(api.POST('/api/answer/look', { body }));
        setPage(found);
        show({ kind: 'page', page: found });
      } catch (error) {
        show({ kind: 'refused', code: error instanceof Refusal ? error.code : 'failed' });
      }
    },
    [token],
  );
  useEffect(() => void look(), [look]);
  const isReading = shown.kind === 'page' && shown.page.state === 'reading';
  useEffect(() => {
    if (!isReading) return;
    const timer = setInterval(() => void look(proof), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isReading, look, proof]);
  const browser: Language = navigator.language.startsWith('en') ? 'en' : 'fr';
  const language = page?.language ?? browser;
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <LanguageContext.Provider value={language}>
      <Frame page={page} isGone={shown.kind === 'refused' && shown.code === 'link_gone'}>
        <Content
          shown={shown}
          look={() => void look(proof)}
          form={(open) => (
            <AnswerForm
              key={`${token}${open.isProven}`}
              token={token}
              proof={proof}
              page={open}
              onSent={() => show({ kind: 'sent' })}
              onProven={async (given) => {
                setProof(given);
                await look(given);
              }}
            />
          )}
        />
      </Frame>
    </LanguageContext.Provider>
  );
}

function Content({
  shown,
  look,
  form,
}: {
  shown: Shown;
  look: () => void;
  form: (page: Page) => React.ReactNode;
}) {
  const t = useWords(answerWords);
  if (shown.kind === 'loading') return <p role="status">{t.loading}</p>;
  if (shown.kind === 'sent')
    return (
      <div className="stack" role="status">
        <p className="notice good">
          <strong>{t.sent}</strong> {t.sentMore}
        </p>
        <p>
          <button className="button" type="button" onClick={look}>
            {t.look}
          </button>
        </p>
      </div>
    );
  if (shown.kind === 'refused') {
    if (shown.code === 'link_gone') return <p>{t.goneMore}</p>;
    const text = { link_later: t.later, offline: t.offline }[shown.code] ?? t.failed;
    return (
      <div className="stack">
        <p role="alert">{text}</p>
        <p>
          <button className="button" type="button" onClick={look}>
            {t.again}
          </button>
        </p>
      </div>
    );
  }
  const { page } = shown;
  if (page.state === 'reading') return <p role="status">{t.reading}</p>;
  if (page.state === 'complete')
    return (
      <p className="notice good">
        <strong>{t.complete}</strong> {t.completeMore}
      </p>
    );
  return form(page);
}

function Frame({
  page,
  isGone,
  children,
}: {
  page: Page | null;
  isGone: boolean;
  children: React.ReactNode;
}) {
  const t = useWords(answerWords);
  const { day } = useFormats();
  const title = isGone ? t.gone : page ? t.title(page.reference) : 'Recueil';
  useEffect(() => {
    document.title = title;
  }, [title]);
  const isKnown = page !== null && !isGone;
  return (
    <div className="sheet">
      <header>
        {isKnown && <p className="soft">{page.study}</p>}
        <h1>{title}</h1>
      </header>
      <main>{children}</main>
      {isKnown && (
        <footer className="soft">
          <p>{page.team}</p>
          <p>
            {t.call(page.phone)} {t.until(day(page.expiresAt))}
          </p>
        </footer>
      )}
    </div>
  );
}

/** Another link may be opened in the same tab. */
function useToken(): string {
  const [token, setToken] = useState(() => location.hash.slice(1));
  useEffect(() => {
    const read = (): void => setToken(location.hash.slice(1));
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  return token;
}
