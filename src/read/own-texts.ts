/** Which texts on a page are the sheet's own words, so that what was written beneath them can be looked at without them. */
import { type PageLayout, type Place } from '../core/sheet/layout.js';
import { type SetText } from '../external/pdf-render.js';
import { bareText } from './blank-words.js';
import { mapRect, overlap, type PageFit } from './page-fit.js';

/**
 * Only whole labels of this page, each as often as it is printed there, and none that stands in a box: `Oui` typed into its box is a tick.
 * @param texts all of the page's, to count them
 */
export function findOwnTexts(
  texts: readonly { readonly text: string }[],
  layout: PageLayout,
  places: readonly Place[],
  fit: PageFit,
): (text: SetText) => boolean {
  const count = (list: readonly { readonly text: string }[], wanted: string): number =>
    list.filter(({ text }) => bareText(text) === wanted).length;
  const boxes = places.filter(({ kind }) => kind === 'radio' || kind === 'check');
  return ({ text, ...seen }) => {
    const bare = bareText(text);
    if (!/\p{L}{2}/u.test(bare)) return false;
    const printed = count(layout.labels, bare);
    if (printed === 0 || count(texts, bare) > printed) return false;
    const rect = mapRect(fit, seen);
    const within = boxes.reduce((sum, box) => sum + overlap(box.rect, rect), 0);
    return within < 0.5 * rect.width * rect.height;
  };
}
