/**
 * Step 1, receive: the bytes of a file of mail, cut into lines within bounded memory. A line that is longer than 64 kB comes in
 * pieces; nothing is lost between them.
 */
export interface MailLine {
  /** Without its end of line. */
  readonly bytes: Buffer;
  /** False for the further pieces of a long line. */
  readonly starts: boolean;
  /** False for a piece that goes on, and for a last line without an end. */
  readonly ends: boolean;
}

const LONGEST_PIECE = 64 * 1024;
const LF = 0x0a;
const CR = 0x0d;

export class MailLines {
  #rest: Buffer = Buffer.alloc(0);
  #starts = true;

  /** The lines that end within `chunk`; its end waits for the next. */
  *push(chunk: Buffer): Generator<MailLine> {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, at)) {
      const before = end > at && bytes[end - 1] === CR ? end - 1 : end;
      yield this.#line(bytes.subarray(at, before), true);
      at = end + 1;
    }
    let rest = bytes.subarray(at);
    if (rest.length > LONGEST_PIECE) {
      // The last byte may be half of a CRLF.
      yield this.#line(rest.subarray(0, -1), false);
      rest = rest.subarray(-1);
    }
    this.#rest = Buffer.from(rest);
  }

  /** What stands after the last end of line. */
  *end(): Generator<MailLine> {
    if (this.#rest.length > 0) yield this.#line(this.#rest, false);
    this.#rest = Buffer.alloc(0);
  }

  #line(bytes: Buffer, ends: boolean): MailLine {
    const starts = this.#starts;
    this.#starts = ends;
    return { bytes, starts, ends };
  }
}
