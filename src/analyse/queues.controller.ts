/** The queues, for the lead: their counts, and bull-board under /queues with the ids of the jobs. */
import { Controller, Get, Next, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiExcludeEndpoint, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { AtLeast } from '../http/access.js';
import { makeQueueBoard } from '../jobs/queue-board.js';
import { QueueStates } from '../jobs/queue-states.js';
import { QueueCounts } from './figures.views.js';

const PATH = '/queues';
/** The board names a font of another site, which is not to know who looks. */
const OWN_ONLY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

@ApiTags('figures')
@ApiBearerAuth()
@AtLeast('lead')
@Controller()
export class QueuesController {
  private readonly board: RequestHandler;

  constructor(private readonly states: QueueStates) {
    this.board = makeQueueBoard(states, PATH);
  }

  @Get('api/queues')
  @ApiOkResponse({ type: [QueueCounts] })
  list(): Promise<QueueCounts[]> {
    return this.states.list();
  }

  @Get(['queues', 'queues/*path'])
  @ApiExcludeEndpoint()
  show(@Req() request: Request, @Res() response: Response, @Next() next: NextFunction): void {
    response.setHeader('Content-Security-Policy', OWN_ONLY);
    request.url = request.url.slice(PATH.length) || '/';
    void this.board(request, response, next);
  }
}
