/** /api/visits: visits that are asked for, planned, done and cancelled. */
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Caller } from '../http/access.js';
import { BodyPipe } from '../http/check-body.js';
import { CancelVisitBody, cancelVisitBody, PlanVisitBody, planVisitBody } from './mail-requests.js';
import { VisitView } from './mail-views.js';
import { PlanVisits } from './plan-visits.js';

@ApiTags('visits')
@ApiBearerAuth()
@Controller('api')
export class VisitsController {
  constructor(private readonly visits: PlanVisits) {}

  @Get('visits')
  @ApiOkResponse({ type: [VisitView] })
  list(): Promise<VisitView[]> {
    return this.visits.list();
  }

  @Post('cases/:reference/visits')
  @HttpCode(200)
  @ApiOkResponse({ type: VisitView, description: 'It waits for a day.' })
  begin(@Param('reference') reference: string): Promise<VisitView> {
    return this.visits.begin(reference);
  }

  @Post('visits/:id/plan')
  @HttpCode(200)
  @ApiOkResponse({ type: VisitView, description: 'A letter with the invitation goes at once.' })
  plan(
    @Param('id', ParseUUIDPipe) id: string,
    @Body(new BodyPipe(planVisitBody)) body: PlanVisitBody,
    @Caller() actor: Actor,
  ): Promise<VisitView> {
    return this.visits.plan(id, body, actor);
  }

  @Post('visits/:id/cancel')
  @HttpCode(200)
  @ApiOkResponse({ type: VisitView, description: 'Of one that was planned a letter goes at once.' })
  cancel(
    @Param('id', ParseUUIDPipe) id: string,
    @Body(new BodyPipe(cancelVisitBody)) { text }: CancelVisitBody,
    @Caller() actor: Actor,
  ): Promise<VisitView> {
    return this.visits.cancel(id, text, actor);
  }

  @Post('visits/:id/done')
  @HttpCode(200)
  @ApiOkResponse({ type: VisitView })
  finish(@Param('id', ParseUUIDPipe) id: string): Promise<VisitView> {
    return this.visits.finish(id);
  }
}
