/** Step 4: the blank sheet as files, made once for each language when a clinician first asks for it. */
import { type Language, type Study } from '../core/study/study.js';
import { writeSheetDocx } from './sheet-docx.js';
import { writeSheetPdf } from './sheet-pdf.js';

export interface BlankFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}
/** The fillable PDF and the Word document, in this order. */
export type Blanks = (language: Language) => Promise<readonly BlankFile[]>;

export function makeBlanks(study: Study): Blanks {
  const made = new Map<Language, Promise<readonly BlankFile[]>>();
  return (language) => {
    const known = made.get(language) ?? writeBlanks(study, language);
    made.set(language, known);
    return known;
  };
}

async function writeBlanks(study: Study, language: Language): Promise<readonly BlankFile[]> {
  const name = `${language === 'fr' ? 'fiche' : 'sheet'}-${study.id}-v${study.version}`;
  const [pdf, docx] = await Promise.all([writeSheetPdf(study, language), writeSheetDocx(study, language)]);
  return [
    { name: `${name}.pdf`, type: 'application/pdf', bytes: pdf },
    {
      name: `${name}.docx`,
      type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      bytes: docx,
    },
  ];
}
