/** What open pages are told: that something changed, never what it is now. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PresentView } from './review/case-views.js';

export const EVENT_TYPES = [
  'case',
  'letter',
  'message',
  'reminder',
  'query',
  'visit',
  'link',
  'mailbox',
  'presence',
  'progress',
] as const;

export class EventView {
  @ApiProperty({ enum: EVENT_TYPES }) type!: (typeof EVENT_TYPES)[number];
  @ApiProperty({ type: String, nullable: true }) id!: string | null;
  @ApiPropertyOptional({ example: 'DARA-0042' }) reference?: string;
  @ApiPropertyOptional({
    type: [PresentView],
    description: 'Of `presence`: everybody who has the case open.',
  })
  people?: PresentView[];
  @ApiPropertyOptional({ description: 'Of `progress`.' }) task?: string;
  @ApiPropertyOptional() done?: number;
  @ApiPropertyOptional() of?: number;
}
