/** Cas: the list. Filter, sort and search live in the address and run on the server; j, k and Enter open a case by keyboard. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { api, take } from '../../api/client.js';
import { Loaded } from '../../parts/loading.js';
import { stateWords } from '../../parts/state.js';
import { useStudy } from '../../parts/use-study.js';
import { useUser } from '../../session.js';
import { useBoth, useFormats, useWords } from '../../words.js';
import { NewCaseDialog } from '../mail/new-case.js';
import { UploadDialog } from '../mail/upload.js';
import { type CaseFilters, PAGE, readFilters, STATES, toQuery, WAITS, writeFilters } from './case-filters.js';
import { CaseTable } from './case-table.js';
import { words } from './words.js';
import './cases.css';

export function CasesPage() {
  const t = useWords(words);
  const { user } = useUser();
  const formats = useFormats();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const [dialog, setDialog] = useState<'new' | 'upload' | null>(null);
  const filters = readFilters(params);
  const change = (changed: Partial<CaseFilters>): void =>
    setParams(writeFilters({ ...filters, offset: 0, ...changed }), { replace: true });
  const list = useQuery({
    queryKey: ['cases', filters],
    queryFn: () => take(api.GET('/api/cases', { params: { query: { ...toQuery(filters), limit: PAGE } } })),
    placeholderData: keepPreviousData,
  });
  const mayWrite = user.role !== 'reader';
  const isFiltered = [...params.keys()].some((key) => !['sort', 'order', 'offset'].includes(key));
  return (
    <main className="page">
      <div className="inner cases">
        <div className="heading">
          <h1>{t.title}</h1>
          <span className="soft" role="status">
            {list.data && t.count(formats.number(list.data.total))}
          </span>
          {mayWrite && (
            <div className="line">
              <button className="button" type="button" onClick={() => setDialog('upload')}>
                {t.upload}
              </button>
              <button className="button" type="button" onClick={() => setDialog('new')}>
                {t.newCase}
              </button>
            </div>
          )}
        </div>
        <Filters filters={filters} change={change} clear={isFiltered ? () => setParams({}) : null} />
        <Loaded query={list}>
          {({ rows, total }) =>
            rows.length === 0 ? (
              <p className="quiet">{isFiltered ? t.empty : t.nothing}</p>
            ) : (
              <>
                <CaseTable rows={rows} filters={filters} change={change} />
                <nav className="line end" aria-label={t.title}>
                  <span className="soft">
                    {t.range(
                      formats.number(filters.offset + 1),
                      formats.number(filters.offset + rows.length),
                      formats.number(total),
                    )}
                  </span>
                  <button
                    className="button"
                    type="button"
                    disabled={filters.offset === 0}
                    onClick={() => change({ offset: Math.max(0, filters.offset - PAGE) })}
                  >
                    {t.previous}
                  </button>
                  <button
                    className="button"
                    type="button"
                    disabled={filters.offset + rows.length >= total}
                    onClick={() => change({ offset: filters.offset + PAGE })}
                  >
                    {t.next}
                  </button>
                </nav>
              </>
            )
          }
        </Loaded>
        {dialog === 'new' && (
          <NewCaseDialog
            onClose={() => setDialog(null)}
            onMade={(reference) => void navigate(`/cas/${reference}`)}
          />
        )}
        {dialog === 'upload' && <UploadDialog onClose={() => setDialog(null)} />}
      </div>
    </main>
  );
}

function Filters({
  filters,
  change,
  clear,
}: {
  filters: CaseFilters;
  change: (changed: Partial<CaseFilters>) => void;
  clear: (() => void) | null;
}) {
  const t = useWords(words);
  const s = useWords(stateWords);
  const both = useBoth();
  const study = useStudy();
  const centres = useQuery({ queryKey: ['cases', 'centres'], queryFn: () => take(api.GET('/api/centres')) });
  const fields = study.data?.sections.flatMap((section) => section.fields) ?? [];
  // The question whose choices the list's column shows is the study's own affair: its lines say which codes there are.
  const diseases = study.data?.sections
    .flatMap((section) => section.fields)
    .find(({ key }) => key === study.data?.disease)?.choices;
  const missing = fields.find(({ key }) => key === filters.missing);
  return (
    <form className="filters" onSubmit={(event) => event.preventDefault()}>
      <Choice
        label={t.state}
        value={filters.state}
        all={t.all}
        onChange={(state) => change({ state: STATES.find((one) => one === state) })}
      >
        {STATES.map((state) => (
          <option key={state} value={state}>
            {s[state]}
          </option>
        ))}
      </Choice>
      <Choice
        label={t.waits}
        value={filters.waits}
        all={t.anything}
        onChange={(waits) => change({ waits: WAITS.find((one) => one === waits) })}
      >
        {WAITS.filter((waits) => waits !== 'nobody').map((waits) => (
          <option key={waits} value={waits}>
            {s[waits]}
          </option>
        ))}
      </Choice>
      <Choice label={t.centre} value={filters.centre} all={t.all} onChange={(centre) => change({ centre })}>
        {(centres.data ?? []).map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Choice>
      {diseases !== undefined && (
        <Choice
          label={t.disease}
          value={filters.disease}
          all={t.allOf}
          onChange={(disease) => change({ disease })}
        >
          {diseases.map(({ code, label }) => (
            <option key={code} value={code}>
              {both(label)}
            </option>
          ))}
        </Choice>
      )}
      {filters.missing !== undefined && (
        <span className="tag">
          {t.missing} : {missing ? both(missing.label) : filters.missing}
        </span>
      )}
      {filters.week !== undefined && (
        <span className="tag">
          {t.week} : {filters.week}
        </span>
      )}
      {filters.q !== undefined && (
        <span className="tag">
          {t.search} : {filters.q}
        </span>
      )}
      {clear && (
        <button className="button plain" type="button" onClick={clear}>
          {t.clear}
        </button>
      )}
    </form>
  );
}

function Choice({
  label,
  value,
  all,
  onChange,
  children,
}: {
  label: string;
  value: string | undefined;
  all: string;
  onChange: (value: string | undefined) => void;
  children: ReactNode;
}) {
  return (
    <label>
      <span className="soft">{label}</span>
      <select
        value={value ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
      >
        <option value="">{all}</option>
        {children}
      </select>
    </label>
  );
}
