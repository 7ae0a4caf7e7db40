/** A filling of a sheet: what is written in each place, and what must be read back. Made from the study alone. */
import { type Place, type SheetLayout } from '../../src/core/sheet/layout.js';
import { type Column, type Field, type ScalarType, type Study } from '../../src/core/study/study.js';
import { type SheetReading } from '../../src/core/sheet/reading.js';

/** Text by place name; ticks as `name=code`. */
export interface Filling {
  readonly texts: ReadonlyMap<string, string>;
  readonly ticks: ReadonlySet<string>;
}
export const tickOf = (name: string, code: string | undefined): string => `${name}=${code ?? ''}`;

/** By `KEY`, `KEY.ROW.COLUMN` or `KEY=code`: the value as `recueil read --json` prints it. */
export type Expected = ReadonlyMap<string, unknown>;

const pad = (value: number) => String(value).padStart(2, '0');

/** What a clinician could write for this type, and its value; `turn` varies it. */
function sample(question: Field | Column, type: ScalarType, turn: number): [raw: string, value: unknown] {
  const low = question.softMin ?? 1;
  const high = question.softMax ?? 90;
  switch (type) {
    case 'text': {
      const words = ['Œuvre d’été', 'Café à Noël', 'Test n° 7', 'Titre 1/320 (µg)'];
      return [words[turn % 4] ?? '', words[turn % 4]];
    }
    case 'long_text': {
      const text = `Évolution simple ${turn}, sans rechute ; 12 €, 5 µg`;
      return [text, text];
    }
    case 'integer': {
      const value = Math.round(low + ((high - low) * (1 + (turn % 3))) / 5);
      return [String(value), value];
    }
    case 'decimal': {
      const value = Math.round((low + ((high - low) * (1 + (turn % 3))) / 5) * 10) / 10 + 0.25;
      const rounded = Math.round(value * 100) / 100;
      return [String(rounded).replace('.', ','), rounded];
    }
    case 'year':
      return [String(1950 + (turn % 40)), 1950 + (turn % 40)];
    case 'date': {
      const [day, month, year] = [1 + (turn % 27), 1 + (turn % 12), 2015 + (turn % 8)];
      return [`${pad(day)}/${pad(month)}/${year}`, `${year}-${pad(month)}-${pad(day)}`];
    }
    case 'month': {
      const [month, year] = [1 + (turn % 12), 2010 + (turn % 9)];
      return [`${pad(month)}/${year}`, `${year}-${pad(month)}`];
    }
    case 'email': {
      const address = `medecin${turn}@chu-valmont.test`;
      return [address, address];
    }
    case 'phone':
      return ['01 99 00 12 34', '01 99 00 12 34'];
    case 'yes_no':
    case 'one_of':
      throw new Error('ticks are not written');
  }
}

export interface Case {
  readonly filling: Filling;
  readonly expected: Expected;
}

/** Fills every field of the sheet. `turns` gives single fields another answer: by field key, a different turn. */
export function fillEverything(
  study: Study,
  layout: SheetLayout,
  turns: Readonly<Record<string, number>> = {},
): Case {
  const texts = new Map<string, string>();
  const ticks = new Set<string>();
  const expected = new Map<string, unknown>();
  const groups = new Map<string, Place[]>();
  for (const place of layout.places) groups.set(place.name, [...(groups.get(place.name) ?? []), place]);
  const chosen = new Set<string>();
  for (const [index, place] of layout.places.entries()) {
    const field = study.fields.find((one) => one.key === place.key);
    if (!field) throw new Error(`no field ${place.key}`);
    const column = field.table?.columns.find((one) => one.key === place.column);
    const turn = (turns[cellOf(place)] ?? turns[place.key] ?? 0) + field.number + index;
    if (place.kind === 'text' || place.kind === 'multiline') {
      const type = column?.type ?? field.type;
      if (type === 'table' || type === 'many_of') continue;
      const [raw, value] = sample(column ?? field, type, turn);
      texts.set(place.name, raw);
      expected.set(cellOf(place), value);
    } else if (field.type === 'many_of' && !column) {
      const codes = field.choices.map(({ code }) => code).filter((code) => code !== 'none');
      const shift = turns[place.key] ?? 0;
      const wanted = [codes[shift % codes.length], codes[(shift + 2) % codes.length]];
      if (!wanted.includes(place.code)) continue;
      ticks.add(tickOf(place.name, place.code));
      expected.set(`${place.key}=${place.code ?? ''}`, true);
    } else if (!chosen.has(cellOf(place))) {
      chosen.add(cellOf(place));
      const boxes = layout.places.filter(
        (one) =>
          cellOf(one) === cellOf(place) &&
          (one.kind === 'radio' || one.kind === 'check') &&
          one.code !== 'NSP',
      );
      const box = boxes[(field.number + (turns[cellOf(place)] ?? turns[place.key] ?? 0)) % boxes.length];
      if (!box) throw new Error(`no box for ${place.name}`);
      ticks.add(tickOf(box.name, box.code));
      expected.set(cellOf(place), box.code);
    }
  }
  return { filling: { texts, ticks }, expected };
}

/** `KEY` or `KEY.ROW.COLUMN`. */
export function cellOf(place: Place): string {
  return place.column === undefined ? place.key : `${place.key}.${place.row ?? ''}.${place.column}`;
}

export interface Told {
  readonly value: unknown;
  readonly sure: boolean;
}

/** A reading as a flat map, by the names of Expected. */
export function flatten(reading: SheetReading): Map<string, Told> {
  const flat = new Map<string, Told>();
  for (const [key, answer] of Object.entries(reading.answers)) {
    if (!answer.cells) {
      flat.set(key, { value: answer.value, sure: answer.sure });
      continue;
    }
    const many = Object.values(answer.cells).some((cell) => cell.value === true);
    for (const [name, cell] of Object.entries(answer.cells))
      flat.set(many ? `${key}=${name}` : `${key}.${name}`, { value: cell.value, sure: cell.sure });
  }
  return flat;
}

export interface Score {
  readonly right: number;
  /** Right, but left to a person. */
  readonly unsure: string[];
  readonly missing: string[];
  /** Wrong, and called sure: the one failure that counts ten times. */
  readonly silent: string[];
  /** Wrong, but shown as doubtful. */
  readonly doubted: string[];
}

export function score(reading: SheetReading, expected: Expected): Score {
  const flat = flatten(reading);
  const result: Score = { right: 0, unsure: [], missing: [], silent: [], doubted: [] };
  let right = 0;
  const show = (value: unknown) => JSON.stringify(value);
  for (const [name, value] of expected) {
    const told = flat.get(name);
    if (!told) result.missing.push(name);
    else if (show(told.value) === show(value)) {
      right += 1;
      if (!told.sure) result.unsure.push(name);
    } else
      (told.sure ? result.silent : result.doubted).push(`${name}: ${show(told.value)} for ${show(value)}`);
  }
  for (const [name, told] of flat)
    if (!expected.has(name))
      (told.sure ? result.silent : result.doubted).push(`${name}: ${show(told.value)} for nothing`);
  return { ...result, right };
}
