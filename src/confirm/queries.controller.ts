/** /api/queries: what investigators ask the clinicians, from the question to its answer. */
import {
  Controller,
  Get,
  HttpCode,
  NotImplementedException,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
} from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiQuery, ApiTags } from '@nestjs/swagger';
import { AtLeast } from '../http/access.js';
import { QUERY_STATES, QueryView } from './review/case-views.js';

@ApiTags('queries')
@ApiBearerAuth()
@Controller('api/queries')
export class QueriesController {
  @Get()
  @AtLeast('reader')
  @ApiQuery({ name: 'state', enum: QUERY_STATES, required: false })
  @ApiOkResponse({ type: [QueryView] })
  list(@Query('state') state?: string): Promise<QueryView[]> {
    throw new NotImplementedException(state);
  }

  @Post(':id/close')
  @HttpCode(200)
  @ApiOkResponse({ type: QueryView })
  close(@Param('id', ParseUUIDPipe) id: string): Promise<QueryView> {
    throw new NotImplementedException(id);
  }
}
