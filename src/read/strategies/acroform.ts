/**
 * Strategy: form fields of a PDF (ISO 32000-2, 12.7), read from the widgets that stand on its pages, for
 * some programs leave fields out of the field tree. By name; by rectangle where a name was changed; radios by
 * rectangle, checked against their state. What is stored is compared with what is drawn.
 */
import { type Place } from '../../core/sheet/layout.js';
import { type Candidate, type DoubtCode } from '../../core/sheet/reading.js';
import { type Finding } from '../../core/sheet/finding.js';
import { type PdfWidget } from '../../external/pdf-document.js';
import { type WidgetState } from '../../external/pdf-render.js';
import { bare, isDrawnAs } from '../drawn-text.js';
import { type KnownSheet } from '../known-sheets.js';
import { holds, mapRect, middle, overlap, toTuple } from '../page-fit.js';
import { type SheetPage } from '../sheet-page.js';

export interface FormReading {
  readonly candidates: readonly Candidate[];
  readonly findings: readonly Finding[];
}

export interface FormContext {
  /** Raw states of the page's widgets, by object number. */
  readonly states: (filePage: number) => ReadonlyMap<number, WidgetState>;
  /** The form asks viewers to redraw its fields (NeedAppearances): an empty appearance says nothing. */
  readonly redrawn: boolean;
}

type Doubt = { readonly code: DoubtCode; readonly detail?: string };
interface Found {
  readonly place: Place;
  readonly doubt?: Doubt;
}

export function readFormFields(
  sheet: KnownSheet,
  pages: readonly SheetPage[],
  context: FormContext,
): FormReading {
  const candidates: Candidate[] = [];
  const findings: Finding[] = [];
  const groups = new Map<string, PdfWidget[]>();
  for (const { widget } of eachWidget(pages)) {
    if (widget.kind === 'radio') groups.set(widget.name, [...(groups.get(widget.name) ?? []), widget]);
  }
  for (const { widget, page } of eachWidget(pages)) {
    const state = widget.object === null ? undefined : context.states(page.filePage).get(widget.object);
    const tick = widget.kind === 'radio' || widget.kind === 'check' ? tickOf(widget, state) : null;
    const text = tick ? null : textOf(widget, context.redrawn);
    if (!tick?.ticked && !text) continue;
    const found = findPlace(sheet, page, widget);
    if (!found) {
      findings.push({ code: 'unexpected_entry', detail: text?.raw ?? widget.name });
      continue;
    }
    const doubt = found.doubt ?? tick?.doubt ?? text?.doubt;
    candidates.push({
      name: found.place.name,
      ...(tick && found.place.code !== undefined && { code: found.place.code }),
      raw: text?.raw ?? tick?.raw ?? '',
      confidence: doubt ? 0.5 : 1,
      ...(doubt && { doubt }),
      source: { strategy: 'acroform', page: page.filePage, rect: toTuple(widget.rect) },
    });
  }
  for (const { widget, page } of eachWidget(pages)) {
    // A group whose value names a state that none of its boxes has.
    if (widget.kind !== 'radio' || groups.get(widget.name)?.[0] !== widget) continue;
    const value = widget.value.trim();
    const known = groups.get(widget.name)?.some((other) => other.onState?.trim() === value);
    if (isOff(value) || known) continue;
    const place = findPlace(sheet, page, widget)?.place;
    if (!place) continue;
    candidates.push({
      name: place.name,
      code: value,
      raw: value,
      confidence: 0.3,
      doubt: { code: 'unknown_state', detail: value },
      source: { strategy: 'acroform', page: page.filePage, rect: toTuple(widget.rect) },
    });
  }
  return { candidates: dropRepeats(candidates), findings };
}

function* eachWidget(pages: readonly SheetPage[]): Generator<{ widget: PdfWidget; page: SheetPage }> {
  for (const page of pages) for (const widget of page.page.widgets) yield { widget, page };
}

function isOff(value: string): boolean {
  return value === '' || value === 'Off';
}

interface Tick {
  readonly ticked: boolean;
  readonly raw: string;
  readonly doubt?: Doubt;
}

/** The stored value and the drawn state must agree; a state without any stored value is what the page shows. */
function tickOf(widget: PdfWidget, state: WidgetState | undefined): Tick {
  const on = (widget.onState ?? '').trim();
  const appearance = state?.appearance?.trim() ?? null;
  const drawn = appearance === null ? null : !isOff(appearance) && (on === '' || appearance === on);
  // Of a check with an appearance pdf.js gives that as its value: the stored one comes from PDFium.
  const value = (widget.kind === 'check' && appearance !== null ? state?.value : widget.value)?.trim() ?? '';
  const matches = widget.kind === 'radio' ? value === on : !isOff(value);
  const stored = value === '' ? null : matches;
  const raw = !isOff(appearance ?? '') ? (appearance ?? '') : isOff(value) ? on : value;
  if (stored === null || drawn === null || stored === drawn) return { ticked: stored ?? drawn ?? false, raw };
  return {
    ticked: true,
    raw,
    doubt: { code: 'tick_and_glyph_disagree', detail: stored ? 'value' : 'appearance' },
  };
}

/** Null when the field is empty, as stored and as drawn. */
function textOf(widget: PdfWidget, redrawn: boolean): { raw: string; doubt?: Doubt } | null {
  const stored = widget.value;
  const drawn = widget.drawn;
  if (drawn === null) return stored.trim() === '' ? null : { raw: stored, ...readable(stored) };
  const same = isDrawnAs(stored, drawn) || (redrawn && bare(drawn) === '');
  if (same) return stored.trim() === '' ? null : { raw: stored, ...readable(stored) };
  const raw = stored.trim() === '' ? drawn : stored;
  return { raw, doubt: { code: 'stale_appearance', detail: drawn } };
}

/** UTF-8 stored without its mark and read as PDFDocEncoding, or characters that no one types. */
function readable(text: string): { doubt?: Doubt } {
  const garbled = /[\u00c2\u00c3][\u0080-\u00bf\u20ac\u2022\u2020\u2021\u2026]|\ufffd|[\ue000-\uf8ff]/u;
  return garbled.test(text) ? { doubt: { code: 'unreadable_text' } } : {};
}

const takes = (place: Place, widget: PdfWidget): boolean =>
  place.kind === 'radio' || place.kind === 'check'
    ? widget.kind === 'radio' || widget.kind === 'check'
    : widget.kind === 'text' || widget.kind === 'choice';

/** The place that a widget fills; null when neither its name nor its rectangle tells. */
function findPlace(sheet: KnownSheet, page: SheetPage, widget: PdfWidget): Found | null {
  const named = (sheet.places.get(widget.name.trim()) ?? []).filter((place) => takes(place, widget));
  const near = page.fit && page.blankPage !== null ? placesUnder(sheet, page, widget) : null;
  const [first, second] = near ?? [];
  if (named.length > 0) {
    if (!near) return byState(named, widget);
    const here = near.find((place) => named.includes(place));
    if (here) return checkState(here, named, widget);
    // The name says one place, the page another.
    const said = byState(named, widget);
    if (!first) return said;
    return { place: said.place, doubt: { code: 'tampered_name', detail: first.tooltip } };
  }
  if (!first) return byEndOfName(sheet, widget);
  const ambiguous = second !== undefined && second.name !== first.name;
  if (ambiguous) return { place: first, doubt: { code: 'tampered_name' } };
  return checkState(first, sheet.places.get(first.name) ?? [], widget);
}

/** Places of the page whose box holds the widget's middle, the best covered first. */
function placesUnder(sheet: KnownSheet, page: SheetPage, widget: PdfWidget): Place[] {
  if (!page.fit) return [];
  const rect = mapRect(page.fit, widget.rect);
  return sheet.layout.places
    .filter(
      (place) => place.page === page.blankPage && takes(place, widget) && holds(place.rect, middle(rect), 1),
    )
    .sort((one, other) => overlap(other.rect, rect) - overlap(one.rect, rect));
}

/** Without geometry a radio is what its state says. */
function byState(named: readonly Place[], widget: PdfWidget): Found {
  const [first] = named;
  if (!first) throw new Error('no place');
  const state = (widget.onState ?? '').trim();
  if (first.kind !== 'radio') return { place: first };
  const place = named.find((candidate) => candidate.code === state);
  return place ? { place } : { place: first, doubt: { code: 'unknown_state', detail: state } };
}

/** The rectangle tells which box; a state that is the name of another box of the group contradicts it. */
function checkState(place: Place, group: readonly Place[], widget: PdfWidget): Found {
  const state = (widget.onState ?? '').trim();
  if (place.kind !== 'radio' || state === place.code) return { place };
  const other = group.some((candidate) => candidate.code === state);
  return other ? { place, doubt: { code: 'unknown_state', detail: state } } : { place };
}

/** Renamed by a program that merges forms: `form1.dara.dose`, `dara.dose#1`, another case. */
function byEndOfName(sheet: KnownSheet, widget: PdfWidget): Found | null {
  const name = widget.name.trim().toLowerCase().replace(/#\d+$/, '');
  const matches = [...sheet.places.values()].filter((places) => {
    const known = places[0]?.name.toLowerCase() ?? '';
    return places.some((place) => takes(place, widget)) && (name === known || name.endsWith(`.${known}`));
  });
  const longest = matches.sort((one, other) => nameLength(other) - nameLength(one))[0];
  if (!longest) return null;
  return { ...byState(longest, widget), doubt: { code: 'tampered_name', detail: widget.name } };
}
const nameLength = (places: readonly Place[]): number => places[0]?.name.length ?? 0;

/** Two widgets of one field say the same thing once. */
function dropRepeats(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return candidates.filter((candidate) => {
    const key = JSON.stringify([candidate.name, candidate.code, candidate.raw, candidate.doubt?.code]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
