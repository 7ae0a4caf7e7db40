/**
 * Step 2: the answer to a letter on several cases, parted by case. A line that begins with a case's reference says of which one the lines
 * below it are: the clinician's own, or the letter's, quoted, with answers beneath its lines. What stands under no reference is
 * nobody's: a value in the wrong patient's case would look right for ever.
 */
import { listReferences } from '../case/case-reference.js';
import { type AskedOfOne } from '../letter/asked-line.js';
import { type MailLine } from '../sheet/mail-lines.js';
import { foldWords } from '../sheet/normalise-text.js';

export interface CaseLines {
  readonly caseId: string;
  readonly lines: readonly MailLine[];
}

export interface SplitReply {
  readonly cases: readonly CaseLines[];
  /** Of no case, or of several. */
  readonly others: readonly MailLine[];
}

/** What people write before a reference that heads their answers. */
const BEFORE =
  /^(?:(?:pour|concernant|sur|for|about|la|le|ma|mon|the|my|fiche|dossier|cas|patiente?|sheet|case|record|reference|ref|n|no|de|du|of)\s+)*$/;
/** Fewer words than these may be an answer as well as a piece of our letter. */
const TELLING = 4;

/** @param letter the text of the letter that is answered */
export function splitCases(
  lines: readonly MailLine[],
  cases: readonly AskedOfOne[],
  letter: string,
): SplitReply {
  const splitter = new Splitter(cases, letter, lines);
  for (const [index, line] of lines.entries()) splitter.take(line, index);
  return splitter.conclude();
}

class Splitter {
  private readonly byCase = new Map<string, MailLine[]>();
  private readonly others: MailLine[] = [];
  private readonly prefix: string;
  private readonly listed: readonly string[];
  /** What the letter says below its last list. */
  private readonly tail: string;
  /** The last line that is quoted. */
  private readonly lastOurs: number;
  private current: { readonly caseId: string; readonly isOwn: boolean } | null = null;
  /** Below all that is quoted, only what directly follows it is still beneath a line of the list. */
  private beneath: 'nothing' | 'words' | 'over' = 'nothing';

  constructor(
    private readonly cases: readonly AskedOfOne[],
    letter: string,
    lines: readonly MailLine[],
  ) {
    this.prefix = cases[0]?.reference.replace(/-\d+$/, '') ?? '';
    this.listed = cases.flatMap((one) => one.lines.map(({ text }) => fold(text)));
    const printed = letter.split('\n');
    const last = printed.findLastIndex((text) => this.isListed(text));
    const end = printed.findIndex((text, at) => at > last && text.trim() === '');
    this.tail = ` ${fold(printed.slice(end === -1 ? printed.length : end).join(' '))} `;
    this.lastOurs = lines.findLastIndex(({ depth, text }) => text !== '' && (depth > 0 || this.isOurs(text)));
  }

  take(line: MailLine, index: number): void {
    const { text, kind, depth } = line;
    const isTail = this.isTail(text);
    // The letter's end names a case as an example.
    const heading = isTail ? null : this.findHeading(text);
    if (heading) {
      const isOwn = kind === 'own';
      this.open(heading.caseId, isOwn);
      if (isOwn && heading.rest !== '') this.put({ ...line, text: heading.rest });
      return;
    }
    // Of which case such a line is its place cannot tell; a quoted mail that begins, or the letter's end, ends its list.
    const isElsewhere = listReferences(this.prefix, text).length > 0;
    const isQuoteAfterOwn =
      this.current?.isOwn === true && (depth > 0 || kind === 'asked' || kind === 'quoted');
    const isEnd = kind === 'end' && line.end === 'other' && depth === 0;
    if (isElsewhere || isQuoteAfterOwn || isEnd || isTail) this.current = null;
    else if (this.current?.isOwn === false && index > this.lastOurs) this.passBelow(text);
    this.put(line);
  }

  private passBelow(text: string): void {
    if (text !== '' && this.beneath === 'over') this.current = null;
    else if (text !== '') this.beneath = 'words';
    else if (this.beneath === 'words') this.beneath = 'over';
  }

  conclude(): SplitReply {
    return {
      cases: [...this.byCase].map(([caseId, lines]) => ({ caseId, lines })),
      others: this.others,
    };
  }

  private open(caseId: string, isOwn: boolean): void {
    this.current = { caseId, isOwn };
    const lines = this.byCase.get(caseId) ?? [];
    // What was said of it further up has ended.
    if (lines.length > 0) lines.push({ at: 0, text: '·', kind: 'end', depth: 0, end: 'other' });
    this.byCase.set(caseId, lines);
  }

  private put(line: MailLine): void {
    if (this.current) this.byCase.get(this.current.caseId)?.push(line);
    else this.others.push(line);
  }

  /** The one case of the letter whose reference a line begins with, and what stands behind it. */
  private findHeading(text: string): { readonly caseId: string; readonly rest: string } | null {
    const [only, second] = listReferences(this.prefix, text);
    const found = second === undefined && this.cases.find(({ reference }) => reference === only);
    if (!found) return null;
    const at = text.toUpperCase().indexOf(found.reference);
    if (!BEFORE.test(`${fold(text.slice(0, at))} `.trimStart())) return null;
    return {
      caseId: found.caseId,
      rest: text.slice(at + found.reference.length).replace(/^[\s:.,;)\]*_–—-]+/u, ''),
    };
  }

  private isOurs(text: string): boolean {
    return this.findHeading(text)?.rest === '' || this.isListed(text) || this.isTail(text);
  }

  /** Begins as a line of the list does: broken by a program, it ends on the next. */
  private isListed(text: string): boolean {
    const folded = fold(text);
    return folded !== '' && this.listed.some((line) => `${line} `.startsWith(`${folded} `));
  }

  private isTail(text: string): boolean {
    const folded = fold(text);
    return folded.split(' ').length >= TELLING && this.tail.includes(` ${folded} `);
  }
}

function fold(text: string): string {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map(([word]) => foldWords(word)).join(' ');
}
