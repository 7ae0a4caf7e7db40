/** Every table of the application, for TypeORM and for the steps that read and write them. */
export { CaseAnswers } from './case-answers.js';
export { CaseChange } from './case-change.js';
export { Case } from './case.js';
export { Centre } from './centre.js';
export { Contact } from './contact.js';
export { Content } from './content.js';
export { DataKey } from './data-key.js';
export { Attachment } from './attachment.js';
export { Letter, type LetterState } from './letter.js';
export { MailboxEntry } from './mailbox-entry.js';
export { MailboxFolder } from './mailbox-folder.js';
export { Message, type MessageState } from './message.js';
export { Outcome } from './outcome.js';
export { Reading, type ReadingState } from './reading.js';
export { Alarm } from './alarm.js';
export { Query, type QueryState } from './query.js';
export { View } from './view.js';
