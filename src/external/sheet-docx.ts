/**
 * The blank sheet as a Word document with content controls. A control's tag is the place's name on the PDF; the boxes of a
 * one_of or yes_no, which share one name there, are tagged `KEY.code` here, for Word has no group of boxes. One row a question,
 * with its number in the label's cell, so that the answers can be found when another program drops the tags.
 */
import { strToU8, zipSync } from 'fflate';
import { SHEET_WORDS, type SheetWords } from '../core/sheet/blank/sheet-words.js';
import { writeCue } from '../core/sheet/blank/write-cue.js';
import {
  type Choice,
  type Column,
  type Field,
  type Language,
  type Question,
  type Study,
} from '../core/study/study.js';
import { writeDocument, writeParts } from './sheet-docx-parts.js';
import {
  cell,
  type Control,
  paragraph,
  row,
  run,
  table,
  textControl,
  tickControl,
} from './sheet-docx-xml.js';

/** Twentieths of a point: A4 within its margins. */
const WIDTH = 10206;
const LABEL_WIDTH = 4300;
/** 8 mm for an answer and 20 for a long one, so that a printed sheet can be filled with a pen. */
const LINE = 454;
const LONG = 1134;
/** Room to click in: a long invitation in each cell of a table would bury it. */
const ROOM = '……';
const MTIME = new Date(2026, 0, 1);

/** The same study and language give the same bytes. */
export function writeSheetDocx(study: Study, language: Language): Promise<Uint8Array> {
  const writer = new SheetWriter(study, language);
  const parts = { ...writeParts(study, language), 'word/document.xml': writeDocument(writer.write()) };
  const files = Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]));
  return Promise.resolve(zipSync(files, { mtime: MTIME, level: 9 }));
}

/** One box of a group: what it stands for and how its tag ends. */
interface Tick {
  readonly code: string;
  readonly label: string;
}

class SheetWriter {
  private readonly words: SheetWords;
  private readonly aliases = new Set<string>();
  private controls = 0;

  constructor(
    private readonly study: Study,
    private readonly language: Language,
  ) {
    this.words = SHEET_WORDS[language];
  }

  write(): string {
    const { study, language, words } = this;
    const codes = Object.entries(words.codes).map(([code, said]) => `${code} (${said})`);
    return [
      paragraph(run(study.contact.hospital[language]), 'Subtitle'),
      paragraph(run(study.title[language]), 'Title'),
      ...study.sheetIntro[language].map((line) => paragraph(run(line), 'Intro')),
      paragraph(run(words.howTo(codes)), 'Help'),
      ...study.sections.flatMap((section) => [
        paragraph(run(section.label[language]), 'Heading1'),
        ...this.writeSection(study.fields.filter((field) => field.section === section.key)),
      ]),
    ].join('');
  }

  /** Questions in a table of two columns; a table of answers stands between two of these. */
  private writeSection(fields: readonly Field[]): string[] {
    const parts: string[] = [];
    let rows: string[] = [];
    const close = (): void => {
      // Word joins two tables that touch.
      if (rows.length > 0)
        parts.push(table(rows, [LABEL_WIDTH, WIDTH - LABEL_WIDTH], 'Questions'), paragraph('', 'Small'));
      rows = [];
    };
    for (const field of fields) {
      if (field.table) {
        close();
        parts.push(
          paragraph(this.writeLabel(field), 'TableQuestion'),
          this.writeTable(field),
          paragraph('', 'Small'),
        );
      } else {
        const style = field.shownIf ? 'Under' : 'Question';
        const label = cell(paragraph(this.writeLabel(field), style), { width: LABEL_WIDTH });
        const answer = cell(this.writeAnswer(field), { width: WIDTH - LABEL_WIDTH });
        rows.push(row([label, answer], { height: field.type === 'long_text' ? LONG : LINE }));
      }
    }
    close();
    return parts;
  }

  private writeLabel(field: Field): string {
    const cue = writeCue(this.study, field, this.language);
    const said = cue === '' ? '' : run(`${cue} `, 'Cue');
    return `${run(`${field.number}. `, 'Number')}${said}${run(field.label[this.language])}${this.writeHint(field, field.type)}`;
  }

  /** The unit, the form of a date, and the study's own hint. */
  private writeHint(question: Question, type: Field['type']): string {
    const date = type === 'many_of' || type === 'table' ? undefined : this.words.dates[type];
    const hints = [question.unit?.label[this.language], date, question.hint?.[this.language]];
    const said = hints.filter((hint) => hint !== undefined && hint !== '');
    return said.length === 0 ? '' : run(` (${said.join(' ; ')})`, 'Hint');
  }

  private writeAnswer(field: Field): string {
    const name = `${field.number}. ${field.label[this.language]}`;
    if (field.type === 'table') return paragraph('', 'Answer');
    const ticks = this.listTicks(field, field.type, field.codesAllowed.includes('NSP'));
    if (!ticks)
      return paragraph(
        textControl(this.makeControl(field.key, name), this.words.clickHere, {
          isLong: field.type === 'long_text',
        }),
        'Answer',
      );
    const boxes = ticks.map((tick) =>
      this.writeTick(`${field.key}.${tick.code}`, `${name} – ${tick.label}`, tick.label),
    );
    // Few and short on one line; otherwise a line each, in the order of the definition.
    const length = ticks.reduce((sum, { label }) => sum + label.length + 5, 0);
    if (length <= 52) return paragraph(boxes.join(run('   ')), 'Answer');
    const perLine = ticks.every(({ label }) => label.length <= 34) ? 2 : 1;
    if (perLine === 1) return boxes.map((box) => paragraph(box, 'Answer')).join('');
    const half = Math.ceil(boxes.length / 2);
    const width = Math.floor((WIDTH - LABEL_WIDTH - 200) / 2);
    const rows = Array.from({ length: half }, (_, at) =>
      row([boxes[at], boxes[at + half]].map((box) => cell(paragraph(box ?? '', 'Answer'), { width }))),
    );
    return `${table(rows, [width, width], 'Plain')}${paragraph('', 'Small')}`;
  }

  /** The boxes of a question that is ticked; null for one that is written. */
  private listTicks(question: Question, type: Field['type'], hasNsp: boolean): Tick[] | null {
    if (type !== 'yes_no' && type !== 'one_of' && type !== 'many_of') return null;
    const ticks = question.choices.map(({ code, label }) => ({ code, label: label[this.language] }));
    return hasNsp ? [...ticks, { code: 'NSP', label: 'NSP' }] : ticks;
  }

  private writeTick(tag: string, alias: string, label: string): string {
    // The box stays with its first word; a label that could be wider than its column may break.
    return `${tickControl(this.makeControl(tag, alias))}${run(`\u00a0${label.length <= 14 ? label.replaceAll(' ', '\u00a0') : label}`)}`;
  }

  private writeTable(field: Field): string {
    const shape = field.table;
    if (!shape) return '';
    const { rows } = shape;
    const codes: readonly Choice[] =
      rows.kind === 'named'
        ? rows.rows
        : Array.from({ length: rows.count }, (_, at) => ({
            code: String(at + 1),
            label: { fr: String(at + 1), en: String(at + 1) },
          }));
    return shape.transposed
      ? this.writeTransposed(field, codes, shape.columns)
      : this.writeUpright(field, codes, shape.columns);
  }

  private writeUpright(field: Field, rows: readonly Choice[], columns: readonly Column[]): string {
    const first = field.table?.rows.kind === 'named' ? 1600 : 420;
    const width = Math.floor((WIDTH - first) / columns.length);
    const head = row(
      [
        cell(paragraph('', 'Small'), { width: first, fill: 'EDEDED' }),
        ...columns.map((column) =>
          this.writeHead(column.label[this.language], this.writeHint(column, column.type), width),
        ),
      ],
      { isHead: true },
    );
    const lines = rows.map((line) =>
      row(
        [
          this.writeHead(line.label[this.language], '', first),
          ...columns.map((column) => this.writeCell(field, line, column, width)),
        ],
        { height: LINE },
      ),
    );
    return table([head, ...lines], [first, ...columns.map(() => width)], 'Grid');
  }

  private writeTransposed(field: Field, rows: readonly Choice[], columns: readonly Column[]): string {
    const first = 2700;
    const width = Math.floor((WIDTH - first) / rows.length);
    const head = row(
      [
        cell(paragraph('', 'Small'), { width: first, fill: 'EDEDED' }),
        ...rows.map((line) => this.writeHead(line.label[this.language], '', width)),
      ],
      { isHead: true },
    );
    const lines = columns.map((column) =>
      row(
        [
          this.writeHead(column.label[this.language], this.writeHint(column, column.type), first),
          ...rows.map((line) => this.writeCell(field, line, column, width)),
        ],
        { height: LINE },
      ),
    );
    return table([head, ...lines], [first, ...rows.map(() => width)], 'Grid');
  }

  private writeHead(label: string, hint: string, width: number): string {
    return cell(paragraph(`${run(label, 'SmallHead')}${hint}`, 'Small'), { width, fill: 'EDEDED' });
  }

  private writeCell(field: Field, line: Choice, column: Column, width: number): string {
    const name = `${field.key}.${line.code}.${column.key}`;
    const alias = `${field.number}. ${line.label[this.language]}, ${column.label[this.language]}`;
    const ticks = this.listTicks(column, column.type, column.codesAllowed.includes('NSP'));
    const content = ticks
      ? ticks
          .map((tick) =>
            paragraph(
              this.writeTick(`${name}.${tick.code}`, `${alias} – ${tick.label}`, tick.label),
              'Small',
            ),
          )
          .join('')
      : paragraph(textControl(this.makeControl(name, alias), ROOM), 'Small');
    return cell(content, { width });
  }

  private makeControl(tag: string, wanted: string): Control {
    this.controls += 1;
    let alias = wanted.length > 60 ? `${wanted.slice(0, 59)}…` : wanted;
    for (let again = 2; this.aliases.has(alias); again += 1) alias = `${wanted.slice(0, 54)}… (${again})`;
    this.aliases.add(alias);
    return { tag, alias, id: 1000 + this.controls };
  }
}
