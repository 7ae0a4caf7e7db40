/**
 * The blank's interactive form (ISO 32000-2, 12.7), built object by object: the fully qualified name of a field
 * is its place's name, and the states of a tick box are the codes of its answers, as the library's own radio
 * groups do not have them.
 */
import {
  PDFHexString,
  PDFName,
  PDFString,
  StandardFonts,
  type PDFContext,
  type PDFDict,
  type PDFDocument,
  type PDFPage,
  type PDFRef,
} from '@cantoo/pdf-lib';
import { type Place, type SheetLayout } from '../core/sheet/layout.js';

const PRINT = 4;
const MULTILINE = 1 << 12;
const RADIO = 1 << 15;
/** From a box's frame to the field in it, so that the frame stays seen. */
const INSET = 3.5;
const TICK_INSET = 0.6;
const TEXT_SIZE = 10;
const NOTE_SIZE = 9;
const SMALL_SIZE = 8.5;
/** A check box that is ticked, as most programs name it. */
const YES = 'Yes';

export function addForm(document: PDFDocument, pages: readonly PDFPage[], layout: SheetLayout): void {
  const { context } = document;
  const tree = new FieldTree(context);
  const looks = new TickLooks(context);
  const groups = new Map<string, PDFRef>();
  for (const place of layout.places) {
    const page = pages[place.page - 1];
    if (!page) throw new Error(`no page ${place.page}`);
    const rect = toPdfRect(place, page.getHeight());
    const widget = context.obj({
      ...{ Type: 'Annot', Subtype: 'Widget', F: PRINT, P: page.ref, Rect: rect },
      TU: PDFHexString.fromText(place.tooltip),
    });
    if (place.kind === 'text' || place.kind === 'multiline') {
      fillText(context, widget, place, rect);
      register(page, tree.addLeaf(place.name, widget));
    } else if (place.kind === 'check') {
      widget.set(PDFName.of('FT'), PDFName.of('Btn'));
      looks.dress(widget, YES, rect);
      register(page, tree.addLeaf(place.name, widget));
    } else {
      const code = place.code ?? YES;
      looks.dress(widget, code, rect);
      const group = groups.get(place.name) ?? startGroup(context, tree, place);
      groups.set(place.name, group);
      widget.set(PDFName.of('Parent'), group);
      const ref = context.register(widget);
      addKid(context, group, ref);
      register(page, ref);
    }
  }
  const helvetica = fontRef(context, StandardFonts.Helvetica, true);
  const dingbats = fontRef(context, StandardFonts.ZapfDingbats, false);
  document.catalog.set(
    PDFName.of('AcroForm'),
    context.register(
      context.obj({
        Fields: [...tree.roots],
        NeedAppearances: false,
        DR: { Font: { Helv: helvetica, ZaDb: dingbats } },
        DA: PDFString.of('/Helv 0 Tf 0 g'),
      }),
    ),
  );
  // Reading order, as the fields stand in the page's list.
  for (const page of pages) page.node.set(PDFName.of('Tabs'), PDFName.of('S'));
}

function register(page: PDFPage, widget: PDFRef): void {
  page.node.addAnnot(widget);
}

type PdfRect = [left: number, bottom: number, right: number, top: number];

function toPdfRect({ rect, kind }: Place, pageHeight: number): PdfRect {
  const isTick = kind === 'radio' || kind === 'check';
  const inset = isTick ? TICK_INSET : INSET;
  // In a low row of a table the writing needs the height.
  const above = isTick ? TICK_INSET : Math.min(INSET, Math.max(1.5, (rect.height - 12) / 2));
  return [
    round(rect.x + inset),
    round(pageHeight - rect.y - rect.height + above),
    round(rect.x + rect.width - inset),
    round(pageHeight - rect.y - above),
  ];
}
const round = (value: number): number => Math.round(value * 100) / 100;

function fillText(context: PDFContext, widget: PDFDict, place: Place, rect: PdfRect): void {
  const plain = place.kind === 'multiline' ? NOTE_SIZE : TEXT_SIZE;
  const size = place.column === undefined ? plain : SMALL_SIZE;
  // No script that checks dates: a year alone, or a month and a year, must stay writable.
  const look = context.stream('/Tx BMC\nEMC\n', { Type: 'XObject', Subtype: 'Form', BBox: boxOf(rect) });
  widget.set(PDFName.of('FT'), PDFName.of('Tx'));
  widget.set(PDFName.of('DA'), PDFString.of(`/Helv ${size} Tf 0 g`));
  widget.set(PDFName.of('AP'), context.obj({ N: context.register(look) }));
  if (place.kind === 'multiline') widget.set(PDFName.of('Ff'), context.obj(MULTILINE));
}

const boxOf = ([left, bottom, right, top]: PdfRect) => [0, 0, round(right - left), round(top - bottom)];

function startGroup(context: PDFContext, tree: FieldTree, place: Place): PDFRef {
  const group = context.obj({ FT: 'Btn', Ff: RADIO, Kids: [] });
  // The group is read as its question; each box adds its answer.
  const question = place.tooltip.split('\u00a0: ').slice(0, -1).join('\u00a0: ');
  group.set(PDFName.of('TU'), PDFHexString.fromText(question));
  return tree.addLeaf(place.name, group);
}

function addKid(context: PDFContext, parent: PDFRef, kid: PDFRef): void {
  const kids = (context.lookup(parent) as PDFDict).get(PDFName.of('Kids'));
  (kids as unknown as { push(ref: PDFRef): void }).push(kid);
}

/** A dot in a place's name parts a field from its parent (12.7.4.2). */
class FieldTree {
  readonly roots: PDFRef[] = [];
  private readonly nodes = new Map<string, PDFRef>();
  constructor(private readonly context: PDFContext) {}

  addLeaf(name: string, field: PDFDict): PDFRef {
    const ref = this.context.register(field);
    this.hang(name, field, ref);
    return ref;
  }

  private hang(name: string, field: PDFDict, ref: PDFRef): void {
    const dot = name.lastIndexOf('.');
    field.set(PDFName.of('T'), PDFString.of(name.slice(dot + 1)));
    if (dot < 0) {
      this.roots.push(ref);
      return;
    }
    const parent = this.getNode(name.slice(0, dot));
    field.set(PDFName.of('Parent'), parent);
    addKid(this.context, parent, ref);
  }

  private getNode(name: string): PDFRef {
    const known = this.nodes.get(name);
    if (known) return known;
    const node = this.context.obj({ Kids: [] });
    const ref = this.context.register(node);
    this.nodes.set(name, ref);
    this.hang(name, node, ref);
    return ref;
  }
}

/** Appearances of tick boxes: empty, and a cross; one of each for each size. */
class TickLooks {
  private readonly made = new Map<string, { on: PDFRef; off: PDFRef }>();
  constructor(private readonly context: PDFContext) {}

  /** `state` names the appearance that ticks the box. */
  dress(widget: PDFDict, state: string, rect: PdfRect): void {
    const { on, off } = this.look(rect);
    const looks = { [state]: on, Off: off };
    widget.set(PDFName.of('AP'), this.context.obj({ N: looks, D: looks }));
    widget.set(PDFName.of('AS'), PDFName.of('Off'));
    widget.set(PDFName.of('MK'), this.context.obj({ CA: PDFString.of('8') }));
    widget.set(PDFName.of('DA'), PDFString.of('/ZaDb 0 Tf 0 g'));
  }

  private look(rect: PdfRect): { on: PDFRef; off: PDFRef } {
    const [, , width = 0, height = 0] = boxOf(rect);
    const key = `${width}×${height}`;
    const known = this.made.get(key);
    if (known) return known;
    const [near, right, top] = [round(width * 0.16), round(width * 0.84), round(height * 0.84)];
    const cross = `q ${round(width * 0.14)} w 1 J 0 G ${near} ${near} m ${right} ${top} l ${near} ${top} m ${right} ${near} l S Q\n`;
    const draw = (content: string) =>
      this.context.register(
        this.context.stream(content, { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, width, height] }),
      );
    const look = { on: draw(cross), off: draw('q Q\n') };
    this.made.set(key, look);
    return look;
  }
}

function fontRef(context: PDFContext, name: StandardFonts, isLatin: boolean): PDFRef {
  return context.register(
    context.obj({
      ...{ Type: 'Font', Subtype: 'Type1', BaseFont: name },
      ...(isLatin && { Encoding: 'WinAnsiEncoding' }),
    }),
  );
}
