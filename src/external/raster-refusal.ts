/** Why an image cannot be read; apart from its decoders, which are loaded only for an image. */

/** The file cannot be decoded, or is larger than may be. */
export class RasterUnreadable extends Error {
  constructor(readonly refusal: 'damaged' | 'too_large') {
    super(`image cannot be opened: ${refusal}`);
    this.name = 'RasterUnreadable';
  }
}
