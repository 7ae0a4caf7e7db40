type Written = Readonly<Record<string, string | true>>;
export function fillPdf(
  blank: Uint8Array,
  written: Written,
  options?: { flatten?: boolean },
): Promise<Uint8Array>;
export function fillWord(blank: Uint8Array, written: Written): Uint8Array;
export function tickByPen(filled: Uint8Array, name: string, code: string): Promise<Uint8Array>;
export function scan(filled: Uint8Array, dpi?: number): Promise<Uint8Array>;
