/** More programs through which a PDF sheet goes: those that fill its form, those that print it, those that rewrite the file. */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PDFDocument } from '@cantoo/pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { tickOf, type Filling } from './filling.js';
import { fillWithPdfium, printWithPdfium } from './pdfium-viewer.js';
import {
  after,
  fillWithPdfJs,
  fillWithPdfLib,
  fillWithPdftk,
  printWithCairo,
  printWithGhostscript,
  PYTHON,
  type FormAnnotation,
  through,
  within,
  type NamedRoute,
  type Route,
} from './routes.js';

const run = promisify(execFile);

/** What each widget of each page is to hold, in the order of the page's annotations: text, `true` for a tick, or nothing. */
async function listWanted(
  blank: Uint8Array,
  { texts, ticks }: Filling,
): Promise<(string | boolean | null)[][]> {
  const task = getDocument({ data: new Uint8Array(blank), verbosity: 0 });
  const document = await task.promise;
  const pages: (string | boolean | null)[][] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const annotations = (await page.getAnnotations()) as FormAnnotation[];
    pages.push(
      annotations.map(({ fieldName: name = '', fieldType, checkBox, buttonValue }) => {
        if (fieldType === 'Tx') return texts.get(name) ?? null;
        return ticks.has(tickOf(name, checkBox ? name.split('.').at(-1) : buttonValue));
      }),
    );
  }
  await task.destroy();
  return pages;
}

/** A script of the program's own, beside `in.pdf` and what is wanted as `wanted.json`. */
const fillByScript =
  (command: string, args: readonly string[], script: string): Route =>
  (blank, filling) =>
    within(async (folder) => {
      await writeFile(join(folder, 'in.pdf'), blank);
      await writeFile(join(folder, 'wanted.json'), JSON.stringify(await listWanted(blank, filling)));
      await writeFile(join(folder, 'script'), script);
      await run(command, [...args, 'script'], { cwd: folder });
      return new Uint8Array(await readFile(join(folder, 'out.pdf')));
    });

/** MuPDF's own handling of a form's events. */
const fillWithMupdf = (options: string): Route =>
  fillByScript(
    'mutool',
    ['run'],
    `
var wanted = JSON.parse(read('wanted.json'));
var doc = new PDFDocument('in.pdf');
for (var number = 0; number < doc.countPages(); ++number) {
  var page = doc.loadPage(number);
  var widgets = page.getWidgets();
  for (var index = 0; index < widgets.length; ++index) {
    var value = wanted[number][index];
    if (value === true) widgets[index].toggle();
    else if (value) widgets[index].setTextValue(value);
  }
  page.update();
}
doc.save('out.pdf', ${JSON.stringify(options)});
`,
  );

/** As in Evince. Poppler numbers a page's fields as its annotations stand. */
const fillWithPoppler = fillByScript(
  PYTHON,
  [],
  `
import json, os, gi
gi.require_version('Poppler', '0.18')
from gi.repository import Poppler
wanted = json.load(open('wanted.json'))
doc = Poppler.Document.new_from_file('file://' + os.path.abspath('in.pdf'), None)
for number in range(doc.get_n_pages()):
    fields = sorted((m.field for m in doc.get_page(number).get_form_field_mapping()), key=lambda f: f.get_id())
    for field, value in zip(fields, wanted[number], strict=True):
        if value is True:
            field.button_set_state(True)
        elif value:
            field.text_set_text(value)
doc.save('file://' + os.path.abspath('out.pdf'))
`,
);

const POPPLER = '/usr/lib/x86_64-linux-gnu/girepository-1.0/Poppler-0.18.typelib';
/** Saved anew after each change, so that the file holds every earlier state as well. */
const fillInSteps: Route = async (blank, { texts, ticks }) => {
  const half = new Map([...texts].map(([name, text], index) => [name, index % 2 === 0 ? text : '0']));
  const first = await fillWithPdfJs(blank, { texts: half, ticks: new Set() });
  const second = await fillWithPdfJs(first, { texts, ticks });
  return fillWithPdfJs(second, { texts: new Map(), ticks: new Set() });
};

/** Form fields stay. */
export const MORE_FILLING_ROUTES: readonly NamedRoute[] = [
  { name: 'PDFium, as in Chromium', route: fillWithPdfium, needs: [] },
  { name: 'MuPDF', route: fillWithMupdf(''), needs: ['/usr/bin/mutool'] },
  { name: 'MuPDF, appended', route: fillWithMupdf('incremental'), needs: ['/usr/bin/mutool'] },
  { name: 'Poppler', route: fillWithPoppler, needs: [PYTHON, POPPLER] },
  { name: 'pdf.js, saved three times', route: fillInSteps, needs: [] },
];

const flattenWithPdfLib = async (bytes: Uint8Array): Promise<Uint8Array> => {
  const document = await PDFDocument.load(bytes);
  document.getForm().flatten();
  return document.save();
};
const printWithMupdf = through('mutool', ['convert', '-o', 'out.pdf', 'in.pdf']);
const printByPostScript = through('sh', ['-c', 'pdftops in.pdf out.ps && ps2pdf out.ps out.pdf']);

/** Form fields become part of the page. */
export const MORE_FLAT_ROUTES: readonly NamedRoute[] = [
  { name: 'pdf-lib, flattened by pdf-lib', route: after(fillWithPdfLib, flattenWithPdfLib), needs: [] },
  {
    name: 'PDFium, printed by PDFium, as in Chromium',
    route: after(fillWithPdfium, printWithPdfium),
    needs: [],
  },
  { name: 'pdf.js, printed by PDFium', route: after(fillWithPdfJs, printWithPdfium), needs: [] },
  {
    // Its text layer is in another encoding than it says.
    name: 'MuPDF, converted by MuPDF',
    moves: true,
    route: after(fillWithMupdf(''), printWithMupdf),
    needs: ['/usr/bin/mutool'],
  },
  {
    name: 'Poppler, printed by cairo',
    route: after(fillWithPoppler, printWithCairo),
    needs: [PYTHON, POPPLER, '/usr/bin/pdftocairo'],
  },
  {
    // The printed words lose their letters, so that the text layer is not believed.
    name: 'pdf-lib, printed through PostScript',
    moves: true,
    route: after(fillWithPdfLib, printByPostScript),
    needs: ['/usr/bin/pdftops', '/usr/bin/gs'],
  },
  {
    name: 'pdftk, printed by Ghostscript',
    route: after(fillWithPdftk(), printWithGhostscript),
    needs: ['/usr/bin/pdftk', '/usr/bin/gs'],
  },
];
