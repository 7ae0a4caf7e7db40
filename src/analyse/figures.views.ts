/** The shapes of the dashboard, of what waits for a person, and of the mailbox's health, for the OpenAPI document. */
import { ApiProperty } from '@nestjs/swagger';
import { BothLanguages, CentreName, WAITS, type Waits } from './case-list.views.js';

export class StateCounts {
  @ApiProperty({ type: 'integer' }) draft!: number;
  @ApiProperty({ type: 'integer' }) confirmed!: number;
  @ApiProperty({ type: 'integer' }) set_aside!: number;
}
export class CentreFigures extends StateCounts {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null: without a centre.' })
  id!: CentreName['id'] | null;
  @ApiProperty({ type: String, nullable: true }) name!: string | null;
}
export class WeekFigures {
  @ApiProperty({ example: '2026-W47', description: 'ISO 8601, where the study is.' }) week!: string;
  @ApiProperty({ format: 'date', description: "The week's Monday." }) from!: string;
  @ApiProperty({ type: 'integer', description: 'Cases whose newest sheet came in this week.' })
  received!: number;
  @ApiProperty({ type: 'integer', description: 'Of these, those that are confirmed today.' })
  confirmed!: number;
  @ApiProperty({ type: 'integer', description: 'Of these, those that are set aside today.' })
  set_aside!: number;
}
export class FieldFigures {
  @ApiProperty() key!: string;
  @ApiProperty({ type: 'integer', description: 'Cases (not set aside) in which the question applies.' })
  asked!: number;
  @ApiProperty({ type: 'integer', description: 'Of these, those with an answer and nothing required blank.' })
  answered!: number;
  @ApiProperty({ type: 'integer', description: 'Those with something required blank.' }) missing!: number;
  @ApiProperty({ type: 'integer', description: 'Those with something that nobody is sure of.' })
  unsure!: number;
}
export class WaitsFigures {
  @ApiProperty({ enum: WAITS }) what!: Waits;
  @ApiProperty({ type: 'integer' }) count!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) oldest!: string | null;
}
export class Progress {
  @ApiProperty({ type: 'integer' }) done!: number;
  @ApiProperty({ type: 'integer' }) of!: number;
}
export class Figures {
  @ApiProperty() states!: StateCounts;
  @ApiProperty({ type: [CentreFigures] }) centres!: CentreFigures[];
  @ApiProperty({ type: [WeekFigures] }) weeks!: WeekFigures[];
  @ApiProperty({ type: [FieldFigures] }) fields!: FieldFigures[];
  @ApiProperty({ type: [WaitsFigures] }) waits!: WaitsFigures[];
  @ApiProperty({
    type: Progress,
    nullable: true,
    description:
      'How many cases `fields` already counts, while the index is being filled; null once it counts all.',
  })
  progress!: Progress | null;
}

/** In the order of their urgency. */
export const TODO_KINDS = [
  'mailbox',
  'failed',
  'letter',
  'password',
  'message',
  'query_answered',
  'proposal',
  'waiting_sheet',
  'case',
] as const;
export type TodoKind = (typeof TODO_KINDS)[number];
export class TodoRow {
  @ApiProperty({ description: 'Of the case, message, letter, query or reading; of a folder: its name.' })
  id!: string;
  @ApiProperty({ type: String, nullable: true }) reference!: string | null;
  @ApiProperty() what!: BothLanguages;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) since!: string | null;
}
export class TodoGroup {
  @ApiProperty({ enum: TODO_KINDS }) kind!: TodoKind;
  @ApiProperty({ type: 'integer' }) count!: number;
  @ApiProperty({ type: [TodoRow], description: 'At most 20.' }) rows!: TodoRow[];
}

export class BacklogProgress {
  @ApiProperty({ type: 'integer', description: 'Messages that are stored.' }) done!: number;
  @ApiProperty({ type: 'integer', description: 'Messages in the folder.' }) of!: number;
}
export class FolderHealth {
  @ApiProperty() mailbox!: string;
  @ApiProperty() folder!: string;
  @ApiProperty({ enum: ['connecting', 'watching', 'refused', 'unreachable', 'stopped', 'quiet'] })
  state!: string;
  @ApiProperty({ type: String, nullable: true, description: 'A code.' }) error!: string | null;
  @ApiProperty() isWell!: boolean;
  @ApiProperty() what!: BothLanguages;
  @ApiProperty({ type: 'integer', description: 'Messages that are there and could not be taken yet.' })
  waiting!: number;
  @ApiProperty({ type: BacklogProgress, nullable: true, description: 'While a backlog is being taken.' })
  progress!: BacklogProgress | null;
  @ApiProperty({
    type: [String],
    nullable: true,
    description: 'The folders that are there, when this one is not.',
  })
  folders!: string[] | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) reconciledAt!: string | null;
}
export class PartHealth {
  @ApiProperty({ description: '`ok`, or a code.' }) state!: string;
  @ApiProperty() isWell!: boolean;
  @ApiProperty() what!: BothLanguages;
}
export class MailboxHealth {
  @ApiProperty({ type: [FolderHealth] }) folders!: FolderHealth[];
  @ApiProperty() smtp!: PartHealth;
  @ApiProperty() database!: PartHealth;
  @ApiProperty({ type: 'integer', description: 'Messages that are stored and not yet through the walk.' })
  reading!: number;
}
export class QueueCounts {
  @ApiProperty() queue!: string;
  @ApiProperty({ type: 'integer' }) waiting!: number;
  @ApiProperty({ type: 'integer' }) active!: number;
  @ApiProperty({ type: 'integer', description: 'Waiting for their next try.' }) delayed!: number;
  @ApiProperty({ type: 'integer' }) failed!: number;
}
