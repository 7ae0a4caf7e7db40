/** Step 3: what somebody wrote in a message, without what is quoted below or beside it. */

/** Where the quoted message begins, in the ways of the common mail programs. */
const QUOTE_BEGINS = [
  /^\s*>/,
  /^\s*-{2,}.*(?:original|transf|forward)/i,
  /^\s*_{8,}\s*$/,
  /^\s*(?:de|from|von)\s*:\s*\S/i,
  /^\s*(?:le|on)\s.*(?:a écrit|wrote)/i,
];

/** The lines above the first quoted one. */
export function listOwnLines(text: string): string[] {
  const lines = text.split(/\r?\n/);
  const quoteAt = lines.findIndex((line) => QUOTE_BEGINS.some((pattern) => pattern.test(line)));
  return quoteAt === -1 ? lines : lines.slice(0, quoteAt);
}
