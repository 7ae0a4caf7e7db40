/**
 * What `recueil read --explain` draws on each page of a sheet: where each value was found, how sure it is, and the places that
 * were looked into and are blank. Says the same as the reading, and nothing that is not in it.
 */
import { type FileLook } from '../core/sheet/file-look.js';
import { wordFinding } from '../core/sheet/finding.js';
import { type ReadAnswer, type ReadCell, type RectTuple, type SheetReading } from '../core/sheet/reading.js';
import { type Language, type Study } from '../core/study/study.js';
import { type ExplainedPage, type PageMark, type PageNote } from '../external/explained-page.js';

export interface Explanation {
  /** From 1, in the file. */
  readonly page: number;
  readonly explained: ExplainedPage;
}

const WORDS = {
  fr: { sheet: 'Fiche', page: 'page', sure: 'sûr', unsure: 'à vérifier', blank: 'vide' },
  en: { sheet: 'Sheet', page: 'page', sure: 'sure', unsure: 'to check', blank: 'blank' },
} as const satisfies Record<Language, object>;
/** Longer texts are cut: a picture is not the reading. */
const MOST_LETTERS = 240;
const MOST_FINDINGS = 12;

/** A value, or a part of one, with its name as in the reading's `cells`: `KEY`, `KEY.code`, `KEY.ROW.COLUMN`. */
interface Spot {
  readonly name: string;
  readonly key: string;
  readonly read: ReadAnswer | ReadCell;
}

/** One for each page of the file on which the sheet has a place or a value, in the file's order. */
export function explainSheet(reading: SheetReading, look: FileLook, study: Study | undefined): Explanation[] {
  const spots = listSpots(reading);
  const pages = new Set(Object.values(look.places).map(({ page }) => page));
  for (const { read } of spots) if (read.source.page !== null) pages.add(read.source.page);
  return [...pages]
    .sort((one, other) => one - other)
    .flatMap((page): Explanation[] => {
      const size = look.pages[page - 1];
      if (!size) return [];
      const here = spots.filter(({ read }) => read.source.page === page);
      const findings = page === Math.min(...pages) ? listFindings(reading, study) : [];
      return [
        {
          page,
          explained: {
            ...size,
            marks: [...markBlanks(look, page, spots), ...here.flatMap(markSpot)],
            notes: [...writeHead(reading, page, here), ...here.flatMap(noteSpot), ...findings],
          },
        },
      ];
    });
}

function listSpots({ answers }: SheetReading): Spot[] {
  return Object.entries(answers).flatMap(([key, answer]): Spot[] =>
    answer.cells
      ? Object.entries(answer.cells).map(([name, read]) => ({ name: `${key}.${name}`, key, read }))
      : [{ name: key, key, read: answer }],
  );
}

function markSpot({ name, read }: Spot): PageMark[] {
  const { rect } = read.source;
  if (!isDrawable(rect)) return [];
  return [{ tone: read.sure ? 'sure' : 'unsure', rect, tag: `${wordValue(name, read)} ${percent(read)}` }];
}

/**
 * Places where nothing was read. A question with boxes has a place around all of them, a table one around its cells: where there
 * are smaller ones within, those alone are drawn.
 */
function markBlanks(look: FileLook, page: number, spots: readonly Spot[]): PageMark[] {
  const names = Object.keys(look.places);
  const parents = new Set(names.flatMap((name) => listParents(name)));
  // Of a radio, the box whose code was read.
  const read = new Set(
    spots.flatMap(({ name, read: { value } }) =>
      typeof value === 'string' ? [name, `${name}.${value}`] : [name],
    ),
  );
  return Object.entries(look.places)
    .filter(([name, place]) => place.page === page && !parents.has(name) && !read.has(name))
    .filter(([, { rect }]) => isDrawable(rect))
    .map(([, { rect }]) => ({ tone: 'blank', rect, tag: '' }));
}

function listParents(name: string): string[] {
  const parts = name.split('.');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
}

function writeHead(
  { sheet, study, sheetVersion, language }: SheetReading,
  page: number,
  here: readonly Spot[],
): PageNote[] {
  const words = WORDS[language ?? 'fr'];
  const sure = here.filter(({ read }) => read.sure).length;
  return [
    {
      tone: 'plain',
      text: `${words.sheet} ${sheet}, ${words.page} ${page} · ${study ?? ''} v${sheetVersion ?? '?'}`,
    },
    { tone: 'sure', text: `${words.sure} : ${sure}` },
    { tone: 'unsure', text: `${words.unsure} : ${here.length - sure}` },
    { tone: 'blank', text: words.blank },
  ];
}

function noteSpot({ name, read }: Spot): PageNote[] {
  if (read.sure) return [];
  const text = `${name} = ${wordValue(name, read)} (${percent(read)}, ${read.source.strategy}) : ${read.reason ?? ''}`;
  return [{ tone: 'unsure', text: shorten(text) }];
}

function listFindings({ findings, language }: SheetReading, study: Study | undefined): PageNote[] {
  // A doubt stands beside its value already.
  const others = findings.filter(({ code }) => code !== 'doubtful' && code !== 'unparsed');
  return others.slice(0, MOST_FINDINGS).map((finding) => ({
    tone: 'plain',
    text: shorten(`! ${finding.key ?? ''} ${wordFinding(finding, language ?? 'fr', study)}`),
  }));
}

/** As `--json` has it; a ticked box by its code, and what was not understood as it was written. */
function wordValue(name: string, { value, raw }: ReadAnswer | ReadCell): string {
  if (value === true) return name.split('.').at(-1) ?? '';
  if (value === null || value === '') return `« ${shorten(raw)} »`;
  if (typeof value !== 'object') return shorten(String(value));
  if ('missing' in value) return String(value.missing);
  return 'comparator' in value ? `${String(value.comparator)} ${String(value.value)}` : shorten(raw);
}

function percent({ confidence }: ReadAnswer | ReadCell): string {
  return `${Math.round(confidence * 100)} %`;
}

function shorten(text: string): string {
  return text.length <= MOST_LETTERS ? text : `${text.slice(0, MOST_LETTERS)}…`;
}

function isDrawable(rect: RectTuple | null): rect is RectTuple {
  return rect?.every(Number.isFinite) === true;
}
