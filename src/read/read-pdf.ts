/** Reads a PDF: finds the sheets among its pages and runs the strategies that see something there. */
import { type Finding } from '../core/sheet/finding.js';
import { type Candidate, type SheetReading } from '../core/sheet/reading.js';
import { openPdf, PdfUnreadable, type PdfFile, type PdfWidget } from '../external/pdf-document.js';
import { openPixels, type PdfPixels, type WidgetState } from '../external/pdf-render.js';
import { stoppedReading } from './file-reading.js';
import { findSheets, type FoundSheet } from './find-sheets.js';
import { concludeSheet, type ReaderParts } from './reader-parts.js';
import { type ReadableFile } from './reader-messages.js';
import { readFormFields } from './strategies/acroform.js';
import { readAnnotations } from './strategies/annotation.js';
import { readGeometry } from './strategies/geometry.js';

/** A picture that covers so much of the page is the page. */
const SCAN_SHARE = 0.5;

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
    for (const { filePage, page } of withFields)
      states.set(filePage, drawn?.states(filePage, listBoxes(page.widgets)) ?? new Map());
    const fields = readFormFields(sheet, withFields, {
      states: (filePage) => states.get(filePage) ?? new Map(),
      redrawn: asksToRedraw(file.bytes),
    });
    candidates.push(...fields.candidates);
    findings.push(...fields.findings);
  }
  const onPages = await readPages(found, pixels, parts);
  candidates.push(...onPages.candidates);
  findings.push(...onPages.findings.map((finding) => nameFile(finding, file.name)));
  const laidOver = readAnnotations(sheet, pages);
  candidates.push(...laidOver.candidates);
  findings.push(...laidOver.findings);
  return concludeSheet(
    { sheet, version: claim.version, language: claim.language, candidates, findings },
    file,
    parts,
  );
}

function listBoxes(widgets: readonly PdfWidget[]): Map<number, 'check' | 'radio'> {
  return new Map(
    widgets.flatMap(({ object, kind }) =>
      object !== null && (kind === 'check' || kind === 'radio') ? [[object, kind]] : [],
    ),
  );
}

/** What stands on the pages themselves: all of a flattened sheet, and on a form what was typed beside its fields. */
async function readPages(
  { sheet, pages }: FoundSheet,
  pixels: () => Promise<PdfPixels | null>,
  parts: ReaderParts,
): Promise<{ candidates: Candidate[]; findings: Finding[] }> {
  const candidates: Candidate[] = [];
  const findings: Finding[] = [];
  for (const page of pages) {
    if (!page.fit || page.blankPage === null) continue;
    const texts = await page.page.texts();
    const isForm = page.page.widgets.length > 0;
    const makeUp = isForm ? null : (await pixels())?.makeUp(page.filePage);
    const isScan = !isForm && ((makeUp?.imageShare ?? 0) > SCAN_SHARE || makeUp?.hiddenText === true);
    if (!isForm && (isScan || !texts.some(({ text }) => text.trim() !== ''))) {
      if (!findings.some(({ code }) => code === 'image_only')) findings.push({ code: 'image_only' });
      continue;
    }
    const blank = isForm ? null : await parts.blankImage(sheet, page.blankPage);
    const read = readGeometry({ sheet, page, texts, blank });
    candidates.push(...read.candidates);
    findings.push(...read.findings);
  }
  return { candidates, findings };
}

function nameFile(finding: Finding, name: string): Finding {
  return finding.code === 'image_only' ? { ...finding, detail: name } : finding;
}

function missingPages({ sheet, pages }: FoundSheet): Finding[] {
  const missing = sheet.layout.pages
    .map(({ page }) => page)
    .filter((number) => !pages.some((one) => one.blankPage === number && (one.fit ?? one.page.widgets[0])));
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
