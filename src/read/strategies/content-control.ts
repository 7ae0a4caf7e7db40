/**
 * Strategy: content controls (w:sdt, by tag) and legacy form fields (w:ffData, by bookmark name) of a Word
 * document, at any level, in text boxes too. Inserted text counts, deleted text does not; a placeholder is no answer;
 * the innermost control wins; a tick's state and its glyph must agree.
 */
import { type Place } from '../../core/sheet/layout.js';
import { type Candidate, type DoubtCode } from '../../core/sheet/reading.js';
import { childOf, type XmlNode } from '../../external/docx-document.js';
import { type KnownSheet } from '../known-sheets.js';
import {
  boxOf,
  findInnerBox,
  isChecked,
  isFormBoxChecked,
  isOn,
  ownText,
  readFormList,
  readGlyph,
  tagOf,
  walkWord,
} from '../word-text.js';

/** What Word itself puts into a control whose answer was erased. */
export const OWN_PROMPT =
  /^(?:(?:cliquez|appuyez)(?: ou (?:cliquez|appuyez))? ici pour (?:entrer|taper|saisir) (?:du|le) texte|click (?:or tap )?here to enter (?:a )?(?:text|date))\s*\.?$/i;

export interface ControlReading {
  readonly candidates: readonly Candidate[];
  /** Names of the controls that are there, filled or not. */
  readonly names: ReadonlySet<string>;
}

/** `blank`: what each control of the blank says while it is empty, by tag. */
export function readContentControls(
  body: XmlNode,
  sheet: KnownSheet,
  blank: ReadonlyMap<string, string> = new Map(),
): ControlReading {
  const candidates: Candidate[] = [];
  const names = new Set<string>();
  walkWord(body, 'body', (node, path) => {
    const read = node.name === 'w:sdt' ? readControl(node, path, sheet, blank) : null;
    if (!read) return;
    names.add(read.name);
    if (read.candidate) candidates.push(read.candidate);
  });
  for (const field of legacyFields(body)) {
    const read = readLegacy(field, sheet);
    if (!read) continue;
    names.add(read.name);
    if (read.candidate) candidates.push(read.candidate);
  }
  return { candidates, names };
}

/** What stands in each control, by tag. */
export function listControlTexts(body: XmlNode): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  walkWord(body, 'body', (node) => {
    const tag = node.name === 'w:sdt' ? tagOf(node) : undefined;
    const content = tag === undefined ? null : childOf(node, 'w:sdtContent');
    if (tag !== undefined && content) texts.set(tag, ownText(content));
  });
  return texts;
}

interface Read {
  readonly name: string;
  readonly candidate: Candidate | null;
}

function readControl(
  node: XmlNode,
  path: string,
  sheet: KnownSheet,
  blank: ReadonlyMap<string, string>,
): Read | null {
  const properties = childOf(node, 'w:sdtPr');
  const content = childOf(node, 'w:sdtContent');
  const tag = tagOf(node);
  if (!properties || !content || !tag) return null;
  const found = findPlace(sheet, tag);
  if (!found) return null;
  const source = { strategy: 'content_control', page: null, rect: null, path } as const;
  const text = ownText(content);
  // A program may leave a control that was ticked before around the one that is ticked now.
  const inner = findInnerBox(content);
  if (inner && tagOf(inner)) return { name: tag, candidate: null };
  const box = boxOf(inner ?? node);
  if (box) return { name: tag, candidate: tickCandidate(found, isChecked(box), text, source) };
  const placeholder = childOf(properties, 'w:showingPlcHdr');
  const isShown = placeholder !== null && isOn(placeholder.attributes['w:val']);
  const raw = text.trim();
  const invitation = blank.get(tag)?.trim();
  if (raw === '' || raw === invitation || (isShown && (invitation === undefined || OWN_PROMPT.test(raw))))
    return { name: tag, candidate: null };
  if (isShown) {
    // A program wrote over the invitation and left the control marked as empty.
    const doubt = { code: 'stale_appearance', detail: raw } as const;
    return { name: tag, candidate: { name: found.place.name, raw: text, confidence: 0.5, doubt, source } };
  }
  if (found.code !== undefined) return { name: tag, candidate: tickCandidate(found, null, text, source) };
  return { name: tag, candidate: { name: found.place.name, raw: text, confidence: 1, source } };
}

interface FoundPlace {
  readonly place: Place;
  readonly code?: string;
}

/** A tag is a place's name, or for a radio's box its group's name and its code. */
function findPlace(sheet: KnownSheet, tag: string): FoundPlace | null {
  const places = sheet.places.get(tag);
  const [place] = places ?? [];
  if (place && places?.length === 1)
    return place.code === undefined ? { place } : { place, code: place.code };
  if (place) return place.kind === 'radio' ? { place } : null;
  const dot = tag.lastIndexOf('.');
  const box = sheet.places.get(tag.slice(0, dot))?.find((one) => one.code === tag.slice(dot + 1));
  return box && dot > 0 ? { place: box, code: tag.slice(dot + 1) } : null;
}

/** `checked` is null where only a glyph tells. Null when not ticked. */
function tickCandidate(
  found: FoundPlace,
  checked: boolean | null,
  text: string,
  source: Candidate['source'],
): Candidate | null {
  const glyph = text.trim();
  const drawn = readGlyph(glyph);
  if (!(checked ?? false) && drawn === false) return null;
  const agree = checked === null ? drawn === true : checked === drawn;
  const doubt: DoubtCode = 'tick_and_glyph_disagree';
  return {
    name: found.place.name,
    ...(found.code !== undefined && { code: found.code }),
    raw: glyph || '☒',
    confidence: agree ? 1 : 0.4,
    ...(!agree && { doubt: { code: doubt, detail: glyph } }),
    source,
  };
}

interface LegacyField {
  readonly data: XmlNode;
  readonly result: string;
  readonly path: string;
}

/** Complex fields with form data: from `begin` over `separate` to `end`, across runs and paragraphs. */
function legacyFields(body: XmlNode): LegacyField[] {
  const done: LegacyField[] = [];
  const open: { data: XmlNode | null; result: string[]; inResult: boolean; path: string }[] = [];
  walkWord(body, 'body', (node, path) => {
    const current = open.at(-1);
    if (node.name === 'w:fldChar') {
      const type = node.attributes['w:fldCharType'];
      if (type === 'begin') open.push({ data: childOf(node, 'w:ffData'), result: [], inResult: false, path });
      else if (type === 'separate' && current) current.inResult = true;
      else if (type === 'end' && current) {
        open.pop();
        if (current.data)
          done.push({ data: current.data, result: current.result.join(''), path: current.path });
      }
    } else if (node.name === 'w:t' && current?.inResult)
      current.result.push(...node.children.filter((piece) => typeof piece === 'string'));
    else if ((node.name === 'w:br' || node.name === 'w:p') && current?.inResult) current.result.push('\n');
  });
  return done;
}

function readLegacy({ data, result, path }: LegacyField, sheet: KnownSheet): Read | null {
  const bookmark = childOf(data, 'w:name')?.attributes['w:val'] ?? '';
  const name = bookmark && nameOfBookmark(sheet, bookmark);
  const found = name ? findPlace(sheet, name) : null;
  if (!name || !found) return null;
  const source = { strategy: 'content_control', page: null, rect: null, path } as const;
  const box = childOf(data, 'w:checkBox');
  if (box) {
    return { name, candidate: isFormBoxChecked(box) ? tickCandidate(found, null, '☒', source) : null };
  }
  const raw = readFormList(data) ?? result.replace(/[\u2002\u2003]/g, ' ');
  if (raw.trim() === '') return { name, candidate: null };
  return { name, candidate: { name: found.place.name, raw, confidence: 1, source } };
}

/** A bookmark holds letters, digits and underscores only: compared by these alone, when one place fits. */
function nameOfBookmark(sheet: KnownSheet, bookmark: string): string | null {
  const bare = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const names = [...sheet.places].flatMap(([name, places]) =>
    places[0]?.kind === 'radio' ? places.map((place) => `${name}.${place.code ?? ''}`) : [name],
  );
  const fitting = names.filter((name) => bare(name) === bare(bookmark));
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}
