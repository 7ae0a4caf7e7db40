/**
 * Step 2: the answer to a letter that asked: what was written at each of its questions, by number, by name or beneath its line,
 * and whether words are left over that only a person can read. Careful rather than clever: what could be meant in two ways is not
 * read, or not for sure.
 */
import { type AskedList, type AskedOfOne } from '../letter/asked-line.js';
import { type MailLine, sortLines } from '../sheet/mail-lines.js';
import { type Doubt } from '../sheet/parsed-answer.js';
import { type Candidate } from '../sheet/reading.js';
import { type Study } from '../study/study.js';
import { type AnswerPlace, listPlaces, takeText } from './answer-places.js';
import { isCourtesy, looksLikeName, pointsToFile } from './courtesy.js';
import { type AnchorContext, findAnchor, namesNumber } from './find-anchor.js';
import { readCommand } from './find-commands.js';
import { type ReplyLine, sortReply } from './reply-lines.js';
import { settleNumbers } from './settle-numbers.js';
import { splitCases } from './split-cases.js';
import { splitClauses } from './split-clauses.js';

export interface ReplyInput {
  /** The message's text, quoted mail included. */
  readonly text: string;
  readonly asked: AskedList;
  /** The words of the letter that is answered. */
  readonly letter: string;
  /** It names the letter that it answers; otherwise the thread's last that asked is taken for it. */
  readonly isExact: boolean;
  /** `YYYY-MM-DD`, the day of receipt. */
  readonly today?: string;
}

export interface ReplyRead {
  readonly candidates: readonly Candidate[];
  /** Words that were not understood: a person reads the message. */
  readonly hasWordsLeft: boolean;
}

export interface ReadOfOne extends ReplyRead {
  readonly caseId: string;
}

const CONFIDENCE = 0.9;
const DOUBTED = 0.5;
/** Lines, and characters of a line. */
const MOST_LINES = 300;
const LONGEST_LINE = 2000;
const DIFFERS: Doubt = { code: 'label_differs' };

interface Found {
  readonly place: AnswerPlace;
  readonly at: number;
  raw: string;
  /** Where the value begins in its line. */
  readonly from: number;
  doubt: Doubt | undefined;
}

/** @param isOurs whether the words above a quoted mail name the study as who wrote it */
export function readReply(study: Study, input: ReplyInput, isOurs: (head: string) => boolean): ReplyRead {
  return readLines(study, input, sortLines(input.text, isOurs));
}

/** What was answered of each of the cases that a letter asked of; whether words are left that are of no case, or were not understood. */
export function readSeveral(
  study: Study,
  input: ReplyInput,
  several: readonly AskedOfOne[],
  isOurs: (head: string) => boolean,
): { readonly cases: readonly ReadOfOne[]; readonly hasWordsLeft: boolean } {
  const { cases, others } = splitCases(sortLines(input.text, isOurs), several, input.letter);
  const read = cases.map(({ caseId, lines }) => {
    const asked = several.find((one) => one.caseId === caseId)?.lines ?? [];
    const list = { ...input, asked: { ...input.asked, lines: asked } };
    return { caseId, ...readLines(study, list, lines) };
  });
  const rest = readLines(study, { ...input, asked: { ...input.asked, lines: [] } }, others);
  return {
    cases: read.filter(({ candidates }) => candidates.length > 0),
    hasWordsLeft: rest.hasWordsLeft || read.some((one) => one.hasWordsLeft),
  };
}

function readLines(study: Study, input: Omit<ReplyInput, 'text'>, sorted: readonly MailLine[]): ReplyRead {
  const { asked, today } = input;
  const places = listPlaces(study, asked);
  const lines = sortReply(sorted, asked.lines, input.letter);
  const own = lines.filter(({ kind }) => kind === 'own');
  // Longer texts than people answer in are a person's to read; nothing here may take long.
  if (own.length > MOST_LINES || own.some((line) => line.kind === 'own' && line.text.length > LONGEST_LINE))
    return { candidates: [], hasWordsLeft: true };
  const numbers = settleNumbers(lines, places, input);
  const reader = new ReplyReader({ places, numbers, language: asked.language, today }, input);
  for (const line of lines) reader.take(line);
  return reader.conclude();
}

class ReplyReader {
  private readonly found: Found[] = [];
  private left = 0;
  /** Whole lines that name no question. */
  private readonly loose: { readonly text: string; readonly at: number }[] = [];
  /** The question under whose line an answer is looked for. */
  private open: AnswerPlace | null = null;
  private last: Found | null = null;
  private isAfterGap = false;
  private isSigned = false;
  /** Something was said, be it thanks: names below it sign it. */
  private hasSpoken = false;

  constructor(
    private readonly context: AnchorContext,
    private readonly input: Omit<ReplyInput, 'text'>,
  ) {}

  take(line: ReplyLine): void {
    switch (line.kind) {
      case 'item':
        this.isSigned = false;
        this.last = null;
        this.open = this.findPlace(line.item);
        if (line.rest !== '') this.takeLine(line.rest, line.at);
        break;
      case 'own':
        this.takeOwn(line);
        break;
      case 'gap':
        this.isAfterGap = true;
        return;
      case 'end':
        this.open = null;
        this.last = null;
        break;
      case 'signature':
        this.open = null;
        this.last = null;
        this.isSigned = true;
        break;
    }
    this.isAfterGap = false;
  }

  conclude(): ReplyRead {
    const only = this.findOnly();
    const [line, ...more] = this.loose;
    if (this.found.length === 0 && this.left === 0 && only && line && more.length === 0) {
      const { language, today } = this.context;
      const taken = isProse(only) ? null : takeText(only, line.text, language, today);
      if (taken?.sure === true) {
        const doubt = this.input.isExact ? undefined : DIFFERS;
        this.found.push({ place: only, at: line.at, raw: taken.raw, from: 0, doubt });
        this.loose.length = 0;
      }
    }
    const hasQuestion = this.found.some(({ place }) => place.isQuestion);
    return {
      candidates: this.found.flatMap((found) => this.toCandidate(found)),
      hasWordsLeft: this.left + this.loose.length > 0 || hasQuestion,
    };
  }

  /** An investigator's own question is for her to read; what can be read of the answer is proposed. */
  private toCandidate({ place, raw, at, doubt }: Found): Candidate[] {
    if (place.isQuestion && isProse(place)) return [];
    const known = doubt ?? (place.isQuestion ? ({ code: 'low_confidence' } as const) : undefined);
    return [
      {
        name: place.name,
        raw,
        confidence: known ? DOUBTED : CONFIDENCE,
        ...(known && { doubt: known }),
        source: { strategy: 'body', page: null, rect: null, path: `body/line[${at}]` },
      },
    ];
  }

  private takeOwn({ text, at, isBelow }: Extract<ReplyLine, { kind: 'own' }>): void {
    const isForRobot = !this.open && readCommand(text) !== null;
    if (isForRobot || isCourtesy(text) || pointsToFile(text)) {
      this.last = null;
      this.hasSpoken = true;
      return;
    }
    // A signature, a disclaimer: only what surely names a question is read there.
    if ((this.isSigned || isBelow) && !this.open) {
      const anchor = findAnchor(text, this.context);
      if (!anchor?.place.isAsked || anchor.doubt) return;
    }
    const isNear = !this.isAfterGap;
    const { last } = this;
    if (!this.open && last && isNear && last.place.type === 'long_text' && !findAnchor(text, this.context)) {
      last.raw = `${last.raw}\n${text}`;
      return;
    }
    if (this.takeLine(text, at)) return;
    if (this.hasSpoken && (!last || this.isAfterGap) && this.isName(text)) {
      // Below a name stand a service and a telephone.
      this.isSigned ||= /\s/.test(text.trim());
      return;
    }
    this.loose.push({ text, at });
    if (last && isNear) last.doubt ??= { code: 'extra_text', detail: text };
  }

  /** False when nothing in it could be tied to a question. */
  private takeLine(text: string, at: number): boolean {
    const { open } = this;
    if (open && this.takeBeneath(open, text, at)) return true;
    let current: Found | null = null;
    let left = 0;
    for (const clause of splitClauses(text, this.context.numbers.isNumber)) {
      const anchor = findAnchor(clause.text, this.context);
      if (anchor) {
        const { place, taken, doubt } = anchor;
        current = {
          place,
          at,
          raw: taken.raw,
          from: clause.start + anchor.from,
          doubt: doubt ?? taken.doubt,
        };
        this.add(current);
        continue;
      }
      if (isCourtesy(clause.text)) continue;
      // A number of the list with something that cannot be read is not the answer before it.
      if (!current || namesNumber(clause.text, this.context)) {
        current = null;
        left += 1;
        continue;
      }
      const { language, today } = this.context;
      const longer = takeText(current.place, text.slice(current.from, clause.end), language, today);
      if (longer?.sure === true) current.raw = longer.raw;
      else {
        current.doubt ??= { code: 'extra_text', detail: text };
        left += 1;
      }
    }
    const isRead = this.last?.at === at;
    if (isRead) this.left += left;
    return isRead;
  }

  /** The first words under a question's own line. */
  private takeBeneath(place: AnswerPlace, text: string, at: number): boolean {
    const { language, today } = this.context;
    const whole = takeText(place, text, language, today);
    const anchor = findAnchor(text, this.context);
    // Another question's name or number stands there: it is no answer to this one.
    if (anchor && anchor.place !== place && (isProse(place) || !whole?.sure)) return false;
    if (anchor?.place === place && !whole?.sure) return false;
    this.open = null;
    if (whole) {
      this.add({ place, at, raw: whole.raw, from: 0, doubt: whole.doubt });
      return true;
    }
    const [first, ...rest] = splitClauses(text, this.context.numbers.isNumber);
    const taken = first && rest.length > 0 ? takeText(place, first.text, language, today) : null;
    if (!taken) return false;
    const isPolite = rest.every((clause) => isCourtesy(clause.text));
    if (!isPolite) this.left += 1;
    const doubt = isPolite ? taken.doubt : ({ code: 'extra_text', detail: text } as const);
    this.add({ place, at, raw: taken.raw, from: 0, doubt });
    return true;
  }

  private add(found: Found): void {
    this.found.push(found);
    this.hasSpoken = true;
    this.last = found;
    this.open = null;
  }

  private findPlace({ names }: { readonly names: readonly string[] }): AnswerPlace | null {
    const [name, second] = names;
    if (name === undefined || second !== undefined) return null;
    return this.context.places.find((place) => place.name === name) ?? null;
  }

  /** A name below what was said; not a choice of a question. */
  private isName(text: string): boolean {
    const { places, language, today } = this.context;
    const isChoice = places.some(
      (place) => place.isAsked && !isProse(place) && takeText(place, text, language, today),
    );
    return looksLikeName(text) && !isChoice;
  }

  /** The one question that was asked. */
  private findOnly(): AnswerPlace | null {
    const [line, second] = this.input.asked.lines;
    return line && !second && line.isQuestion !== true ? this.findPlace(line) : null;
  }
}

/** Any words are an answer to it. */
function isProse({ type }: AnswerPlace): boolean {
  return type === 'text' || type === 'long_text';
}
