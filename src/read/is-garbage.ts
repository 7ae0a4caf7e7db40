/**
 * Whether a text is what no one typed: control characters, private use, ideographs. A question mark may stand for a letter that a
 * program could not draw (`Caf?`).
 */
export function isGarbage(text: string): boolean {
  return /[^\P{Cc}\t\n\r]|[\ufffd\ue000-\uf8ff\u2e80-\u9fff\uac00-\ud7af]|\?/u.test(text);
}
