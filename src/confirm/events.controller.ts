/** GET /api/events: what changes, told to open pages as it happens (server-sent events, HTML 9.2). */
import { Controller, Get, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiExtraModels,
  ApiOkResponse,
  ApiProduces,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { AtLeast } from '../http/access.js';
import { EventStreams, type StreamResponse } from './event-streams.js';
import { EventView } from './event-views.js';

@ApiTags('events')
@ApiBearerAuth()
@ApiExtraModels(EventView)
@Controller('api/events')
export class EventsController {
  constructor(private readonly streams: EventStreams) {}

  /** A stream that ends is to be opened again, and what is shown to be asked for anew: something may have been missed. */
  @Get()
  @AtLeast('reader')
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ description: '`event: change`', schema: { $ref: getSchemaPath(EventView) } })
  stream(@Res() response: StreamResponse): void {
    this.streams.add(response);
  }
}
