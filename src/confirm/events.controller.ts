/** GET /api/events: what changes, told to open pages as it happens (server-sent events). */
import { Controller, Get, NotImplementedException } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiExtraModels,
  ApiOkResponse,
  ApiProduces,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { AtLeast } from '../http/access.js';
import { PresentView } from './review/case-views.js';

export const EVENT_TYPES = [
  'case',
  'letter',
  'message',
  'reminder',
  'query',
  'mailbox',
  'presence',
  'progress',
] as const;
export class EventView {
  @ApiProperty({ enum: EVENT_TYPES }) type!: (typeof EVENT_TYPES)[number];
  @ApiProperty({ type: String, nullable: true }) id!: string | null;
  @ApiPropertyOptional({ example: 'DARA-0042' }) reference?: string;
  @ApiPropertyOptional({ type: [PresentView] }) people?: PresentView[];
  @ApiPropertyOptional() task?: string;
  @ApiPropertyOptional() done?: number;
  @ApiPropertyOptional() of?: number;
}

@ApiTags('events')
@ApiBearerAuth()
@ApiExtraModels(EventView)
@Controller('api/events')
export class EventsController {
  @Get()
  @AtLeast('reader')
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ description: '`event: change`', schema: { $ref: getSchemaPath(EventView) } })
  stream(): void {
    throw new NotImplementedException();
  }
}
