/** Reads a PDF: finds the sheets among its pages and runs the strategies that see something there. */
import { type Finding } from '../core/sheet/finding.js';
import { type Candidate, type SheetReading } from '../core/sheet/reading.js';
import { openPdf, PdfUnreadable, type PdfFile } from '../external/pdf-document.js';
import { openPixels, type PdfPixels, type WidgetState } from '../external/pdf-render.js';
import { stoppedReading } from './file-reading.js';
import { findSheets, type FoundSheet } from './find-sheets.js';
import { concludeSheet, type ReaderParts } from './reader-parts.js';
import { type ReadableFile } from './reader-messages.js';
import { readFormFields } from './strategies/acroform.js';
import { readAnnotations } from './strategies/annotation.js';

export async function readPdf(file: ReadableFile, parts: ReaderParts): Promise<SheetReading[]> {
  let pdf: PdfFile;
  try {
    if (!hasEnd(file.bytes)) throw new PdfUnreadable('damaged');
    pdf = await openPdf(file.bytes);
  } catch (error) {
    if (!(error instanceof PdfUnreadable)) throw error;
    const code = error.refusal === 'password' ? 'password_protected' : 'unreadable_file';
    return [stoppedReading(file.name, code)];
  }
  const opened: { pixels: PdfPixels | null } = { pixels: null };
  let tried = false;
  const pixels = async () => {
    if (!tried) opened.pixels = await openPixels(file.bytes);
    tried = true;
    return opened.pixels;
  };
  try {
    const { sheets, strangers } = await findSheets(pdf, parts.known, pixels);
    const readings: SheetReading[] = [];
    for (const found of sheets) readings.push(await readFoundSheet(found, file, pixels, parts));
    if (readings.length > 0) return readings;
    if (strangers[0]) return [stoppedReading(strangers[0].study, 'other_study')];
    return [stoppedReading(file.name, await whyNoSheet(pdf))];
  } finally {
    opened.pixels?.close();
    await pdf.close();
  }
}

async function readFoundSheet(
  found: FoundSheet,
  file: ReadableFile,
  pixels: () => Promise<PdfPixels | null>,
  parts: ReaderParts,
): Promise<SheetReading> {
  const { sheet, pages, claim } = found;
  const findings: Finding[] = [];
  if (!found.versionKnown) findings.push({ code: 'unknown_version', detail: claim.version });
  else findings.push(...missingPages(found));
  const candidates: Candidate[] = [];
  const withFields = pages.filter(({ page }) => page.widgets.length > 0);
  if (withFields.length > 0) {
    const drawn = await pixels();
    const states = new Map<number, ReadonlyMap<number, WidgetState>>();
    for (const { filePage } of withFields) states.set(filePage, drawn?.states(filePage) ?? new Map());
    const fields = readFormFields(sheet, withFields, {
      states: (filePage) => states.get(filePage) ?? new Map(),
      redrawn: asksToRedraw(file.bytes),
    });
    candidates.push(...fields.candidates);
    findings.push(...fields.findings);
  }
  const laidOver = readAnnotations(sheet, pages);
  candidates.push(...laidOver.candidates);
  findings.push(...laidOver.findings);
  return concludeSheet(
    { sheet, version: claim.version, language: claim.language, candidates, findings },
    parts,
  );
}

function missingPages({ sheet, pages }: FoundSheet): Finding[] {
  const missing = sheet.layout.pages
    .map(({ page }) => page)
    .filter((number) => !pages.some(({ blankPage }) => blankPage === number));
  return missing.length > 0 ? [{ code: 'missing_pages', detail: missing.join(', ') }] : [];
}

/** A file cut short would show an earlier state of its fields: it must end as a PDF ends (ISO 32000-2, 7.5.5). */
function hasEnd(bytes: Uint8Array): boolean {
  return latin1(bytes.subarray(-4096)).includes('%%EOF');
}

function asksToRedraw(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('/NeedAppearances true');
}

async function whyNoSheet(pdf: PdfFile): Promise<'xfa_form' | 'image_only' | 'not_a_sheet'> {
  if (pdf.isXfa) return 'xfa_form';
  for (const page of pdf.pages) {
    if (page.widgets.length > 0) return 'not_a_sheet';
    const texts = await page.texts();
    if (texts.some(({ text }) => text.trim() !== '')) return 'not_a_sheet';
  }
  return 'image_only';
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
