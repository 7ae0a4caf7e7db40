/** What the routes of the mail answer. */
import { REMINDER_STATES, type ReminderState } from '../core/letter/plan-reminders.js';
import { VISIT_STATES, type VisitState } from '../core/letter/visit-state.js';
import { ApiProperty } from '@nestjs/swagger';
import { WordsView } from './review/study-views.js';

export class FileView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty() mediaType!: string;
  @ApiProperty({ description: 'Bytes.' }) size!: number;
  @ApiProperty({ type: WordsView, nullable: true, description: 'Why no sheet was read in it.' })
  finding!: WordsView | null;
  @ApiProperty({ description: 'It opens with a password, and nobody has given it yet.' }) locked!: boolean;
}
export class LetterOfMessage {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() kind!: string;
  @ApiProperty() state!: string;
}
export class MessageLine {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({
    description: 'mail, form (a personal link), or how it was brought: fax, post, visit, telephone, other.',
  })
  origin!: string;
  @ApiProperty({ type: [String], description: 'Of the mailbox, in which it was found.' }) folders!: string[];
  @ApiProperty() state!: string;
  @ApiProperty({ format: 'date-time' }) receivedAt!: string;
  @ApiProperty({ type: String, nullable: true }) from!: string | null;
  @ApiProperty({ type: String, nullable: true }) subject!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why a person should look at it: a code.' })
  toSee!: string | null;
  @ApiProperty({ type: String, nullable: true }) lastError!: string | null;
  @ApiProperty({ type: [String] }) references!: string[];
  @ApiProperty({ type: [String], description: 'What became of it, by case.' }) outcomes!: string[];
  @ApiProperty({ type: [LetterOfMessage] }) letters!: LetterOfMessage[];
}
export class MessageList {
  @ApiProperty() total!: number;
  @ApiProperty({ type: [MessageLine] }) rows!: MessageLine[];
}
export class OpenedMessage extends MessageLine {
  @ApiProperty({ type: String, nullable: true }) text!: string | null;
  @ApiProperty({ type: [FileView] }) files!: FileView[];
  @ApiProperty({ type: String, nullable: true, enum: ['pass', 'fail', 'unchecked'] })
  authentication!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Where it asks to be answered, when elsewhere.' })
  replyTo!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why the letter that was due was not written, where a person may let it go.',
  })
  heldBack!: string | null;
}
export class LetterLine {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() kind!: string;
  @ApiProperty() state!: string;
  @ApiProperty({ type: String, nullable: true }) to!: string | null;
  @ApiProperty({ type: String, nullable: true }) subject!: string | null;
  @ApiProperty({ type: [String], description: 'Of its cases: a reminder may be of several.' })
  references!: string[];
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) sentAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) lastError!: string | null;
  @ApiProperty() attempts!: number;
  @ApiProperty({ type: String, nullable: true, description: 'A code: why it came back.' })
  bounceReason!: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'It came back, and goes again then.',
  })
  notBefore!: string | null;
}
export class LetterList {
  @ApiProperty() total!: number;
  @ApiProperty({ type: [LetterLine] }) rows!: LetterLine[];
}
export class OpenedLetter extends LetterLine {
  @ApiProperty({ type: String, nullable: true }) text!: string | null;
}
export class LetterPreview {
  @ApiProperty() subject!: string;
  @ApiProperty() text!: string;
}
export class ReminderView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() reference!: string;
  @ApiProperty({ description: '1, 2 or 3; 0 for an investigator’s own questions.' }) step!: number;
  @ApiProperty({ format: 'date-time' }) dueAt!: string;
  @ApiProperty({ enum: REMINDER_STATES }) state!: ReminderState;
  @ApiProperty({ type: String, nullable: true }) stopReason!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) letterId!: string | null;
  @ApiProperty({
    type: LetterPreview,
    nullable: true,
    description: 'What would go now; null: nothing is asked any more.',
  })
  preview!: LetterPreview | null;
}
export class ThreadEntry {
  @ApiProperty({ enum: ['message', 'letter', 'reminder'] }) kind!: 'message' | 'letter' | 'reminder';
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({ type: String, nullable: true }) title!: string | null;
  @ApiProperty({ type: String, nullable: true }) from!: string | null;
  @ApiProperty({ type: String, nullable: true }) to!: string | null;
  @ApiProperty() state!: string;
  @ApiProperty({ type: String, nullable: true }) text!: string | null;
  @ApiProperty({ type: [FileView] }) files!: FileView[];
}
export class VisitView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid', description: 'The message in whose thread its letters go.' })
  messageId!: string;
  @ApiProperty({ type: String, nullable: true }) reference!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Who is visited.' }) from!: string | null;
  @ApiProperty({ enum: VISIT_STATES }) state!: VisitState;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) startsAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) endsAt!: string | null;
  @ApiProperty() place!: string;
  @ApiProperty({ format: 'date-time' }) askedAt!: string;
}
export class StoredUpload {
  @ApiProperty({ format: 'uuid' }) messageId!: string;
}
export class MadeCase {
  @ApiProperty({ example: 'DARA-0042' }) reference!: string;
}
export class ReminderSettingsView {
  @ApiProperty() enabled!: boolean;
  @ApiProperty({ type: [Number], description: 'One to five growing delays, days, 1 to 365.' })
  days!: number[];
}
