/** What of which file is lit for a stop, and which stop lies under a point of a page. */
import type { CaseReview, CellView } from './types.js';
import { joinRects, type Rect } from './page-fit.js';
import { answerAt, type Place } from './places.js';

export interface Target {
  readonly attachmentId: string;
  /** Null in a Word file. */
  readonly page: number | null;
  readonly rect: Rect | null;
  readonly path: string | null;
}

type Reviewed = Pick<CaseReview, 'answers' | 'places' | 'sources'>;

/** Where the answer was read; where nothing was, where it would stand on the newest sheet. Null: no file shows it. */
export function findTarget(review: Reviewed, place: Place): Target | null {
  const answer = answerAt(review, place);
  const read = answer && fromSource(answer, ticks(review, place));
  const boxes = findBoxes(review, place);
  // All boxes of a choice together: which of them is ticked is seen among the others.
  if (read?.rect && boxes?.attachmentId === read.attachmentId && boxes.page === read.page && boxes.rect)
    return { ...read, rect: joinRects([read.rect, boxes.rect]) };
  if (read && (read.rect || read.path !== null)) return read;
  return (
    findPlaceOnSheet(review, place.name) ??
    (place.name === place.key ? null : findPlaceOnSheet(review, place.key)) ??
    read ??
    null
  );
}

function findBoxes(review: Reviewed, { name, field, column }: Place): Target | null {
  const { type } = column ?? field;
  return type === 'one_of' || type === 'yes_no' ? findPlaceOnSheet(review, name) : null;
}

/** The boxes ticked of a many_of, all lit together. */
function ticks(review: Reviewed, place: Place): CellView[] {
  if (place.field.type !== 'many_of') return [];
  return Object.values(review.answers[place.key]?.cells ?? {});
}

function fromSource(answer: CellView, cells: readonly CellView[]): Target | null {
  const { source } = answer;
  if (!source?.attachmentId) return null;
  const rects = [answer, ...cells].flatMap((one) => {
    const rect = one.source?.page === source.page ? toRect(one.source?.rect) : null;
    return rect ? [rect] : [];
  });
  return {
    attachmentId: source.attachmentId,
    page: source.page,
    rect: joinRects(rects),
    path: source.path,
  };
}

function findPlaceOnSheet({ places }: Reviewed, name: string): Target | null {
  const own = places[name];
  const boxes = own
    ? [own]
    : Object.entries(places).flatMap(([one, place]) => (one.startsWith(`${name}.`) ? [place] : []));
  const [first] = boxes;
  if (!first) return null;
  const near = boxes.filter(
    ({ attachmentId, page }) => attachmentId === first.attachmentId && page === first.page,
  );
  const rects = near.flatMap(({ rect }) => toRect(rect) ?? []);
  return { attachmentId: first.attachmentId, page: first.page, rect: joinRects(rects), path: null };
}

/** The smallest place around the point, or the nearest one within a finger's breadth. */
export function findAt(
  review: Reviewed,
  places: readonly Place[],
  attachmentId: string,
  page: number,
  point: { readonly x: number; readonly y: number },
): string | null {
  const near = places
    .flatMap((place) => {
      const target = findTarget(review, place);
      if (target?.attachmentId !== attachmentId || target.page !== page || !target.rect) return [];
      return [
        {
          name: place.name,
          distance: distanceTo(target.rect, point),
          area: target.rect.width * target.rect.height,
        },
      ];
    })
    .filter(({ distance }) => distance <= NEAR)
    .sort((one, other) => one.distance - other.distance || one.area - other.area);
  return near[0]?.name ?? null;
}
/** Points: a click beside the box that is meant. */
const NEAR = 24;

function distanceTo({ x, y, width, height }: Rect, point: { x: number; y: number }): number {
  const across = Math.max(x - point.x, 0, point.x - x - width);
  const down = Math.max(y - point.y, 0, point.y - y - height);
  return Math.hypot(across, down);
}

function toRect(rect: readonly number[] | null | undefined): Rect | null {
  const [x, y, width, height] = rect ?? [];
  if (x === undefined || y === undefined || width === undefined || height === undefined) return null;
  return { x, y, width, height };
}
