/**
 * Strategy: what was laid over the sheet as annotations (typed with a viewer's text tool, drawn, struck
 * out), by rectangle, whether or not the sheet still has its form fields. A drawing is never read for sure.
 */
import { type Finding } from '../../core/sheet/finding.js';
import { type Place, type Rect } from '../../core/sheet/layout.js';
import { type Candidate } from '../../core/sheet/reading.js';
import { type PdfMark } from '../../external/pdf-document.js';
import { isDrawnAs } from '../drawn-text.js';
import { type KnownSheet } from '../known-sheets.js';
import { holds, mapRect, middle, overlap, toTuple } from '../page-fit.js';
import { type SheetPage } from '../sheet-page.js';
import { placeText, TICK_SIGNS, UNREADABLE } from '../place-text.js';

/** A free text without its words is what it looks like. */
const DRAWINGS = new Set([
  'FreeText',
  'Ink',
  'Stamp',
  'Line',
  'PolyLine',
  'Polygon',
  'Square',
  'Circle',
  'Caret',
]);
const STRIKES = new Set(['StrikeOut', 'Redact']);
/** These say nothing of their own; everything else with words is a remark. */
const MUTE = new Set(['Link', 'Popup', 'PrinterMark', 'TrapNet', 'Watermark']);

export function readAnnotations(
  sheet: KnownSheet,
  pages: readonly SheetPage[],
): { candidates: Candidate[]; findings: Finding[] } {
  const candidates: Candidate[] = [];
  const findings: Finding[] = [];
  for (const page of pages) {
    for (const mark of page.page.marks) {
      if (!page.fit || page.blankPage === null) {
        if (mark.text.trim() && !MUTE.has(mark.subtype))
          findings.push({ code: 'unexpected_entry', detail: mark.text.trim() });
        continue;
      }
      const places = sheet.layout.places.filter((place) => place.page === page.blankPage);
      const seen = mapRect(page.fit, mark.rect);
      if (mark.subtype === 'FreeText' && mark.text.trim()) {
        const read = readFreeText(mark, seen, places, page.filePage);
        if (read) candidates.push(read);
        else findings.push({ code: 'unexpected_entry', detail: mark.text.trim() });
      } else if (DRAWINGS.has(mark.subtype))
        candidates.push(...readDrawing(mark, seen, places, page.filePage));
      else if (STRIKES.has(mark.subtype)) candidates.push(...readStrike(mark, seen, places, page.filePage));
      else if (!MUTE.has(mark.subtype) && mark.text.trim())
        findings.push({ code: 'unexpected_entry', detail: mark.text.trim() });
    }
  }
  return { candidates, findings };
}

function readFreeText(mark: PdfMark, seen: Rect, places: readonly Place[], page: number): Candidate | null {
  const raw = mark.text.replace(/\r\n?/g, '\n').trim();
  if (!raw) return null;
  const source = { strategy: 'annotation', page, rect: toTuple(mark.rect) } as const;
  const { drawn } = mark;
  const stale =
    drawn === null || drawn.trim() === '' || isDrawnAs(raw, drawn)
      ? null
      : ({ code: 'stale_appearance', detail: drawn } as const);
  if (TICK_SIGNS.test(raw)) {
    const box = nearestBox(seen, places);
    if (box)
      return { name: box.name, ...codeOf(box), raw, confidence: 0.9, ...(stale && { doubt: stale }), source };
  }
  const placed = placeText(seen, raw, places);
  if (!placed) return null;
  return {
    name: placed.place.name,
    ...codeOf(placed.place),
    raw,
    confidence: stale || !placed.clear ? 0.4 : 0.95,
    ...(stale ? { doubt: stale } : !placed.clear && { doubt: { code: 'outside_box' } }),
    source,
  };
}

/** The tick box under the middle of a sign, a little beside it allowed; null when two are as near. */
function nearestBox(seen: Rect, places: readonly Place[]): Place | null {
  const boxes = places.filter((place) => place.kind === 'radio' || place.kind === 'check');
  const under = boxes.filter((box) => overlap(box.rect, seen) > 0.2 * box.rect.width * box.rect.height);
  if (under.length === 1) return under[0] ?? null;
  const centred = boxes.filter((box) => holds(box.rect, middle(seen), 2));
  return centred.length === 1 ? (centred[0] ?? null) : null;
}

function readDrawing(mark: PdfMark, seen: Rect, places: readonly Place[], page: number): Candidate[] {
  return places
    .filter((place) => touches(place, seen))
    .map((place) => {
      const box = place.kind === 'radio' || place.kind === 'check';
      return {
        name: place.name,
        ...codeOf(place),
        raw: mark.text.trim() || UNREADABLE,
        confidence: 0.3,
        doubt: { code: box ? 'faint_mark' : 'unreadable_text', detail: mark.subtype },
        source: { strategy: 'annotation', page, rect: toTuple(mark.rect) },
      };
    });
}

/** What is struck out is no longer surely an answer. */
function readStrike(mark: PdfMark, seen: Rect, places: readonly Place[], page: number): Candidate[] {
  return places
    .filter((place) => overlap(place.rect, seen) > 0.3 * seen.width * seen.height)
    .map((place) => ({
      name: place.name,
      ...codeOf(place),
      raw: mark.text.trim() || UNREADABLE,
      confidence: 0.2,
      doubt: { code: 'strategies_disagree', detail: mark.subtype },
      source: { strategy: 'annotation', page, rect: toTuple(mark.rect) },
    }));
}

/** A drawing that goes through a place; one that frames the whole page touches nothing. */
function touches(place: Place, seen: Rect): boolean {
  const shared = overlap(place.rect, seen);
  if (shared === 0) return false;
  const area = Math.max(1, seen.width * seen.height);
  if (place.kind === 'radio' || place.kind === 'check') {
    const large = seen.width > 8 * place.rect.width && seen.height > 8 * place.rect.height;
    return (
      !large && (holds(place.rect, middle(seen), 3) || shared > 0.4 * place.rect.width * place.rect.height)
    );
  }
  return shared > 0.5 * area;
}

function codeOf(place: Place): { code?: string } {
  return place.code !== undefined && (place.kind === 'radio' || place.kind === 'check')
    ? { code: place.code }
    : {};
}
