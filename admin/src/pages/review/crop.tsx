/** The place of one answer, cut out of its page: what a hand wrote there stands beside the control in which it is typed. */
import { useQuery } from '@tanstack/react-query';
import { api, take } from '../../api/client.js';
import { imageOf } from './page-image.js';
import type { Place } from './places.js';
import { findTarget } from './target.js';
import type { CaseReview } from './types.js';

/** Around the place, in points: a letter may leave its box. */
const AIR = 5;
/** Points to pixels, where the column is wide enough. */
const SCALE = 1.8;

export function Crop({ review, place, label }: { review: CaseReview; place: Place; label: string }) {
  const target = findTarget(review, place);
  const id = target?.attachmentId ?? '';
  const pages = useQuery({
    queryKey: ['pages', id],
    queryFn: () => take(api.GET('/api/attachments/{id}/pages', { params: { path: { id } } })),
    staleTime: Infinity,
    enabled: target?.rect !== null && id !== '',
  });
  const size = pages.data?.pages[(target?.page ?? 0) - 1];
  if (!target?.rect || target.page === null || !size) return null;
  const { x, y, width, height } = target.rect;
  const box = [x - AIR, y - AIR, width + 2 * AIR, height + 2 * AIR] as const;
  return (
    <svg className="crop" role="img" aria-label={label} width={box[2] * SCALE} viewBox={box.join(' ')}>
      <image href={imageOf(id, target.page)} width={size.width} height={size.height} />
    </svg>
  );
}
