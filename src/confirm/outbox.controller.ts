/** GET /api/outbox: what goes when, and why. */
import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiQuery, ApiTags } from '@nestjs/swagger';
import { DataSource } from '../database/orm.js';
import { ListOutbox } from './list-outbox.js';
import { Outbox } from './outbox-views.js';
import { readPage } from './read-page.js';

@ApiTags('letters')
@ApiBearerAuth()
@Controller('api/outbox')
export class OutboxController {
  constructor(
    private readonly source: DataSource,
    private readonly outbox: ListOutbox,
  ) {}

  /** First what waits for somebody's decision, then by its time. */
  @Get()
  @ApiQuery({ name: 'limit', required: false, type: Number })
  @ApiQuery({ name: 'offset', required: false, type: Number })
  @ApiOkResponse({ type: Outbox })
  list(@Query('limit') limit?: string, @Query('offset') offset?: string): Promise<Outbox> {
    return this.outbox.list(this.source.manager, readPage(limit, offset));
  }
}
