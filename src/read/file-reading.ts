/** Readings of files that hold no sheet: nothing but findings. */
import { type FindingCode } from '../core/sheet/finding.js';
import { type SheetReading } from '../core/sheet/reading.js';

/** `name` is the file's, as sent. */
export function stoppedReading(name: string, code: FindingCode): SheetReading {
  return {
    sheet: 1,
    study: null,
    sheetVersion: null,
    language: null,
    answers: {},
    findings: [{ code, detail: name }],
  };
}
