/** Received, confirmed and set aside by week. */
import { Link, useNavigate } from 'react-router';
import { Bar, BarChart, CartesianGrid, XAxis, YAxis } from 'recharts';
import { type Schemas } from '../../api/client.js';
import { stateWords } from '../../parts/state.js';
import { useFormats, useWords } from '../../words.js';
import { AXIS, Chart, COLOURS, Figure, Hint } from './figure.js';
import { words } from './words.js';

export function Weeks({ weeks }: { weeks: readonly Schemas['WeekFigures'][] }) {
  const t = useWords(words);
  const s = useWords(stateWords);
  const { day } = useFormats();
  const navigate = useNavigate();
  const open = (entry: { payload?: unknown }): void => {
    const { week } = (entry.payload ?? {}) as { week?: string };
    if (week !== undefined) void navigate(`/cas?week=${week}`);
  };
  const data = weeks.slice(-26).map((week) => ({ ...week, label: day(week.from).slice(0, 5) }));
  return (
    <Figure
      id="weeks"
      title={t.weeks}
      chart={
        <Chart height={240}>
          <BarChart accessibilityLayer={false} data={data} barGap={1}>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis dataKey="label" {...AXIS} />
            <YAxis allowDecimals={false} width={36} {...AXIS} />
            <Hint />
            <Bar
              dataKey="received"
              name={t.received}
              fill={COLOURS.draft}
              onClick={open}
              isAnimationActive={false}
            />
            <Bar
              dataKey="confirmed"
              name={s.confirmed}
              fill={COLOURS.confirmed}
              onClick={open}
              isAnimationActive={false}
            />
            <Bar
              dataKey="set_aside"
              name={s.set_aside}
              fill={COLOURS.set_aside}
              onClick={open}
              isAnimationActive={false}
            />
          </BarChart>
        </Chart>
      }
      table={
        <table>
          <thead>
            <tr>
              <th scope="col">{t.week}</th>
              <th scope="col" className="number">
                {t.received}
              </th>
              <th scope="col" className="number">
                {s.confirmed}
              </th>
              <th scope="col" className="number">
                {s.set_aside}
              </th>
            </tr>
          </thead>
          <tbody>
            {weeks.toReversed().map(({ week, from, received, confirmed, set_aside: aside }) => (
              <tr key={week}>
                <td>
                  <Link to={`/cas?week=${week}`}>{day(from)}</Link>
                </td>
                <td className="number">{received}</td>
                <td className="number">{confirmed}</td>
                <td className="number">{aside}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
}
