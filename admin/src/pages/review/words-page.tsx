/** A Word sheet has no pages: its words in order, its tables as tables, the paragraph or cell of the current answer lit. */
import { useEffect, useRef } from 'react';
import { useWords } from '../../words.js';
import type { SourceProps } from './source-view.js';
import { findTarget, type Target } from './target.js';
import type { PagesView } from './types.js';
import { reviewWords } from './words.js';

type Block = NonNullable<PagesView['words']>[number];

export function WordsPage({
  id,
  blocks,
  target,
  place,
  places,
  review,
  go,
  onShown,
}: SourceProps & { id: string; target: Target | null; blocks: readonly Block[] }) {
  const t = useWords(reviewWords);
  const lit = useRef<HTMLButtonElement>(null);
  const stop = place?.name ?? null;
  const path = target?.path ?? null;
  const isThere = blocks.some((block) => isIn(path, block));
  useEffect(() => {
    if (!isThere || stop === null) return;
    const calm = globalThis.matchMedia('(prefers-reduced-motion: reduce)').matches;
    lit.current?.scrollIntoView({ block: 'center', behavior: calm ? 'instant' : 'smooth' });
    onShown(stop);
  }, [isThere, onShown, path, stop]);
  const read = places.flatMap((one) => {
    const found = findTarget(review, one);
    return found?.attachmentId === id && found.path !== null ? [{ path: found.path, name: one.name }] : [];
  });
  const show = (block: Block) => {
    const name = read.find((one) => isIn(one.path, block))?.name;
    const isLit = isIn(path, block);
    if (name === undefined && !isLit) return <span>{block.text}</span>;
    return (
      <button
        ref={isLit ? lit : undefined}
        type="button"
        className={isLit ? 'block lit' : 'block'}
        aria-current={isLit ? 'true' : undefined}
        onClick={() => name !== undefined && go(name)}
      >
        {block.text || ' '}
      </button>
    );
  };
  return (
    <div
      className={isThere ? 'window words lit' : 'window words'}
      tabIndex={0}
      role="region"
      aria-label={t.wordsOf}
    >
      {gather(blocks).map((group) =>
        group.table === null ? (
          <p key={group.rows[0]?.[0]?.path ?? ''}>
            {group.rows[0]?.map((block) => (
              <span key={block.path}>{show(block)}</span>
            ))}
          </p>
        ) : (
          <table key={group.table}>
            <tbody>
              {group.rows.map((row) => (
                <tr key={row[0]?.path ?? ''}>
                  {row.map((block) => (
                    <td key={block.path}>{show(block)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        ),
      )}
      {!isThere && place && <p className="soft">{t.noPlace}</p>}
    </div>
  );
}

interface Group {
  readonly table: string | null;
  readonly rows: Block[][];
}

/** Neighbouring cells of one table are one table; its rows are told by their paths. */
function gather(blocks: readonly Block[]): Group[] {
  const groups: Group[] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    if (block.table === null || last?.table !== block.table) {
      groups.push({ table: block.table, rows: [[block]] });
      continue;
    }
    const row = last.rows.at(-1);
    if (row && rowOf(row[0]?.path ?? '') === rowOf(block.path)) row.push(block);
    else last.rows.push([block]);
  }
  return groups;
}

/** An answer's path begins with that of the paragraph or cell that it stands in. */
function isIn(path: string | null, block: Block): boolean {
  return path !== null && (path === block.path || path.startsWith(`${block.path}/`));
}

/** The row of a cell; of a table within a table, the inner one. */
function rowOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/tc[')));
}
