/** /api/queries: what investigators ask the clinicians, from the question to its answer. */
import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Problem } from '../core/problem.js';
import { AtLeast } from '../http/access.js';
import { AskClinician } from './ask-clinician.js';
import { QUERY_STATES, QueryView } from './review/case-views.js';

@ApiTags('queries')
@ApiBearerAuth()
@Controller('api/queries')
export class QueriesController {
  constructor(private readonly queries: AskClinician) {}

  @Get()
  @AtLeast('reader')
  @ApiQuery({ name: 'state', enum: QUERY_STATES, required: false })
  @ApiOkResponse({ type: [QueryView] })
  list(@Query('state') state?: string): Promise<QueryView[]> {
    const known = QUERY_STATES.find((name) => name === state);
    if (state !== undefined && !known)
      throw new Problem('query_state', 'invalid', 'No question has such a state.');
    return this.queries.list(known);
  }

  @Post(':id/close')
  @HttpCode(200)
  @ApiOkResponse({ type: QueryView })
  close(@Param('id', ParseUUIDPipe) id: string): Promise<QueryView> {
    return this.queries.close(id);
  }
}
