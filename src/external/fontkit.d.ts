/** The little of fontkit 2 that is used; the package brings no types. */
declare module 'fontkit' {
  export interface OpenFont {
    readonly unitsPerEm: number;
    readonly postscriptName: string;
    hasGlyphForCodePoint(codePoint: number): boolean;
    glyphForCodePoint(codePoint: number): { readonly id: number; readonly advanceWidth: number };
  }
  export function create(bytes: Uint8Array, postscriptName?: string): OpenFont;
}
