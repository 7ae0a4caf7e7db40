/** A chart with its numbers as a table beside it, and what all charts share. */
import { type ReactNode } from 'react';
import { ResponsiveContainer, Tooltip } from 'recharts';

export const AXIS = {
  stroke: 'var(--line-strong)',
  tick: { fill: 'var(--ink-soft)', fontSize: 12 },
} as const;
export const COLOURS = {
  draft: 'var(--accent)',
  confirmed: 'var(--good)',
  set_aside: 'var(--line-strong)',
} as const;

/** A figure: its title, the chart, and its numbers as a table beside it. */
export function Figure({
  id,
  title,
  help,
  chart,
  table,
}: Record<'id' | 'title', string> & { help?: string; chart: ReactNode; table: ReactNode }) {
  return (
    <section className="figure" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {help !== undefined && <p className="soft">{help}</p>}
      <div className="beside">
        {/* The numbers are in the table: nobody need walk the drawing by keyboard or by ear. */}
        <div className="chart" aria-hidden="true">
          {chart}
        </div>
        <div className="numbers" tabIndex={0} role="region" aria-labelledby={id}>
          {table}
        </div>
      </div>
    </section>
  );
}

export function Chart({ height, children }: { height: number; children: ReactNode }) {
  return (
    <ResponsiveContainer width="100%" height={height}>
      {children}
    </ResponsiveContainer>
  );
}

export function Hint() {
  return (
    <Tooltip
      cursor={{ fill: 'var(--sunk)' }}
      contentStyle={{
        background: 'var(--sheet)',
        border: '1px solid var(--line-strong)',
        color: 'var(--ink)',
      }}
      isAnimationActive={false}
    />
  );
}
