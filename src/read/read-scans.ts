/** The pages of a sheet that came as images: ticks by their ink, typed text by recognition, and what could not be laid over the blank. */
import { type Finding } from '../core/sheet/finding.js';
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
  // A page that was read says which sheet it is, and its neighbours in the file are of the same.
  const isRead = pages.some(({ scan }) => scan === null || scan.isRead);
  for (const { filePage, blankPage, scan } of pages) {
    if (!scan) continue;
    const layout = sheet.layout.pages.find(({ page }) => page === blankPage);
    const blank = layout && (await parts.blankImage(sheet, layout.page));
    if (!layout || !blank || !scan.flat) {
      findings.push({ code: 'page_not_placed', detail: String(filePage) });
      continue;
    }
    if (!scan.isRead) findings.push({ code: 'page_by_looks', detail: String(filePage) });
    const page = makeReady(scan.flat, blank, layout, { filePage, isCertain: isRead });
    if (hasMarksOutside(sheet, page, layout))
      findings.push({ code: 'marks_outside', detail: String(filePage) });
    scans.push({ page, layout });
  }
  const ticks = scans.flatMap(({ page, layout }) => readScanTicks(sheet, page, layout));
  return { candidates: [...ticks, ...(await readScanTexts(sheet, scans, parts.openOcr))], findings };
}
