/**
 * What was sent from the page of a personal link, as a message of the same walk: from the link's address, in its letter's thread; its words
 * for a person, and what was put in at each place as a file that only the service writes and only of its own messages believes.
 */
import MailComposer from 'nodemailer/lib/mail-composer';
import { z } from 'zod';
import { type SentForm } from '../core/form/form-entry.js';
import { THREAD_HEADER } from '../core/letter/thread-token.js';
import { type Language, LANGUAGES } from '../core/study/study.js';
import { type ParsedMessage } from './mime.js';

/** What is kept of the page. */
export interface KeptForm extends SentForm {
  readonly caseId: string;
  readonly language: Language;
  /** KEY or KEY.ROW.COLUMN that were doubted on the page, and sent all the same. */
  readonly confirms: readonly string[];
}

export interface FormMail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly date: Date;
  /** The case's thread, and the letters of it. */
  readonly thread: string;
  readonly references: readonly string[];
  /** The page’s own name for what it sends. */
  readonly submissionId: string;
  readonly form: KeptForm;
}

const FORM_TYPE = 'application/vnd.recueil.form+json';
const keptForm = z.object({
  caseId: z.uuid(),
  language: z.enum(LANGUAGES),
  confirms: z.array(z.string()),
  entries: z.array(z.object({ name: z.string(), text: z.string(), codes: z.array(z.string()) })),
  words: z.array(z.object({ name: z.string(), question: z.string(), text: z.string() })),
});

export function composeForm(mail: FormMail): Promise<Buffer> {
  return new MailComposer({
    from: mail.from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    date: mail.date,
    messageId: `<form.${mail.submissionId}@recueil.invalid>`,
    references: [...mail.references],
    headers: { [THREAD_HEADER]: mail.thread },
    attachments: [
      { filename: 'reponses.json', contentType: FORM_TYPE, content: Buffer.from(JSON.stringify(mail.form)) },
    ],
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}

/** Of a message whose origin is `form`: throws when it holds none. */
export function readKeptForm({ attachments }: ParsedMessage): KeptForm {
  const file = attachments.find(({ type }) => type === FORM_TYPE);
  if (!file) throw new Error('a form without its entries');
  return keptForm.parse(JSON.parse(file.bytes.toString('utf8')));
}
