/** Étude: where the series stands. Each figure as a chart and as numbers beside it; every number opens the cases behind it. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, type Schemas, take } from '../../api/client.js';
import { Loaded } from '../../parts/loading.js';
import { stateWords } from '../../parts/state.js';
import { useFormats, useWords } from '../../words.js';
import { Contacts } from '../contacts/contacts.js';
import { Centres } from './centre-figure.js';
import { Fields } from './field-figure.js';
import { Waits } from './waits-figure.js';
import { Weeks } from './week-figure.js';
import { words } from './words.js';
import './figures.css';

export function FiguresPage() {
  const t = useWords(words);
  const figures = useQuery({
    queryKey: ['figures'],
    queryFn: () => take(api.GET('/api/figures')),
    // While the first reading goes on, its progress is shown.
    refetchInterval: ({ state }) => (state.data?.progress ? 1000 : false),
  });
  return (
    <main className="page">
      <div className="inner figures">
        <div className="heading">
          <h1>{t.title}</h1>
          <span className="line">
            <span className="soft">{t.blank}</span>
            {(['fr', 'en'] as const).map((language) =>
              (['pdf', 'docx'] as const).map((format) => (
                <a key={language + format} href={`/api/sheets/${language}/${format}`} download>
                  {format.toUpperCase()} {language}
                </a>
              )),
            )}
          </span>
        </div>
        <Loaded query={figures}>{(data) => <All figures={data} />}</Loaded>
      </div>
    </main>
  );
}

function All({ figures }: { figures: Schemas['Figures'] }) {
  const t = useWords(words);
  const s = useWords(stateWords);
  const { number } = useFormats();
  const { states } = figures;
  const total = states.draft + states.confirmed + states.set_aside;
  if (total === 0)
    return (
      <>
        <p className="quiet">{t.empty}</p>
        <Contacts />
      </>
    );
  return (
    <>
      <dl className="states">
        {(['draft', 'confirmed', 'set_aside'] as const).map((state) => (
          <div key={state}>
            <dt>{s[state]}</dt>
            <dd>
              <Link to={`/cas?state=${state}`}>{number(states[state])}</Link>
            </dd>
          </div>
        ))}
        <div>
          <dt>{t.total}</dt>
          <dd>
            <Link to="/cas">{number(total)}</Link>
          </dd>
        </div>
      </dl>
      {figures.progress && (
        <p className="notice" role="status">
          {t.progress(number(figures.progress.done), number(figures.progress.of))}{' '}
          <progress value={figures.progress.done} max={figures.progress.of} />
        </p>
      )}
      <Weeks weeks={figures.weeks} />
      <Centres centres={figures.centres} />
      <Waits waits={figures.waits} />
      <Contacts />
      <Fields fields={figures.fields} />
    </>
  );
}
