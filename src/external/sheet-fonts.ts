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
}
const loaded = new Map<SheetFont, LoadedFont>();

function loadFont(font: SheetFont): LoadedFont {
  const known = loaded.get(font);
  if (known) return known;
  const bytes = new Uint8Array(
    readFileSync(createRequire(import.meta.url).resolve(`${PACKAGE}/${FILES[font]}`)),
  );
  const made = { bytes, font: create(bytes) };
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

/** Width in points; each character by itself, as it is drawn: without ligatures or kerning. */
export const measureText: Measure = (text, size, font) => {
  const { font: face } = loadFont(font);
  let width = 0;
  for (const character of text) width += face.glyphForCodePoint(character.codePointAt(0) ?? 0).advanceWidth;
  return (width / face.unitsPerEm) * size;
};
