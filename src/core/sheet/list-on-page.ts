/** Which questions are lost with a page of the sheet that nothing could be read of: those that stand on it and nowhere else. */
import { type Place } from './layout.js';

/**
 * Names as `missing` has them: `KEY` where all of the question stands on the page, `KEY.ROW.COLUMN` for the cells of a table's named rows.
 * @param unread all pages that could not be read, this one among them: a question that runs over two of them is lost as well
 */
export function listOnPage(places: readonly Place[], page: number, unread: readonly number[]): string[] {
  const elsewhere = new Set(places.filter((place) => !unread.includes(place.page)).map(({ key }) => key));
  const names = places
    .filter((place) => place.page === page)
    .flatMap(({ key, row, column }) => {
      if (!elsewhere.has(key)) return [key];
      // Free rows are counted anew without the empty ones: their numbers on paper say nothing.
      const isNamed = row !== undefined && column !== undefined && !/^\d+$/.test(row);
      return isNamed ? [`${key}.${row}.${column}`] : [];
    });
  return [...new Set(names)];
}
