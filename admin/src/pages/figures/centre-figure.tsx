/** Cases by centre and state. */
import { Link, useNavigate } from 'react-router';
import { Bar, BarChart, CartesianGrid, XAxis, YAxis } from 'recharts';
import { type Schemas } from '../../api/client.js';
import { stateWords } from '../../parts/state.js';
import { useWords } from '../../words.js';
import { AXIS, Chart, COLOURS, Figure, Hint } from './figure.js';
import { words } from './words.js';

export function Centres({ centres }: { centres: readonly Schemas['CentreFigures'][] }) {
  const t = useWords(words);
  const s = useWords(stateWords);
  const navigate = useNavigate();
  const rows = centres
    .map((centre) => ({
      ...centre,
      label: centre.name ?? t.none,
      total: centre.draft + centre.confirmed + centre.set_aside,
    }))
    .sort((one, other) => other.total - one.total);
  const open = (entry: { payload?: unknown }): void => {
    const { id = null } = (entry.payload ?? {}) as { id?: string | null };
    void navigate(`/cas?centre=${id ?? 'none'}`);
  };
  return (
    <Figure
      id="centres"
      title={t.centres}
      chart={
        <Chart height={Math.max(120, Math.min(rows.length, 16) * 28 + 40)}>
          <BarChart accessibilityLayer={false} data={rows.slice(0, 16)} layout="vertical" barCategoryGap={6}>
            <CartesianGrid horizontal={false} stroke="var(--line)" />
            <XAxis type="number" allowDecimals={false} {...AXIS} />
            <YAxis type="category" dataKey="label" width={170} {...AXIS} />
            <Hint />
            {(['confirmed', 'draft', 'set_aside'] as const).map((state) => (
              <Bar
                key={state}
                dataKey={state}
                name={s[state]}
                stackId="all"
                fill={COLOURS[state]}
                onClick={open}
                isAnimationActive={false}
              />
            ))}
          </BarChart>
        </Chart>
      }
      table={
        <table>
          <thead>
            <tr>
              <th scope="col">{t.centre}</th>
              {(['confirmed', 'draft', 'set_aside'] as const).map((state) => (
                <th key={state} scope="col" className="number">
                  {s[state]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((centre) => (
              <tr key={centre.id ?? 'none'}>
                <td>
                  <Link to={`/cas?centre=${centre.id ?? 'none'}`}>{centre.label}</Link>
                </td>
                {(['confirmed', 'draft', 'set_aside'] as const).map((state) => (
                  <td key={state} className="number">
                    <Link to={`/cas?centre=${centre.id ?? 'none'}&state=${state}`}>{centre[state]}</Link>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
}
