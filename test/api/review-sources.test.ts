/** The page beside the answers: what is drawn, where each value stands on it, where blanks stand, and whose eyes it is for. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PDFDocument } from '@cantoo/pdf-lib';
import { zipSync } from 'fflate';
import { complete, incomplete } from '../../scripts/demo/fillings.mjs';
import { type AnswerView, type CaseReview, type PlaceView } from '../../src/confirm/review/case-views.js';
import { type PagesView } from '../../src/confirm/source-views.js';
import { writeSheetDocx } from '../../src/external/sheet-docx.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { toFilling, type Written } from '../builders/answers.js';
import { writeMail } from '../builders/mail.js';
import { send } from '../journey/exchange.js';
import { fillWithPdfLib } from '../sheets/routes.js';
import { scanPages } from '../sheets/scan-routes.js';
import { openPng, type Picture } from '../sheets/picture.js';
import { fillInWord } from '../sheets/word-routes.js';
import { type Desk, openDesk } from './review-desk.js';

const study = loadStudy('studies/daratumumab');
let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.service.stop());

async function draw(id: string, page: number, dpi = 100): Promise<Picture> {
  const response = await desk.claire.fetch(`/api/attachments/${id}/pages/${page}/image?dpi=${dpi}`);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect(response.headers.get('cache-control')).toBe('no-store');
  return openPng(Buffer.from(await response.arrayBuffer()), dpi);
}
const fillPdf = (blank: Uint8Array, written: Written) => fillWithPdfLib(blank, toFilling(study, written));
async function flatten(bytes: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(bytes);
  document.getForm().flatten();
  return document.save();
}
/** Without the printed frame of a box. */
const within = ([x = 0, y = 0, w = 0, h = 0]: readonly number[]) => [x + 2, y + 2, w - 4, h - 4];

async function receiveFile(name: string, bytes: Uint8Array, from: string): Promise<CaseReview[]> {
  const [message] = await send(desk.service, await writeMail({ from, files: [{ name, bytes }] }));
  return Promise.all((message?.references ?? []).map((reference) => desk.look(reference)));
}
function sourceOf(answer: AnswerView | undefined): PlaceView {
  const { attachmentId, page, rect } = answer?.source ?? {};
  if (!attachmentId || !page || !rect) throw new Error('the answer leads to no page');
  return { attachmentId, page, rect };
}

describe('a PDF', () => {
  let view: CaseReview;
  beforeAll(async () => {
    view = await desk.look(await desk.receive());
    view = await desk.look(view.reference);
  });

  test('says how many pages it has, and how large they are', async () => {
    expect(view.sources).toMatchObject([{ kind: 'pages', pages: 4, name: 'fiche.pdf', origin: 'mail' }]);
    const { body } = await desk.get<PagesView>(`/api/attachments/${view.sources[0]?.attachmentId}/pages`);
    expect(body).toMatchObject({ kind: 'pages', words: null });
    expect(body.pages).toHaveLength(4);
    expect(body.pages[0]).toEqual({ width: expect.closeTo(595.28, 1), height: expect.closeTo(841.89, 1) });
    const picture = await draw(view.sources[0]?.attachmentId ?? '', 1, 72);
    expect([picture.width, picture.height]).toEqual([595, 842]);
  });

  test('every answer’s rectangle has ink within, and lies where its question stands', async () => {
    const pages = new Map<number, Picture>();
    const answers = Object.entries(view.answers).filter(([, { cells }]) => cells === null);
    expect(answers.length).toBeGreaterThan(30);
    for (const [key, answer] of answers) {
      const { attachmentId, page, rect } = sourceOf(answer);
      const picture = pages.get(page) ?? (await draw(attachmentId, page));
      pages.set(page, picture);
      expect([key, picture.ink(rect) > 0.002]).toEqual([key, true]);
      const place = view.places[key];
      expect([key, place?.page]).toEqual([key, page]);
      const [x = 0, y = 0, width = 0, height = 0] = place?.rect ?? [];
      const [left = 0, top = 0] = rect;
      expect(left >= x - 1 && left <= x + width && top >= y - 1 && top <= y + height).toBe(true);
    }
  });

  test('blank questions have their place too, and nothing in it', async () => {
    const blanks = ['followup.score_name', 'disease.associated', 'followup.visits.m1.date', 'dara.route.sc'];
    for (const name of blanks) {
      const place = view.places[name];
      if (!place) throw new Error(`${name} has no place`);
      const picture = await draw(place.attachmentId, place.page);
      expect([name, picture.ink(within(place.rect))]).toEqual([name, 0]);
    }
    const ticked = view.places['dara.route.iv'];
    expect(
      (await draw(ticked?.attachmentId ?? '', ticked?.page ?? 0)).ink(within(ticked?.rect ?? [])),
    ).toBeGreaterThan(0.02);
  });

  test('is drawn once however many ask, and refuses pages that are not there', async () => {
    const id = view.sources[0]?.attachmentId ?? '';
    const [one, two] = await Promise.all([draw(id, 2, 120), draw(id, 2, 120)]);
    expect(one.width).toBe(two.width);
    for (const [path, status, code] of [
      ['pages/9/image', 404, 'page_unknown'],
      ['pages/0/image', 404, 'page_unknown'],
      ['pages/1/image?dpi=5000', 400, 'dpi'],
    ] as const)
      expect(await desk.get(`/api/attachments/${id}/${path}`)).toMatchObject({ status, body: { code } });
    for (const unknown of ['00000000-0000-4000-8000-000000000000', 'x', `${id}.0`])
      expect(await desk.get(`/api/attachments/${unknown}/pages`)).toMatchObject({ status: 404 });
  });

  test('is given as it came, never to be shown by the browser itself', async () => {
    const response = await desk.claire.fetch(`/api/attachments/${view.sources[0]?.attachmentId}/file`);
    expect(
      Buffer.from(await response.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''fiche.pdf`);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('content-security-policy')).toMatch(/^sandbox/);
  });

  test('is not for a reader’s eyes; every other look is noted', async () => {
    const id = view.sources[0]?.attachmentId ?? '';
    for (const path of ['pages', 'pages/1/image', 'file'])
      expect(await desk.get(`/api/attachments/${id}/${path}`, desk.reader)).toMatchObject({
        status: 403,
        body: { code: 'role' },
      });
    const seen = await desk.service.query<{ what: string; actor: string }>(
      `select distinct what, actor from views where subject_id = $1 order by what`,
      [id],
    );
    expect(seen).toEqual(['file', 'page', 'words'].map((what) => ({ what, actor: desk.claire.id })));
  });
});

test('a flattened sheet has its places as well', async () => {
  const blank = await writeSheetPdf(study, 'fr');
  const flat = await flatten(await fillPdf(blank, { ...complete, 'patient.code': 'PLAT-1' }));
  const [view] = await receiveFile('plat.pdf', flat, 'plat@chu-valmont.test');
  expect(view?.answers['dara.dose']?.source).toMatchObject({ strategy: 'geometry', page: 3 });
  const blankPlace = view?.places['followup.score_name'];
  const picture = await draw(blankPlace?.attachmentId ?? '', blankPlace?.page ?? 0);
  expect(picture.ink(within(blankPlace?.rect ?? []))).toBe(0);
});

test('two sheets in a ZIP: each case sees its own', async () => {
  const blank = await writeSheetPdf(study, 'fr');
  const of = (code: string, dose: string) =>
    fillPdf(blank, {
      ...complete,
      'patient.code': code,
      'dara.dose': dose,
      'patient.birth_year': code.length > 6 ? '1950' : '1968',
    });
  const files = { 'a.pdf': await of('ZIP-11', '16'), 'b.pdf': await of('ZIP-222', '17') };
  const views = await receiveFile('fiches.zip', zipSync(files), 'zip@chu-valmont.test');
  expect(views).toHaveLength(2);
  const ids = views.map(({ sources }) => sources[0]?.attachmentId ?? '');
  expect(new Set(ids).size).toBe(2);
  const inks = await Promise.all(
    views.map(async ({ answers }) => {
      const { attachmentId, page, rect } = sourceOf(answers['dara.dose']);
      return (await draw(attachmentId, page, 200)).ink(rect);
    }),
  );
  expect(inks.every((ink) => ink > 0)).toBe(true);
  // A 6 has more ink than a 7.
  expect(inks[0]).not.toBe(inks[1]);
});

test('photographs in a ZIP: each answer leads to the one on which it stands', async () => {
  const filled = await fillPdf(await writeSheetPdf(study, 'fr'), {
    ...complete,
    'patient.code': 'ZIP-PHOTO',
  });
  const pages = await scanPages(filled, { dpi: 150, quality: 70, pages: 2 }, 'jpg');
  const zip = zipSync(Object.fromEntries(pages.map((page, at) => [`IMG_${2 - at}.jpg`, page])));
  const [view] = await receiveFile('photos.zip', zip, 'zip-photo@chu-valmont.test');
  const looked = await Promise.all(
    ['patient.sex', 'disease.plasma_cell'].map(async (key) => {
      const { attachmentId, page, rect } = sourceOf(view?.answers[key]);
      const picture = await draw(attachmentId, page, 100);
      expect([key, picture.ink(rect) > 0.02]).toEqual([key, true]);
      return attachmentId;
    }),
  );
  expect(new Set(looked).size).toBe(2);
}, 60_000);

test('a Word sheet is its words: each answer’s path begins with the path of the cell that it stands in', async () => {
  const docx = await fillInWord(await writeSheetDocx(study, 'fr'), toFilling(study, incomplete));
  const [view] = await receiveFile('fiche.docx', docx, 'word@ch-trois-rivieres.test');
  if (!view) throw new Error('the sheet made no case');
  expect(view.sources).toMatchObject([{ kind: 'words', pages: null }]);
  expect(view.places).toEqual({});
  const id = view.sources[0]?.attachmentId ?? '';
  const { body } = await desk.get<PagesView>(`/api/attachments/${id}/pages`);
  expect(body).toMatchObject({ kind: 'words', pages: [] });
  for (const key of ['dara.dose', 'centre.hospital', 'prior.rituximab_last']) {
    const answer = view.answers[key];
    const path = answer?.source?.path ?? '';
    const block = body.words?.find((one) => path === one.path || path.startsWith(`${one.path}/`));
    expect([key, block?.text]).toEqual([key, expect.stringContaining(answer?.raw.trim() ?? 'an answer')]);
    expect(block?.path.startsWith(block.table ?? 'x')).toBe(true);
  }
  expect(await desk.get(`/api/attachments/${id}/pages/1/image`)).toMatchObject({
    body: { code: 'page_unknown' },
  });
});
