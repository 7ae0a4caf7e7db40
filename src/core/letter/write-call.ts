/** The call for cases: the one letter that does not answer anything. The blank sheet goes with it. */
import { type Language, type Study } from '../study/study.js';
import { renderHtml, renderText, type Block } from './render-letter.js';
import { makeSpeaker } from './speak.js';
import { keepTogether, typeset } from './typeset.js';

/** Null when the study has no call to send. @param round 2 for the one to those who were silent */
export function writeCall(
  study: Study,
  language: Language,
  round = 1,
): { readonly subject: string; readonly text: string; readonly html: string } | null {
  const texts = study.letters[language];
  if (texts['call.subject'] === undefined || texts['call.body'] === undefined) return null;
  const { say } = makeSpeaker(study.letters, language);
  const { contact } = study;
  const [title, words] =
    round > 1
      ? (['call.again_subject', 'call.again_body'] as const)
      : (['call.subject', 'call.body'] as const);
  const subject = say(title, { tag: study.prefix }).trim();
  const body = say(words, {
    email: contact.email,
    phone: keepTogether(contact.phone),
    fax: keepTogether(contact.fax ?? contact.phone),
    team: typeset(contact.team[language], language),
    hospital: typeset(contact.hospital[language], language),
  });
  const closing = say('call.closing', { email: contact.email });
  const blocks: Block[] = `${body}\n\n${closing}`
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.split('\n').filter((line) => line.trim() !== ''))
    .filter((lines) => lines.length > 0)
    .map((lines) => ({ kind: 'paragraph', lines }));
  return { subject, text: renderText(blocks), html: renderHtml(blocks, subject, language) };
}
