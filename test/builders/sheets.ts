/** Many filled sheets of the real blank, quickly: opened once, and saved anew for each patient. */
import { PDFCheckBox, PDFDocument, PDFRadioGroup, PDFTextField } from '@cantoo/pdf-lib';
import { type Study } from '../../src/core/study/study.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { tickOf } from '../sheets/filling.js';
import { toFilling, type Written } from './answers.js';

/** Saves the sheet with these texts changed. */
export type SheetPress = (texts: Readonly<Record<string, string>>) => Promise<Uint8Array>;

/** A press for sheets of this language that differ in a few texts only. */
export async function openSheetPress(
  study: Study,
  language: 'fr' | 'en',
  written: Written,
): Promise<SheetPress> {
  const document = await PDFDocument.load(await writeSheetPdf(study, language));
  const form = document.getForm();
  const { texts, ticks } = toFilling(study, written);
  for (const field of form.getFields()) {
    const name = field.getName();
    if (field instanceof PDFTextField && texts.has(name)) field.setText(texts.get(name));
    else if (field instanceof PDFCheckBox && ticks.has(tickOf(name, name.split('.').at(-1)))) field.check();
    else if (field instanceof PDFRadioGroup)
      for (const state of field.acroField.getOnValues())
        if (ticks.has(tickOf(name, state.decodeText()))) field.acroField.setValue(state);
  }
  return async (changed) => {
    for (const [name, text] of Object.entries(changed)) form.getTextField(name).setText(text);
    return document.save();
  };
}
