/** Completeness by question, the most incomplete first. */
import { Link, useNavigate } from 'react-router';
import { Bar, BarChart, CartesianGrid, XAxis, YAxis } from 'recharts';
import { type Schemas } from '../../api/client.js';
import { useStudy } from '../../parts/use-study.js';
import { useBoth, useFormats, useWords } from '../../words.js';
import { AXIS, Chart, COLOURS, Figure, Hint } from './figure.js';
import { words } from './words.js';

export function Fields({ fields }: { fields: readonly Schemas['FieldFigures'][] }) {
  const t = useWords(words);
  const both = useBoth();
  const study = useStudy();
  const { number, percent } = useFormats();
  const navigate = useNavigate();
  const questions = new Map(
    study.data?.sections.flatMap((section) => section.fields).map((field) => [field.key, field]),
  );
  const rows = fields
    .filter(({ asked }) => asked > 0)
    .map((field) => {
      const question = questions.get(field.key);
      const label = question ? `${question.number}. ${both(question.label)}` : field.key;
      return { ...field, label, share: field.answered / field.asked };
    })
    .sort((one, other) => one.share - other.share);
  const shown = rows
    .slice(0, 12)
    .map((row) => ({ ...row, label: shorten(row.label), percent: Math.round(row.share * 100) }));
  return (
    <Figure
      id="fields"
      title={t.fields}
      help={t.fieldsHelp}
      chart={
        <Chart height={shown.length * 28 + 40}>
          <BarChart accessibilityLayer={false} data={shown} layout="vertical" barCategoryGap={6}>
            <CartesianGrid horizontal={false} stroke="var(--line)" />
            <XAxis type="number" domain={[0, 100]} unit=" %" {...AXIS} />
            <YAxis type="category" dataKey="label" width={230} {...AXIS} />
            <Hint />
            <Bar
              dataKey="percent"
              name={t.answered}
              unit=" %"
              fill={COLOURS.draft}
              isAnimationActive={false}
              onClick={(entry: { payload?: unknown }) => {
                const { key } = (entry.payload ?? {}) as { key?: string };
                if (key !== undefined) void navigate(`/cas?missing=${key}`);
              }}
            />
          </BarChart>
        </Chart>
      }
      table={
        <table>
          <thead>
            <tr>
              <th scope="col">{t.question}</th>
              <th scope="col" className="number">
                {t.asked}
              </th>
              <th scope="col" className="number">
                {t.share}
              </th>
              <th scope="col" className="number">
                {t.missing}
              </th>
              <th scope="col" className="number">
                {t.unsure}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, label, asked, share, missing, unsure }) => (
              <tr key={key}>
                <td className="label">{label}</td>
                <td className="number">{number(asked)}</td>
                <td className="number">{percent(share)}</td>
                <td className="number">
                  <Link to={`/cas?missing=${key}`}>{number(missing)}</Link>
                </td>
                <td className="number">{number(unsure)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
}

function shorten(label: string): string {
  return label.length > 38 ? `${label.slice(0, 36)}…` : label;
}
