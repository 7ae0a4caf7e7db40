/**
 * Step 2: what was sent from the page of a personal link. It came through the service itself, so no file of it has to be read: what stands
 * in each place goes to the judge as it does from a sheet, and its words are kept as those of a message are.
 */
import { readForm } from '../core/form/read-form.js';
import { judgeSheet } from '../core/sheet/judge-sheet.js';
import { type SheetReading } from '../core/sheet/reading.js';
import { type Study } from '../core/study/study.js';
import { readKeptForm } from '../external/compose-form.js';
import { type ParsedAttachment, type ParsedMessage } from '../external/mime.js';
import { stoppedReading } from './file-reading.js';
import { WORDS_FILE } from './read-body.js';

export interface ReadFormFile {
  readonly file: ParsedAttachment;
  readonly readings: readonly SheetReading[];
}

/** @param receivedOn `YYYY-MM-DD` */
export function readFormMessage(study: Study, parsed: ParsedMessage, receivedOn: string): ReadFormFile {
  const { caseId, language, confirms, ...sent } = readKeptForm(parsed);
  const { text, candidates, hasWords } = readForm(study, language, sent);
  const { answers, findings } = judgeSheet(study, language, candidates, { today: receivedOn });
  const reading: SheetReading = {
    sheet: 1,
    study: study.id,
    sheetVersion: study.version,
    language,
    answers,
    findings,
    isReply: true,
    answersCase: caseId,
    confirms,
  };
  return {
    file: { ...WORDS_FILE, bytes: Buffer.from(text), inline: true, path: 'body' },
    readings: [
      ...(candidates.length > 0 ? [reading] : []),
      ...(hasWords ? [stoppedReading(WORDS_FILE.name, 'answers_in_words')] : []),
    ],
  };
}
