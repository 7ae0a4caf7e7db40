/** A filling of a sheet: what is written in each place, and what must be read back. Made from the study alone. */
import { type Place, type SheetLayout } from '../../src/core/sheet/layout.js';
import { type Column, type Field, type ScalarType, type Study } from '../../src/core/study/study.js';
import { type SheetReading } from '../../src/core/sheet/reading.js';
import { sampleAwkwardly } from './awkward-samples.js';

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
  /** Names of what is written so that a person must look, however plainly it is seen: `3/21`. */
  readonly doubtful: ReadonlySet<string>;
}

/** By field key or cell: a different turn, so that this one answer is another. */
export type Turns = Readonly<Record<string, number>>;

/** Fills every field of the sheet. */
export function fillEverything(study: Study, layout: SheetLayout, turns: Turns = {}): Case {
  return fill(study, layout, turns, {
    write: sample,
    choose: (boxes, _missing, turn) => boxes[turn % boxes.length],
    check: (codes, shift) => [codes[shift % codes.length], codes[(shift + 2) % codes.length]],
  });
}

/** One place in seven: what a clinician writes who has no time. */
export function fillSparsely(study: Study, layout: SheetLayout, turns: Turns = {}): Case {
  const keys = new Set(study.fields.filter(({ number }) => number % 7 === 3).map(({ key }) => key));
  const cells = new Set(layout.places.filter((_, index) => index % 7 === 3).map(cellOf));
  for (const name of Object.keys(turns)) {
    keys.add(name);
    cells.add(name);
  }
  return fill(study, layout, turns, {
    write: sample,
    choose: (boxes, _missing, turn) => boxes[turn % boxes.length],
    check: (codes, shift) => [codes[shift % codes.length]],
    skips: (place) => (place.column === undefined ? !keys.has(place.key) : !cells.has(cellOf(place))),
  });
}

/** Every field, as no form wants it: too long for its box, with signs that fonts lack, codes for missing data, bounds. */
export function fillAwkwardly(study: Study, layout: SheetLayout, turns: Turns = {}): Case {
  return fill(study, layout, turns, {
    write: sampleAwkwardly,
    choose: (boxes, missing, turn) => (turn % 3 === 0 && missing ? missing : boxes[turn % boxes.length]),
    check: (codes, shift) => (shift % 2 === 0 ? codes : [codes[shift % codes.length]]),
  });
}

interface Hand {
  readonly write: (
    question: Field | Column,
    type: ScalarType,
    turn: number,
  ) => readonly [raw: string, value: unknown, doubtful?: true];
  /** One box of a group; `missing` is its box for a missing-data code. */
  readonly choose: (boxes: readonly Place[], missing: Place | undefined, turn: number) => Place | undefined;
  /** Codes of a many_of. */
  readonly check: (codes: readonly string[], shift: number) => readonly (string | undefined)[];
  readonly skips?: (place: Place) => boolean;
}

function fill(study: Study, layout: SheetLayout, turns: Turns, hand: Hand): Case {
  const texts = new Map<string, string>();
  const ticks = new Set<string>();
  const expected = new Map<string, unknown>();
  const doubtful = new Set<string>();
  const chosen = new Set<string>();
  for (const [index, place] of layout.places.entries()) {
    const field = study.fields.find((one) => one.key === place.key);
    if (!field) throw new Error(`no field ${place.key}`);
    if (hand.skips?.(place)) continue;
    const column = field.table?.columns.find((one) => one.key === place.column);
    const shift = turns[cellOf(place)] ?? turns[place.key] ?? 0;
    if (place.kind === 'text' || place.kind === 'multiline') {
      const type = column?.type ?? field.type;
      if (type === 'table' || type === 'many_of') continue;
      const [raw, value, doubt] = hand.write(column ?? field, type, shift + field.number + index);
      texts.set(place.name, raw);
      expected.set(cellOf(place), value);
      if (doubt) doubtful.add(cellOf(place));
    } else if (field.type === 'many_of' && !column) {
      const codes = field.choices.map(({ code }) => code).filter((code) => code !== 'none');
      if (!hand.check(codes, shift).includes(place.code)) continue;
      ticks.add(tickOf(place.name, place.code));
      expected.set(`${place.key}=${place.code ?? ''}`, true);
    } else if (!chosen.has(cellOf(place))) {
      chosen.add(cellOf(place));
      const boxes = layout.places.filter(
        (one) => cellOf(one) === cellOf(place) && (one.kind === 'radio' || one.kind === 'check'),
      );
      const missing = boxes.find(({ code }) => code === 'NSP');
      const box = hand.choose(
        boxes.filter((one) => one !== missing),
        missing,
        field.number + shift,
      );
      if (!box) throw new Error(`no box for ${place.name}`);
      ticks.add(tickOf(box.name, box.code));
      expected.set(cellOf(place), box === missing ? { missing: box.code } : box.code);
    }
  }
  return { filling: { texts, ticks }, expected, doubtful };
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
