/**
 * The objects of a PDF's body as they are written (ISO 32000-2, 7.3), strictly: where viewers guess and go on, this throws, for
 * what was damaged may look like something else that was written.
 */

export type PdfValue = string | readonly PdfValue[] | ReadonlyMap<string, PdfValue>;

export class PdfSyntaxError extends Error {}

/** No real file nests as deep. */
const MAX_DEPTH = 100;
const SPACE = /(?:[\0\t\n\f\r ]|%[^\r\n]*)*/y;
/** A token ends where a space or a delimiter begins. */
const TOKEN =
  /<<|\[|\/[^\0\t\n\f\r ()<>[\]{}/%]*|<[\dA-Fa-f\0\t\n\f\r ]*>|(?:[+-]?(?:\d+\.?\d*|\.\d+)|true|false|null)(?![^\0\t\n\f\r ()<>[\]{}/%])/y;
const REFERENCE = /\d+[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>[\]{}/%])/y;
const STRING_PIECE = /[^()\\]*(?:\\[^][^()\\]*)*/y;

/** Reads on from a place in the file's bytes, taken as Latin-1. */
export class PdfScanner {
  constructor(
    private readonly text: string,
    public at: number,
  ) {}

  skipSpace(): void {
    SPACE.lastIndex = this.at;
    SPACE.test(this.text);
    this.at = SPACE.lastIndex;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** What matches here, the place after it being the next; null when it does not. The pattern is sticky. */
  find(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match) this.at = pattern.lastIndex;
    return match;
  }

  /** Throws PdfSyntaxError. */
  get(pattern: RegExp): RegExpExecArray {
    const match = this.find(pattern);
    if (!match) throw new PdfSyntaxError(`unexpected at ${this.at}`);
    return match;
  }

  /** The object that stands here; names with their `/`, references as `12 0 R`. Throws PdfSyntaxError. */
  readValue(depth = 0): PdfValue {
    if (depth > MAX_DEPTH) throw new PdfSyntaxError('nested too deep');
    this.skipSpace();
    if (this.text[this.at] === '(') return this.readString();
    const reference = this.find(REFERENCE);
    if (reference) return reference[0].replace(/[\0\t\n\f\r ]+/g, ' ');
    const [token] = this.get(TOKEN);
    if (token === '[') return this.readArray(depth);
    return token === '<<' ? this.readDictionary(depth) : token;
  }

  private readArray(depth: number): PdfValue[] {
    const items: PdfValue[] = [];
    for (;;) {
      this.skipSpace();
      if (this.find(/\]/y)) return items;
      items.push(this.readValue(depth + 1));
    }
  }

  private readDictionary(depth: number): Map<string, PdfValue> {
    const entries = new Map<string, PdfValue>();
    for (;;) {
      this.skipSpace();
      if (this.find(/>>/y)) return entries;
      const key = this.readValue(depth + 1);
      if (typeof key !== 'string' || !key.startsWith('/')) throw new PdfSyntaxError('a key is no name');
      entries.set(key, this.readValue(depth + 1));
    }
  }

  /** Its bytes are of no interest here. */
  private readString(): string {
    let depth = 0;
    do {
      this.get(STRING_PIECE);
      const [bracket] = this.get(/[()]/y);
      depth += bracket === '(' ? 1 : -1;
    } while (depth > 0);
    return '()';
  }
}
