/**
 * The sheet's geometry: where each thing stands on each page of the blank. Made from the study definition alone
 * (and the metrics of the label font); the writer draws it, the reader looks into it, so a change of the
 * definition changes both together. Lengths are points (1/72 inch), origin at the page's top left.
 */
import { type Language } from '../study/study.js';

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One place where a clinician writes or ticks. */
export interface Place {
  /** AcroForm field name and Word tag: KEY, KEY.code (a box of a many_of), KEY.ROW.COLUMN. The boxes of a radio group share it. */
  readonly name: string;
  readonly key: string;
  readonly row?: string;
  readonly column?: string;
  readonly kind: 'text' | 'multiline' | 'radio' | 'check';
  /** The state that ticking this box gives. */
  readonly code?: string;
  readonly page: number;
  /** The printed box or answer line. */
  readonly rect: Rect;
  readonly tooltip: string;
}

/** Text drawn on the blank. */
export interface Label {
  readonly text: string;
  readonly x: number;
  /** Baseline. */
  readonly y: number;
  readonly size: number;
  readonly font: 'regular' | 'bold' | 'italic';
  readonly tone: 'ink' | 'soft' | 'reversed';
}

/** Filled or stroked rectangle drawn on the blank. */
export interface Shape {
  readonly rect: Rect;
  readonly fill?: 'band' | 'tint' | 'ink';
  readonly stroke?: 'line' | 'hair';
}

export interface PageLayout {
  readonly page: number;
  readonly width: number;
  readonly height: number;
  readonly labels: readonly Label[];
  readonly shapes: readonly Shape[];
  /** Filled black squares used for registration. */
  readonly corners: readonly Rect[];
  /** Where the QR code stands, and what it says. */
  readonly mark: { readonly rect: Rect; readonly text: string };
}

export interface SheetLayout {
  readonly study: string;
  readonly version: string;
  readonly language: Language;
  readonly pages: readonly PageLayout[];
  /** In tab order. */
  readonly places: readonly Place[];
}

/** Width in points of a text set in a font of the sheet. */
export type Measure = (text: string, size: number, font: Label['font']) => number;

/** What a page's machine-readable mark says: `RECUEIL|study|version|language|page|pages`. */
export interface PageMark {
  readonly study: string;
  readonly version: string;
  readonly language: Language;
  readonly page: number;
  readonly pages: number;
}
export function writePageMark(mark: PageMark): string {
  return ['RECUEIL', mark.study, mark.version, mark.language, mark.page, mark.pages].join('|');
}
/** Null when the text is not a mark of ours. */
export function parsePageMark(text: string): PageMark | null {
  const match = /^RECUEIL\|([a-z0-9_-]+)\|([\w.-]+)\|(fr|en)\|(\d+)\|(\d+)$/.exec(text.trim());
  if (!match) return null;
  const [, study, version, language, page, pages] = match;
  return {
    study: study ?? '',
    version: version ?? '',
    language: language as Language,
    page: Number(page),
    pages: Number(pages),
  };
}
