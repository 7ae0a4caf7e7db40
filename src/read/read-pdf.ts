/** Reads a PDF or an image: finds the sheets among its pages and runs the strategies that see something there. */
import { type Finding } from '../core/sheet/finding.js';
import { type Candidate, type DoubtCode, type SheetReading } from '../core/sheet/reading.js';
import { type PdfFile, type PdfWidget } from '../external/pdf-document.js';
import { isDamagedPdf } from '../external/pdf-integrity.js';
import { type GreyImage, type PdfPixels, type WidgetState } from '../external/pdf-render.js';
import { RasterUnreadable } from '../external/raster-refusal.js';
import { type BlankPage } from './blank-image.js';
import { stoppedReading } from './file-reading.js';
import { findSheets, SHEET_DPI, type FoundSheet } from './find-sheets.js';
import { openPages } from './open-pages.js';
import { readPrintedWord } from './printed/read-printed-word.js';
import { findOwnTexts } from './own-texts.js';
import { readScans, tellUnread, type UnreadPage } from './read-scans.js';
import { recogniseScan } from './scan/recognise-scan.js';
import { concludeSheet, type ReaderParts } from './reader-parts.js';
import { type ReadableFile } from './reader-messages.js';
import { type SheetPage } from './sheet-page.js';
import { sniffType } from './sniff-type.js';
import { readFormFields } from './strategies/acroform.js';
import { readAnnotations } from './strategies/annotation.js';
import { type GeometryInput, type GeometryReading, readGeometry } from './strategies/geometry.js';

export async function readPdf(file: ReadableFile, parts: ReaderParts): Promise<SheetReading[]> {
  const opened = await openPages(file.bytes);
  if ('refused' in opened) return [stoppedReading(file.name, opened.refused)];
  const { pixels } = opened;
  try {
    const { sheets, strangers, pictures } = await findSheets(opened.file, parts, pixels);
    const hasFields = opened.file.pages.some(({ widgets }) => widgets.length > 0);
    const isDamaged = sniffType(file.bytes) === 'pdf' && (await isDamagedPdf(file.bytes, hasFields));
    const readings: SheetReading[] = [];
    for (const found of sheets)
      readings.push(
        await readFoundSheet(
          found,
          { file, isDamaged, pixels, pictures: sheets.length === 1 ? pictures : [] },
          parts,
        ),
      );
    if (readings.length > 0) return readings;
    if (strangers[0]) return [stoppedReading(strangers[0].study, 'other_study')];
    const why = await whyNoSheet(opened.file);
    const drawn = why === 'not_a_sheet' ? await pixels() : null;
    const printed = drawn ? await readPrintedWord({ file, pdf: opened.file, isDamaged }, drawn, parts) : [];
    return printed.length > 0 ? printed : [stoppedReading(file.name, isDamaged ? 'unreadable_file' : why)];
  } catch (error) {
    if (!(error instanceof RasterUnreadable)) throw error;
    return [stoppedReading(file.name, error.refusal === 'too_large' ? 'too_large' : 'unreadable_file')];
  } finally {
    await opened.close();
  }
}

interface OpenedFile {
  readonly file: ReadableFile;
  readonly isDamaged: boolean;
  readonly pixels: () => Promise<PdfPixels | null>;
  /** Pages that may be those that the sheet lacks. */
  readonly pictures: readonly number[];
}

async function readFoundSheet(
  found: FoundSheet,
  { file, isDamaged, pixels, pictures }: OpenedFile,
  parts: ReaderParts,
): Promise<SheetReading> {
  const { sheet, pages, claim } = found;
  const findings: Finding[] = isDamaged ? [{ code: 'damaged_file', detail: file.name }] : [];
  if (!found.versionKnown) findings.push({ code: 'unknown_version', detail: claim.version });
  else findings.push(...tellMissing(found, pictures));
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
  findings.push(...onPages.findings);
  const laidOver = readAnnotations(sheet, pages);
  candidates.push(...laidOver.candidates);
  findings.push(...laidOver.findings);
  return concludeSheet(
    {
      ...{ sheet, version: claim.version, language: claim.language, findings },
      candidates: doubtAll(candidates, isDamaged ? 'damaged_file' : found.isMixed ? 'pages_mixed' : null),
    },
    file,
    parts,
  );
}

/** In a damaged file nothing is sure, however well it looks; nor where another sheet's pages may be among these. */
function doubtAll(candidates: readonly Candidate[], code: DoubtCode | null): readonly Candidate[] {
  return code === null ? candidates : candidates.map((one) => ({ ...one, doubt: one.doubt ?? { code } }));
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
  const drawn = pages.filter(
    ({ scan, fit, blankPage }) => scan === null && fit !== null && blankPage !== null,
  );
  const pictures = pages.filter(({ scan }) => scan !== null);
  for (const page of drawn) {
    const texts = await page.page.texts();
    const isForm = page.page.widgets.length > 0;
    const blank = page.blankPage === null ? null : await parts.blankImage(sheet, page.blankPage);
    const image = isForm ? await drawOverForm(page, blank, await pixels()) : page.image;
    const read = await readDrawn({ sheet, page: { ...page, image }, texts, blank }, pixels);
    const picture = read.isGarbled && !isForm ? await seeAsPicture(page, await pixels(), parts) : null;
    if (picture) {
      pictures.push(picture);
      continue;
    }
    candidates.push(...read.candidates);
    findings.push(...read.findings);
  }
  const scanned = await readScans(sheet, pictures, parts);
  return {
    candidates: [...candidates, ...scanned.candidates],
    findings: [...findings, ...scanned.findings],
  };
}

/** Words that a program set anew run into boxes; those are then looked at without them. */
async function readDrawn(
  input: GeometryInput,
  pixels: () => Promise<PdfPixels | null>,
): Promise<GeometryReading> {
  const read = readGeometry(input);
  const { sheet, page, texts } = input;
  const layout = sheet.layout.pages.find((one) => one.page === page.blankPage);
  const drawn = read.isOverrun && !read.isGarbled ? await pixels() : null;
  if (!drawn || !layout || !page.fit) return read;
  const places = sheet.layout.places.filter((place) => place.page === page.blankPage);
  const hides = findOwnTexts(texts, layout, places, page.fit);
  const image = await drawn.renderWithout(page.filePage, SHEET_DPI, hides);
  return readGeometry({ ...input, wordless: { image, hides } });
}

/** A page whose words are damaged still looks as it was printed: it is read as a scan is. Null where it cannot be. */
async function seeAsPicture(
  page: SheetPage,
  pixels: PdfPixels | null,
  { known, blankImage, onScan }: ReaderParts,
): Promise<SheetPage | null> {
  if (!pixels) return null;
  onScan?.();
  const seen = await recogniseScan((dpi) => pixels.render(page.filePage, dpi), known, blankImage);
  if (!seen?.flat || seen.claim.page !== page.blankPage) return null;
  return { ...page, fit: seen.flat.fit, scan: seen };
}

/** A form's page is drawn where more stands on it than on the blank: ticks may be lines. Most are filled in their fields. */
async function drawOverForm(
  { filePage, image }: SheetPage,
  blank: BlankPage | null,
  pixels: PdfPixels | null,
): Promise<GreyImage | null> {
  if (!pixels || !blank || pixels.makeUp(filePage).objects === blank.objects) return null;
  return image ?? pixels.render(filePage, SHEET_DPI);
}

/** Pages that are not there; or that are pictures which tell nothing, when there are as many of those, where the lost ones belong. */
function tellMissing({ sheet, pages }: FoundSheet, pictures: readonly number[]): Finding[] {
  const missing = sheet.layout.pages
    .map(({ page }) => page)
    .filter(
      (number) =>
        !pages.some((one) => one.blankPage === number && (one.fit ?? one.scan ?? one.page.widgets[0])),
    );
  if (missing.length === 0) return [];
  const unread = pictures.map((filePage, index) => ({ filePage, blankPage: missing[index] ?? null }));
  if (pictures.length === missing.length && isInOrder([...pages, ...unread]))
    return tellUnread(sheet, unread);
  return [{ code: 'missing_pages', detail: missing.join(', ') }];
}

function isInOrder(pages: readonly UnreadPage[]): boolean {
  const sorted = [...pages].sort((one, other) => one.filePage - other.filePage);
  return sorted.every(({ blankPage }, index) => (blankPage ?? 0) > (sorted[index - 1]?.blankPage ?? 0));
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
