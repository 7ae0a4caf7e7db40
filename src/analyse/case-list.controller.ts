/** GET /api/cases: the list; the next case to look at; the centres that it can be filtered by. */
import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { AtLeast } from '../http/access.js';
import { CaseList } from './case-list.js';
import {
  CaseList as CaseListView,
  CaseListQuery,
  CentreView,
  NextCase,
  NextQuery,
} from './case-list.views.js';
import { readListQuery } from './read-list-query.js';

@ApiTags('cases')
@ApiBearerAuth()
@AtLeast('reader')
@Controller('api')
export class CaseListController {
  constructor(private readonly cases: CaseList) {}

  @Get('cases')
  @ApiOkResponse({ type: CaseListView })
  list(@Query() query: CaseListQuery): Promise<CaseListView> {
    return this.cases.list(readListQuery(query));
  }

  @Get('cases/next')
  @ApiOkResponse({ type: NextCase, description: "In the list's own order; after the last comes the first." })
  async next(@Query() { after }: NextQuery): Promise<NextCase> {
    return { reference: await this.cases.next(after) };
  }

  @Get('centres')
  @ApiOkResponse({ type: [CentreView] })
  centres(): Promise<CentreView[]> {
    return this.cases.centres();
  }
}
