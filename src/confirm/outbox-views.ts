/** What is going to leave: a row a letter to come, with when and why. */
import { ApiProperty } from '@nestjs/swagger';

export const OUTBOX_KINDS = ['letter', 'reminder', 'call', 'answer'] as const;
export type OutboxKind = (typeof OUTBOX_KINDS)[number];

export class OutboxRow {
  @ApiProperty({
    enum: OUTBOX_KINDS,
    description: '`letter`: written; `answer`: held back by the rules, its message is shown.',
  })
  kind!: OutboxKind;
  @ApiProperty({ format: 'uuid', description: 'Of the letter, the reminder, the call, or the message.' })
  id!: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it goes; null: within minutes, or when somebody has decided.',
  })
  at!: string | null;
  @ApiProperty({ type: String, nullable: true }) to!: string | null;
  @ApiProperty({ type: [String] }) references!: string[];
  @ApiProperty({ type: String, nullable: true, description: 'The kind of a letter that is written.' })
  letterKind!: string | null;
  @ApiProperty({ type: String, nullable: true }) subject!: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Of a reminder 0 to 5; of a call its round.' })
  step!: number | null;
  @ApiProperty() state!: string;
  @ApiProperty({
    description:
      'A code: schedule, calendar, person, hours, reminded_today, words, page_unread, letter_not_gone, away, spaced; now, retry, came_back, decide; round; or what holds an answer back.',
  })
  why!: string;
  @ApiProperty({ type: Number, nullable: true, description: 'The delay of the study that decided.' })
  days!: number | null;
  @ApiProperty({ type: Number, nullable: true }) attempts!: number | null;
  @ApiProperty({ type: String, nullable: true }) lastError!: string | null;
  @ApiProperty({
    type: [String],
    description: 'Cases of the same clinician whose reminders are due that day: they go as one letter.',
  })
  together!: string[];
}
export class Outbox {
  @ApiProperty() total!: number;
  @ApiProperty({ type: [OutboxRow] }) rows!: OutboxRow[];
}
