/** What was put in at one place of the page of a personal link: words, boxes, or nothing. */

export interface FormEntry {
  /** KEY or KEY.ROW.COLUMN; on its way from the page, the item's id. */
  readonly name: string;
  /** What was typed; '' where the place has boxes. */
  readonly text: string;
  /** Of the boxes that are ticked: choices, or one code for what is missing (NSP, NF, NA). */
  readonly codes: readonly string[];
}

/** One answer to an investigator's own question, in words. */
export interface FormWords {
  readonly name: string;
  readonly question: string;
  readonly text: string;
}

/** What is sent at once, as it is kept. */
export interface SentForm {
  readonly entries: readonly FormEntry[];
  readonly words: readonly FormWords[];
}

export function isBlankEntry({ text, codes }: FormEntry): boolean {
  return codes.length === 0 && text.trim() === '';
}

/** The later ones take the place of the earlier ones of the same names; a blank one takes it away. */
export function mergeEntries(earlier: readonly FormEntry[], later: readonly FormEntry[]): FormEntry[] {
  const all = new Map([...earlier, ...later].map((entry) => [entry.name, entry]));
  return [...all.values()].filter((entry) => !isBlankEntry(entry));
}
