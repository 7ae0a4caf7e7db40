/** The pages of a sheet that came as images: ticks by their ink, typed text by recognition, and what could not be laid over the blank. */
import { type Finding } from '../core/sheet/finding.js';
import { listOnPage } from '../core/sheet/list-on-page.js';
import { type Candidate } from '../core/sheet/reading.js';
import { type KnownSheet } from './known-sheets.js';
import { type ReaderParts } from './reader-parts.js';
import { hasMarksOutside } from './scan/marks-outside.js';
import { makeReady } from './scan/scanned-page.js';
import { type SheetPage } from './sheet-page.js';
import { readScanTexts, type ScanToRead } from './strategies/ocr.js';
import { readScanTicks } from './strategies/scan-ticks.js';

export async function readScans(
  sheet: KnownSheet,
  pages: readonly SheetPage[],
  parts: ReaderParts,
): Promise<{ candidates: Candidate[]; findings: Finding[] }> {
  const findings: Finding[] = [];
  const scans: ScanToRead[] = [];
  const unread: UnreadPage[] = [];
  // A page that was read says which sheet it is, and its neighbours in the file are of the same.
  const isRead = pages.some(({ scan }) => scan === null || scan.isRead);
  for (const { filePage, blankPage, scan } of pages) {
    if (!scan) continue;
    const layout = sheet.layout.pages.find(({ page }) => page === blankPage);
    const blank = layout && (await parts.blankImage(sheet, layout.page));
    if (!layout || !blank || !scan.flat) {
      unread.push({ filePage, blankPage });
      continue;
    }
    if (!scan.isRead) findings.push({ code: 'page_by_looks', detail: String(filePage) });
    const page = makeReady(scan.flat, blank, layout, { filePage, isCertain: isRead });
    if (hasMarksOutside(sheet, page, layout))
      findings.push({ code: 'marks_outside', detail: String(filePage) });
    scans.push({ page, layout });
  }
  findings.push(...tellUnread(sheet, unread));
  const ticks = scans.flatMap(({ page, layout }) => readScanTicks(sheet, page, layout));
  return { candidates: [...ticks, ...(await readScanTexts(sheet, scans, parts.openOcr))], findings };
}

export interface UnreadPage {
  readonly filePage: number;
  /** Null when it is not known which page of the sheet it is. */
  readonly blankPage: number | null;
}

/** Pages that a person has to read, and what is on them where that is known. */
export function tellUnread(sheet: KnownSheet, pages: readonly UnreadPage[]): Finding[] {
  const { places, pages: printed } = sheet.layout;
  const unread = pages.flatMap(({ blankPage }) => blankPage ?? []);
  return pages.map(({ filePage, blankPage }): Finding => {
    const finding = { code: 'page_not_placed', detail: String(filePage) } as const;
    return blankPage === null || !printed.some(({ page }) => page === blankPage)
      ? finding
      : { ...finding, page: blankPage, onPage: listOnPage(places, blankPage, unread) };
  });
}
