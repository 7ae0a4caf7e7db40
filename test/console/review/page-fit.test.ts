/** The page under the eye: turned, scaled and scrolled so that the rectangle of the current answer is in the middle and legible. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  centre,
  joinRects,
  pickScale,
  stepZoom,
  type Turn,
  turnBack,
  turnRect,
  turnSize,
  wholePage,
} from '../../../admin/src/pages/review/page-fit.js';
import { findPlace, listPlaces } from '../../../admin/src/pages/review/places.js';
import { findAt, findTarget } from '../../../admin/src/pages/review/target.js';
import { makeAnswer, makeCell, makeReview, STUDY } from './review-case.js';

const A4 = { width: 595, height: 842 };
const VIEW = { width: 620, height: 700 };
const rects = fc
  .record({ x: fc.integer({ min: 0, max: 500 }), y: fc.integer({ min: 0, max: 780 }) })
  .chain(({ x, y }) =>
    fc.record({
      x: fc.constant(x),
      y: fc.constant(y),
      width: fc.integer({ min: 4, max: 595 - x }),
      height: fc.integer({ min: 4, max: 842 - y }),
    }),
  );

describe('the rectangle of the current answer', () => {
  it('lies wholly within the view, in its middle unless the page ends there, and print is legible where it fits', () => {
    fc.assert(
      fc.property(rects, (rect) => {
        const scale = pickScale(A4, rect, VIEW);
        const { left, top } = centre(A4, rect, VIEW, scale);
        const seen = { x: rect.x * scale - left, y: rect.y * scale - top };
        expect(seen.x).toBeGreaterThanOrEqual(-0.01);
        expect(seen.y).toBeGreaterThanOrEqual(-0.01);
        expect(seen.x + rect.width * scale).toBeLessThanOrEqual(VIEW.width + 0.01);
        expect(seen.y + rect.height * scale).toBeLessThanOrEqual(VIEW.height + 0.01);
        if (rect.width < 380 && rect.height < 400) expect(scale).toBeGreaterThanOrEqual(1.3);
      }),
    );
  });

  it('is turned with the page, and back', () => {
    fc.assert(
      fc.property(rects, fc.constantFrom<Turn>(0, 1, 2, 3), (rect, turn) => {
        const turned = turnRect(rect, A4, turn);
        const size = turnSize(A4, turn);
        expect(turned.x + turned.width).toBeLessThanOrEqual(size.width);
        expect(turned.y + turned.height).toBeLessThanOrEqual(size.height);
        const middle = turnBack(turned.x + turned.width / 2, turned.y + turned.height / 2, A4, turn);
        expect(middle.x).toBeCloseTo(rect.x + rect.width / 2);
        expect(middle.y).toBeCloseTo(rect.y + rect.height / 2);
      }),
    );
  });

  it('a page without one is as wide as the view, from its top; the whole page fits', () => {
    const scale = pickScale(A4, null, VIEW);
    expect(scale * A4.width).toBeCloseTo(VIEW.width);
    expect(centre(A4, null, VIEW, scale)).toEqual({ scale, left: 0, top: 0 });
    expect(wholePage(A4, VIEW) * A4.height).toBeLessThanOrEqual(VIEW.height);
  });

  it('zoom goes by steps and ends', () => {
    expect(stepZoom(1, 1)).toBe(1.2);
    expect(stepZoom(1, -1)).toBe(0.85);
    expect(stepZoom(4, 1)).toBe(4);
  });
});

describe('between answers and page', () => {
  const source = (rect: number[] | null, path: string | null = null) => ({
    strategy: 'acroform' as const,
    attachmentId: 'file',
    page: path === null ? 1 : null,
    rect,
    path,
  });
  const review = makeReview({
    answers: {
      'patient.code': makeAnswer('P01', { source: source([100, 100, 80, 20]) }),
      'patient.weight': makeAnswer(70, { source: source(null, 'p[4]') }),
      'care.drugs': makeAnswer(['one', 'two'], {
        source: source([50, 300, 10, 10]),
        cells: {
          one: makeCell(true, { source: source([50, 300, 10, 10]) }),
          two: makeCell(true, { source: source([150, 320, 10, 10]) }),
        },
      }),
    },
    places: {
      'patient.graft.yes': { attachmentId: 'file', page: 2, rect: [10, 10, 10, 10] },
      'patient.graft.no': { attachmentId: 'file', page: 2, rect: [60, 10, 10, 10] },
    },
  });
  const places = listPlaces(STUDY, review);
  const target = (name: string) => {
    const place = findPlace(places, name);
    if (!place) throw new Error(name);
    return findTarget(review, place);
  };

  it('lights where the answer was read, all ticked boxes together, and where a blank one would stand', () => {
    expect(target('patient.code')).toMatchObject({
      page: 1,
      rect: { x: 100, y: 100, width: 80, height: 20 },
    });
    expect(target('care.drugs')?.rect).toEqual({ x: 50, y: 300, width: 110, height: 30 });
    expect(target('patient.graft')).toMatchObject({ page: 2, rect: { x: 10, width: 60 } });
    const ticked = makeAnswer('no', {
      source: { ...source([60, 10, 10, 10]), page: 2 },
    });
    const graft = findPlace(places, 'patient.graft');
    const answers = { ...review.answers, 'patient.graft': ticked };
    expect(graft && findTarget({ ...review, answers }, graft)?.rect).toMatchObject({ x: 10, width: 60 });
    expect(target('patient.weight')).toMatchObject({ page: null, path: 'p[4]' });
    expect(target('patient.graft_date')).toBeNull();
  });

  it('a click finds the answer under it or near it, and none far from any', () => {
    const at = (x: number, y: number, page = 1) => findAt(review, places, 'file', page, { x, y });
    expect(at(140, 110)).toBe('patient.code');
    expect(at(195, 110)).toBe('patient.code');
    expect(at(400, 700)).toBeNull();
    expect(at(35, 15, 2)).toBe('patient.graft');
    expect(at(140, 110, 2)).toBeNull();
  });

  it('joins no rectangles to none', () => {
    expect(joinRects([])).toBeNull();
  });
});
