/** The blank sheet's label font: Source Sans 3 (SIL Open Font License 1.1), from its package, in three cuts. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type OpenFont } from 'fontkit';
import { type Label, type Measure } from '../core/sheet/layout.js';

export type SheetFont = Label['font'];
export const SHEET_FONTS: readonly SheetFont[] = ['regular', 'bold', 'italic'];

const PACKAGE = '@expo-google-fonts/source-sans-3';
const FILES: Record<SheetFont, string> = {
  regular: '400Regular/SourceSans3_400Regular.ttf',
  bold: '600SemiBold/SourceSans3_600SemiBold.ttf',
  italic: '400Regular_Italic/SourceSans3_400Regular_Italic.ttf',
};

interface LoadedFont {
  readonly bytes: Uint8Array;
  readonly font: OpenFont;
  /** Advance widths by character, in units of the em: the font's tables are slow to ask again and again. */
  readonly widths: Map<string, number>;
}
const loaded = new Map<SheetFont, LoadedFont>();

function loadFont(font: SheetFont): LoadedFont {
  const known = loaded.get(font);
  if (known) return known;
  const bytes = new Uint8Array(
    readFileSync(createRequire(import.meta.url).resolve(`${PACKAGE}/${FILES[font]}`)),
  );
  const made = { bytes, font: create(bytes), widths: new Map<string, number>() };
  loaded.set(font, made);
  return made;
}

export function fontBytes(font: SheetFont): Uint8Array {
  return loadFont(font).bytes;
}

/** False when the font has no shape of its own for one of the characters. */
export function canPrint(text: string, font: SheetFont): boolean {
  return [...text].every((character) =>
    loadFont(font).font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0),
  );
}

/** Advance widths by font and character, in font units: a layout measures the same characters thousands of times. */
const advances = new Map<SheetFont, Map<string, number>>();

/** Width in points; each character by itself, as it is drawn: without ligatures or kerning. */
export const measureText: Measure = (text, size, font) => {
  const { font: face } = loadFont(font);
  const known = advances.get(font) ?? new Map<string, number>();
  advances.set(font, known);
  let width = 0;
  for (const character of text) {
    const advance =
      known.get(character) ?? face.glyphForCodePoint(character.codePointAt(0) ?? 0).advanceWidth;
    known.set(character, advance);
    width += advance;
  }
  return (width / unitsPerEm(font)) * size;
};

const units = new Map<SheetFont, number>();

function unitsPerEm(font: SheetFont): number {
  const known = units.get(font) ?? loadFont(font).font.unitsPerEm;
  units.set(font, known);
  return known;
}
