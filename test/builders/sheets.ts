/** Many filled sheets of the real blank, quickly: opened once, and saved anew for each patient. */
import { PDFCheckBox, PDFDocument, PDFRadioGroup, PDFTextField } from '@cantoo/pdf-lib';
import { type Study } from '../../src/core/study/study.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { tickOf } from '../sheets/filling.js';
import { toFilling, type Written } from './answers.js';

/** Every text that is changed leaves what showed it before in the file: after so many, the file begins anew. */
const SAVES_OF_ONE = 20;

/** Saves the sheet with these texts changed; those that were changed before stay so. */
export type SheetPress = (texts: Readonly<Record<string, string>>) => Promise<Uint8Array>;

/** A press for sheets of this language that differ in a few texts only. */
export async function openSheetPress(
  study: Study,
  language: 'fr' | 'en',
  written: Written,
): Promise<SheetPress> {
  let document = await PDFDocument.load(await writeSheetPdf(study, language));
  const { texts, ticks } = toFilling(study, written);
  for (const field of document.getForm().getFields()) {
    const name = field.getName();
    if (field instanceof PDFTextField && texts.has(name)) field.setText(texts.get(name));
    else if (field instanceof PDFCheckBox && ticks.has(tickOf(name, name.split('.').at(-1)))) field.check();
    else if (field instanceof PDFRadioGroup)
      for (const state of field.acroField.getOnValues())
        if (ticks.has(tickOf(name, state.decodeText()))) field.acroField.setValue(state);
  }
  const filled = await document.save();
  let standing: Record<string, string> = {};
  let pressed = 0;
  const write = (changed: Readonly<Record<string, string>>): void => {
    const form = document.getForm();
    for (const [name, text] of Object.entries(changed)) form.getTextField(name).setText(text);
  };
  return async (changed) => {
    pressed += 1;
    if (pressed % SAVES_OF_ONE === 0) {
      document = await PDFDocument.load(filled);
      write(standing);
    }
    standing = { ...standing, ...changed };
    write(changed);
    return document.save();
  };
}
