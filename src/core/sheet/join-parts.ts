/**
 * A sheet that came in parts: its pages photographed one by one and sent as several files of one message. They are one sheet when each
 * holds pages that no other holds, and then only when this is so of all of them: pages of two patients must not be mixed.
 */
import { type Finding } from './finding.js';
import { type SheetReading } from './reading.js';

/** The sheet that all parts make up; null when they are not parts of one, or when it cannot be told. At least two. */
export function joinParts(parts: readonly SheetReading[]): SheetReading | null {
  const [first] = parts;
  if (!first || parts.length < 2) return null;
  const isAlike = ({ study, sheetVersion, language }: SheetReading) =>
    study === first.study && sheetVersion === first.sheetVersion && language === first.language;
  const missing = parts.map(listMissing);
  if (!parts.every(isAlike) || missing.some((pages) => pages.size === 0)) return null;
  const all = new Set(missing.flatMap((pages) => [...pages]));
  const held = missing.map((pages) => [...all].filter((page) => !pages.has(page)));
  const pages = held.flat();
  const keys = parts.flatMap(({ answers }) => Object.keys(answers));
  const isApart = new Set(pages).size === pages.length && new Set(keys).size === keys.length;
  if (!isApart || held.some((own) => own.length === 0)) return null;
  const left = [...all].filter((page) => !pages.includes(page)).sort((one, other) => one - other);
  const others = parts.flatMap(({ findings }) => findings.filter(({ code }) => code !== 'missing_pages'));
  const told: Finding[] = [
    { code: 'joined_files', detail: String(parts.length) },
    ...(left.length > 0 ? [{ code: 'missing_pages', detail: left.join(', ') } as const] : []),
  ];
  return {
    ...first,
    answers: Object.assign({}, ...parts.map(({ answers }) => answers)) as SheetReading['answers'],
    findings: [...told, ...others],
  };
}

/**
 * What a later part of a sheet leaves missing: a page that came before or comes now is not missing. Answers in words bring no page.
 */
export function settleMissingPages(
  known: readonly Finding[],
  given: Pick<SheetReading, 'findings' | 'isReply'>,
): { readonly known: readonly Finding[]; readonly given: readonly Finding[] } {
  if (given.isReply === true) return { known, given: given.findings };
  const now = listMissing(given);
  const left = [...listMissing({ findings: known })].filter((page) => now.has(page));
  const isPages = ({ code }: Finding) => code === 'missing_pages';
  return {
    known: [
      ...known.filter((finding) => !isPages(finding)),
      ...(left.length > 0 ? [{ code: 'missing_pages', detail: left.join(', ') } as const] : []),
    ],
    given: given.findings.filter((finding) => !isPages(finding)),
  };
}

function listMissing({ findings }: Pick<SheetReading, 'findings'>): Set<number> {
  const detail = findings.find(({ code }) => code === 'missing_pages')?.detail ?? '';
  return new Set([...detail.matchAll(/\d+/g)].map(([page]) => Number(page)));
}
