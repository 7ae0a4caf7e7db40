/** A page of a file that was recognised as a page of a known sheet. */
import { type PdfPage } from '../external/pdf-document.js';
import { type GreyImage } from '../external/pdf-render.js';
import { type PageFit } from './page-fit.js';
import { type FlatScan } from './scan/recognise-scan.js';

/** A page that was scanned, faxed or photographed. */
export interface SheetScan {
  /** Its code was read. */
  readonly isRead: boolean;
  /** Null when it could not be laid over the blank. */
  readonly flat: FlatScan | null;
}

export interface SheetPage {
  /** From 1, in the file. */
  readonly filePage: number;
  readonly page: PdfPage;
  /** Page of the blank; null when it cannot be told. */
  readonly blankPage: number | null;
  /** File to blank; null refuses geometry (version unknown, or not registered). */
  readonly fit: PageFit | null;
  /** The page drawn, where it was needed to recognise it. */
  readonly image: GreyImage | null;
  /** The page is an image of a sheet. */
  readonly scan: SheetScan | null;
}
