import { expect, test } from '@jest/globals';
import { type Place } from '../../../src/core/sheet/layout.js';
import { listOnPage } from '../../../src/core/sheet/list-on-page.js';

const place = (page: number, key: string, row?: string, column?: string): Place => ({
  ...{ name: [key, row, column].filter(Boolean).join('.'), key, page, kind: 'text', tooltip: '' },
  ...(row !== undefined && column !== undefined && { row, column }),
  rect: { x: 0, y: 0, width: 1, height: 1 },
});
const places = [
  place(1, 'patient.code'),
  place(1, 'visits', 'm0', 'date'),
  place(2, 'visits', 'm1', 'date'),
  place(1, 'drugs', '1', 'name'),
  place(2, 'drugs', '2', 'name'),
  place(2, 'outcome'),
  place(2, 'outcome'),
  place(3, 'last', 'm0', 'dose'),
];

test.each<[string, number, number[], string[]]>([
  ['a question once, and the cells of a table’s named rows', 2, [2], ['visits.m1.date', 'outcome']],
  ['a table all of whose pages are lost', 2, [1, 2], ['visits', 'drugs', 'outcome']],
  ['a table of one page', 3, [3], ['last']],
  ['nothing of a page that the sheet has not', 9, [9], []],
])('%s', (_what, page, unread, names) => {
  expect(listOnPage(places, page, unread)).toEqual(names);
});
