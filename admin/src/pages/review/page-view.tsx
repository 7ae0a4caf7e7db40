/** One page of a PDF, drawn by the service: the current rectangle in the middle, legible and lit, the rest dimmed. */
import { type MouseEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useWords } from '../../words.js';
import {
  centre,
  pickScale,
  type Rect,
  type Size,
  stepZoom,
  type Turn,
  turnBack,
  turnRect,
  turnSize,
  wholePage,
} from './page-fit.js';
import { imageOf } from './page-image.js';
import type { SourceProps } from './source-view.js';
import { findAt, findTarget, type Target } from './target.js';
import { reviewWords } from './words.js';

/** Around the rectangle, in points. */
const AIR = 3;

type Props = SourceProps & { id: string; name: string; target: Target | null; pages: readonly Size[] };

export function PageView(props: Props) {
  const { id, name, target, pages, place, review, places, go, onShown, command } = props;
  const t = useWords(reviewWords);
  const window = useRef<HTMLDivElement>(null);
  const view = useSize(window);
  const [turn, setTurn] = useState<Turn>(0);
  /** Null: as the current rectangle asks for. */
  const [zoom, setZoom] = useState<number | null>(null);
  const [leafed, leaf] = useState<number | null>(null);
  const [drawn, setDrawn] = useState<string | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const stop = place?.name ?? null;
  useEffect(() => {
    leaf(null);
    setZoom(null);
  }, [stop]);
  const page = Math.min(leafed ?? target?.page ?? 1, pages.length);
  const size = pages[page - 1] ?? pages[0] ?? { width: 595, height: 842 };
  const isRightPage = target !== null && (target.page ?? 1) === page;
  const rect = isRightPage ? target.rect : null;
  const { turned, lit } = useMemo(
    () => ({ turned: turnSize(size, turn), lit: rect && turnRect(grow(rect), size, turn) }),
    [rect, size, turn],
  );
  const scale = zoom ?? pickScale(turned, lit, view);
  const source = imageOf(id, page);
  const isDrawn = drawn === source;

  const lastPage = useRef(source);
  useLayoutEffect(() => {
    const { left, top } = centre(turned, lit, view, scale);
    const isSame = lastPage.current === source;
    lastPage.current = source;
    const calm = globalThis.matchMedia('(prefers-reduced-motion: reduce)').matches;
    window.current?.scrollTo({ left, top, behavior: isSame && !calm ? 'smooth' : 'instant' });
  }, [turned, lit, view, scale, source]);

  useEffect(() => {
    // Where the place is not known, the page it is on is all that can be shown.
    if (isDrawn && stop !== null && isRightPage) onShown(stop);
  }, [isDrawn, isRightPage, onShown, stop]);

  // The page of the next answers is there before it is asked for.
  useEffect(() => {
    const at = places.findIndex((one) => one.name === stop);
    const ahead = places.slice(at + 1).map((one) => findTarget(review, one));
    const next = ahead.find((one) => one?.attachmentId === id && one.page !== null && one.page !== page);
    if (isDrawn && next?.page) new Image().src = imageOf(id, next.page);
  }, [id, isDrawn, page, places, review, stop]);

  const done = useRef(command?.at);
  useEffect(() => {
    if (!command || done.current === command.at) return;
    done.current = command.at;
    if (command.what === 'turn') setTurn((now) => ((now + 1) % 4) as Turn);
    else if (command.what === 'fit') setZoom(null);
    else setZoom(stepZoom(scale, command.what === 'larger' ? 1 : -1));
  }, [command, scale]);

  const click = (event: MouseEvent<SVGSVGElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const point = turnBack((event.clientX - box.left) / scale, (event.clientY - box.top) / scale, size, turn);
    const found = findAt(review, places, id, page, point);
    if (found !== null) go(found);
  };
  const isWhole = zoom !== null && Math.abs(zoom - wholePage(turned, view)) < 0.01;
  return (
    <>
      <div className="page-bar line">
        <button
          className="button"
          type="button"
          aria-label={t.previousPage}
          disabled={page <= 1}
          onClick={() => leaf(page - 1)}
        >
          ‹
        </button>
        <span>{t.of(page, pages.length)}</span>
        <button
          className="button"
          type="button"
          aria-label={t.nextPage}
          disabled={page >= pages.length}
          onClick={() => leaf(page + 1)}
        >
          ›
        </button>
        {!isDrawn && (
          <span className="soft" role="status">
            {failed === source ? t.noImage : t.drawing}
          </span>
        )}
        {isDrawn && place && !rect && leafed === null && <span className="soft">{t.noPlace}</span>}
        <span className="line end">
          <button
            className="button"
            type="button"
            aria-label={`${t.turn} (r)`}
            title={`${t.turn} (r)`}
            onClick={() => setTurn(((turn + 1) % 4) as Turn)}
          >
            ⟲
          </button>
          <button
            className="button"
            type="button"
            aria-label={`${t.smaller} (-)`}
            title={`${t.smaller} (−)`}
            onClick={() => setZoom(stepZoom(scale, -1))}
          >
            −
          </button>
          <button
            className="button"
            type="button"
            aria-label={`${t.larger} (+)`}
            title={`${t.larger} (+)`}
            onClick={() => setZoom(stepZoom(scale, 1))}
          >
            +
          </button>
          <button
            className="button"
            type="button"
            aria-label={isWhole || leafed !== null ? `${t.fit} (0)` : t.whole}
            title={isWhole || leafed !== null ? `${t.fit} (0)` : t.whole}
            onClick={() => {
              if (isWhole || leafed !== null) {
                setZoom(null);
                leaf(null);
              } else setZoom(wholePage(turned, view));
            }}
          >
            ⤢
          </button>
        </span>
      </div>
      {/* The page is scrolled with the arrows once it has the focus. */}
      <div className="window" ref={window} tabIndex={0} role="region" aria-label={t.pageOf(name, page)}>
        <svg
          className={lit ? 'paper lit' : 'paper'}
          role="img"
          aria-label={t.pageOf(name, page)}
          width={turned.width * scale}
          height={turned.height * scale}
          viewBox={`0 0 ${turned.width} ${turned.height}`}
          onClick={click}
        >
          <rect className="sheet" width={turned.width} height={turned.height} />
          <image
            key={source}
            href={source}
            width={size.width}
            height={size.height}
            transform={TURNS[turn](size)}
            onLoad={() => setDrawn(source)}
            onError={() => setFailed(source)}
          />
          {lit && (
            <>
              <mask
                id="lit"
                maskUnits="userSpaceOnUse"
                x={0}
                y={0}
                width={turned.width}
                height={turned.height}
              >
                <rect width={turned.width} height={turned.height} fill="white" />
                <rect className="hole" rx={2} style={toStyle(lit)} fill="black" />
              </mask>
              <rect className="dim" width={turned.width} height={turned.height} mask="url(#lit)" />
              <rect className="lit-frame" rx={2} style={toStyle(lit)} />
            </>
          )}
        </svg>
      </div>
    </>
  );
}

/** Geometry as style, so that the light moves from one answer to the next. */
const toStyle = ({ x, y, width, height }: Rect) => ({ x, y, width, height });

const TURNS: Readonly<Record<Turn, (size: Size) => string>> = {
  0: () => '',
  1: ({ height }) => `translate(${height} 0) rotate(90)`,
  2: ({ width, height }) => `translate(${width} ${height}) rotate(180)`,
  3: ({ width }) => `translate(0 ${width}) rotate(270)`,
};

function grow({ x, y, width, height }: Rect): Rect {
  return { x: x - AIR, y: y - AIR, width: width + 2 * AIR, height: height + 2 * AIR };
}

function useSize(ref: React.RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 600, height: 700 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = (): void =>
      setSize((old) =>
        old.width === element.clientWidth && old.height === element.clientHeight
          ? old
          : { width: element.clientWidth, height: element.clientHeight },
      );
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}
