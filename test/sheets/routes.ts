/** The programs through which a sheet goes before it comes back: each fills, flattens or prints the real blank. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PDFCheckBox, PDFDocument, PDFRadioGroup, PDFTextField } from '@cantoo/pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { tickOf, type Filling } from './filling.js';

const run = promisify(execFile);
export const PYTHON = '/usr/bin/python3';

export type Route = (blank: Uint8Array, filling: Filling) => Promise<Uint8Array>;

/** A folder of its own, gone afterwards. */
export async function within<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'recueil-route-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A program that takes `in.pdf` to `out.pdf`; exit code 3 of qpdf is a warning. */
export function through(
  command: string,
  args: readonly string[],
): (bytes: Uint8Array) => Promise<Uint8Array> {
  return (bytes) =>
    within(async (folder) => {
      await writeFile(join(folder, 'in.pdf'), bytes);
      await run(command, args, { cwd: folder }).catch((error: unknown) => {
        if (!(error instanceof Error && 'code' in error && error.code === 3)) throw error;
      });
      return new Uint8Array(await readFile(join(folder, 'out.pdf')));
    });
}

export const fillWithPdfLib: Route = async (blank, { texts, ticks }) => {
  const document = await PDFDocument.load(blank);
  for (const field of document.getForm().getFields()) {
    const name = field.getName();
    if (field instanceof PDFTextField && texts.has(name)) field.setText(texts.get(name));
    else if (field instanceof PDFCheckBox && isChecked(name, ticks)) field.check();
    else if (field instanceof PDFRadioGroup)
      for (const state of field.acroField.getOnValues())
        if (ticks.has(tickOf(name, state.decodeText()))) field.acroField.setValue(state);
  }
  return document.save();
};

function isChecked(name: string, ticks: ReadonlySet<string>): boolean {
  return ticks.has(tickOf(name, name.split('.').at(-1)));
}

export interface FormAnnotation {
  readonly id: string;
  readonly fieldName?: string;
  readonly fieldType?: string;
  readonly checkBox?: boolean;
  readonly radioButton?: boolean;
  readonly buttonValue?: string;
}

export const fillWithPdfJs: Route = async (blank, { texts, ticks }) => {
  const task = getDocument({ data: new Uint8Array(blank), verbosity: 0 });
  const document = await task.promise;
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    for (const annotation of (await page.getAnnotations()) as FormAnnotation[]) {
      const { id, fieldName: name = '' } = annotation;
      const text = texts.get(name);
      if (annotation.fieldType === 'Tx' && text !== undefined)
        document.annotationStorage.setValue(id, { value: text });
      else if (annotation.checkBox && isChecked(name, ticks))
        document.annotationStorage.setValue(id, { value: true });
      else if (annotation.radioButton && ticks.has(tickOf(name, annotation.buttonValue)))
        document.annotationStorage.setValue(id, { value: true });
    }
  }
  const bytes = await document.saveDocument();
  await task.destroy();
  return new Uint8Array(bytes);
};

/** FDF for pdftk: texts in UTF-16, states as names. */
async function writeFdf(blank: Uint8Array, { texts, ticks }: Filling): Promise<string> {
  const document = await PDFDocument.load(blank);
  const fields: string[] = [];
  for (const field of document.getForm().getFields()) {
    const name = field.getName();
    const text = texts.get(name);
    if (field instanceof PDFTextField && text !== undefined) {
      const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le').swap16().toString('hex');
      fields.push(`<</T(${name})/V<${utf16}>>>`);
    } else if (field instanceof PDFCheckBox && isChecked(name, ticks))
      fields.push(`<</T(${name})/V${field.acroField.getOnValue()?.toString() ?? '/Yes'}>>`);
    else if (field instanceof PDFRadioGroup)
      for (const state of field.acroField.getOnValues())
        if (ticks.has(tickOf(name, state.decodeText()))) fields.push(`<</T(${name})/V${state.toString()}>>`);
  }
  return `%FDF-1.2\n1 0 obj<</FDF<</Fields[${fields.join('\n')}]>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF`;
}

export const fillWithPdftk =
  (...options: readonly string[]): Route =>
  (blank, filling) =>
    within(async (folder) => {
      await writeFile(join(folder, 'in.pdf'), blank);
      await writeFile(join(folder, 'data.fdf'), await writeFdf(blank, filling), 'latin1');
      const args = ['in.pdf', 'fill_form', 'data.fdf', 'output', 'out.pdf', ...options];
      await run('pdftk', args, { cwd: folder });
      return new Uint8Array(await readFile(join(folder, 'out.pdf')));
    });

/** By qualified name, which this pypdf (3.4) does not look for itself; it leaves appearances to the viewer. */
const PYPDF = `
import json
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject, BooleanObject
data = json.load(open('data.json'))
writer = PdfWriter()
writer.clone_document_from_reader(PdfReader('in.pdf'))
writer._root_object['/AcroForm'].get_object()[NameObject('/NeedAppearances')] = BooleanObject(True)
def qualified(field):
    parent = field['/Parent'].get_object() if '/Parent' in field else None
    above = qualified(parent) if parent else ''
    own = field.get('/T', '')
    return '.'.join(part for part in (above, own) if part)
for page in writer.pages:
    for reference in page.get('/Annots', []):
        widget = reference.get_object()
        name = qualified(widget)
        if widget.get('/Subtype') != '/Widget' or name not in data:
            continue
        value = data[name]
        field = widget if '/T' in widget else widget['/Parent'].get_object()
        if field.get('/FT', widget.get('/FT')) == '/Tx':
            field[NameObject('/V')] = TextStringObject(value)
        else:
            states = widget['/AP']['/N'].keys()
            if value in states:
                field[NameObject('/V')] = NameObject(value)
            widget[NameObject('/AS')] = NameObject(value if value in states else '/Off')
writer.write('out.pdf')
`;
const fillWithPypdf: Route = (blank, { texts, ticks }) =>
  within(async (folder) => {
    const data = Object.fromEntries(texts);
    const document = await PDFDocument.load(blank);
    for (const field of document.getForm().getFields()) {
      const name = field.getName();
      if (field instanceof PDFCheckBox && isChecked(name, ticks))
        data[name] = field.acroField.getOnValue()?.toString() ?? '/Yes';
      else if (field instanceof PDFRadioGroup)
        for (const state of field.acroField.getOnValues())
          if (ticks.has(tickOf(name, state.decodeText()))) data[name] = state.toString();
    }
    await writeFile(join(folder, 'in.pdf'), blank);
    await writeFile(join(folder, 'data.json'), JSON.stringify(data));
    await run(PYTHON, ['-c', PYPDF], { cwd: folder });
    return new Uint8Array(await readFile(join(folder, 'out.pdf')));
  });

export const after =
  (fill: Route, then: (bytes: Uint8Array) => Promise<Uint8Array>): Route =>
  async (blank, filling) =>
    then(await fill(blank, filling));

const flattenWithQpdf = through('qpdf', [
  'in.pdf',
  '--generate-appearances',
  '--flatten-annotations=all',
  'out.pdf',
]);
export const printWithGhostscript = through('gs', [
  '-q', '-dNOPAUSE', '-dBATCH', '-dSAFER', '-sDEVICE=pdfwrite', '-dPreserveAnnots=false', '-sOutputFile=out.pdf', 'in.pdf',
]); // prettier-ignore
export const printWithCairo = through('pdftocairo', ['-pdf', 'in.pdf', 'out.pdf']);
export const encrypt = through('qpdf', ['--encrypt', '', 'maître', '256', '--', 'in.pdf', 'out.pdf']);
/** Cannot be opened without its password. */
export const lock = through('qpdf', ['--encrypt', 'secret', 'maître', '256', '--', 'in.pdf', 'out.pdf']);
export const packObjects = through('qpdf', [
  '--object-streams=generate',
  '--recompress-flate',
  'in.pdf',
  'out.pdf',
]);
export const turnPages = through('qpdf', ['--rotate=90', 'in.pdf', 'out.pdf']);

/** Opens in LibreOffice Draw or Writer and saves again. */
export function throughOffice(
  from: string,
  to: string,
  filter?: string,
): (bytes: Uint8Array) => Promise<Uint8Array> {
  return (bytes) =>
    within(async (folder) => {
      await writeFile(join(folder, `in.${from}`), bytes);
      const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
      const target = filter ? `${to}:${filter}` : to;
      const args = [profile, '--headless', '--convert-to', target, '--outdir', 'out', `in.${from}`];
      await run('soffice', args, { cwd: folder, timeout: 120_000 });
      return new Uint8Array(await readFile(join(folder, 'out', `in.${to}`)));
    });
}

export interface NamedRoute {
  readonly name: string;
  readonly route: Route;
  /** Started by programs that a machine may not have. */
  readonly needs: readonly string[];
  /** Sets the sheet's words anew, in fonts of its own, so that they run into boxes: much is left to a person. */
  readonly moves?: true;
}

/** Form fields stay. */
export const FILLING_ROUTES: readonly NamedRoute[] = [
  { name: 'pdf-lib', route: fillWithPdfLib, needs: [] },
  { name: 'pdf.js', route: fillWithPdfJs, needs: [] },
  { name: 'pdftk', route: fillWithPdftk(), needs: ['/usr/bin/pdftk'] },
  {
    name: 'pdftk, appearances left to the viewer',
    route: fillWithPdftk('need_appearances'),
    needs: ['/usr/bin/pdftk'],
  },
  { name: 'pypdf', route: fillWithPypdf, needs: [PYTHON] },
  { name: 'pdf.js, then encrypted', route: after(fillWithPdfJs, encrypt), needs: ['/usr/bin/qpdf'] },
  { name: 'pdf.js, then packed', route: after(fillWithPdfJs, packObjects), needs: ['/usr/bin/qpdf'] },
  { name: 'pdf-lib, then turned', route: after(fillWithPdfLib, turnPages), needs: ['/usr/bin/qpdf'] },
];

/** Form fields become part of the page. */
export const FLAT_ROUTES: readonly NamedRoute[] = [
  {
    name: 'pdf-lib, flattened by qpdf',
    route: after(fillWithPdfLib, flattenWithQpdf),
    needs: ['/usr/bin/qpdf'],
  },
  { name: 'pdftk, flattened', route: fillWithPdftk('flatten'), needs: ['/usr/bin/pdftk'] },
  {
    name: 'pdf-lib, printed by Ghostscript',
    route: after(fillWithPdfLib, printWithGhostscript),
    needs: ['/usr/bin/gs'],
  },
  {
    name: 'pdf-lib, printed by cairo',
    route: after(fillWithPdfLib, printWithCairo),
    needs: ['/usr/bin/pdftocairo'],
  },
  {
    name: 'pdf.js, printed by cairo',
    route: after(fillWithPdfJs, printWithCairo),
    needs: ['/usr/bin/pdftocairo'],
  },
  {
    name: 'pdf-lib, printed by LibreOffice Draw',
    route: after(fillWithPdfLib, throughOffice('pdf', 'pdf')),
    needs: ['/usr/bin/soffice'],
    moves: true,
  },
];

export function canRun({ needs }: NamedRoute): boolean {
  return needs.every((program) => existsSync(program));
}
