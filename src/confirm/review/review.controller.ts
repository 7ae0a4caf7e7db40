/** /api/cases/:reference: one case as a person reviews it, and every act on it. Each act gives the case as it is then. */
import { BodyPipe } from '../../http/check-body.js';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { type Actor, AtLeast, Caller } from '../../http/access.js';
import { CaseReview, ChangeView, QueryView } from './case-views.js';
import {
  AcceptBody,
  AcceptSureBody,
  AnswerBody,
  AskBody,
  BODIES,
  InclusionBody,
  JoinBody,
  PresenceBody,
  ReopenBody,
  SetAsideBody,
  TakeBody,
  VersionBody,
} from './requests.js';
import { ActOnAnswers } from './act-on-answers.js';
import { AskClinician } from '../ask-clinician.js';
import { DecideCase } from './decide-case.js';
import { JoinCases } from './join-cases.js';
import { Presence } from '../presence.js';
import { SettleSheets } from './settle-sheets.js';
import { ShowCase } from './show-case.js';
import { ShowHistory } from './show-history.js';
import { UndoAct } from './undo-act.js';

const checked = (name: keyof typeof BODIES): ParameterDecorator => Body(new BodyPipe(BODIES[name]));

@ApiTags('review')
@ApiBearerAuth()
@Controller('api/cases/:reference')
export class ReviewController {
  constructor(
    private readonly showCase: ShowCase,
    private readonly showHistory: ShowHistory,
    private readonly answers: ActOnAnswers,
    private readonly decisions: DecideCase,
    private readonly undoing: UndoAct,
    private readonly sheets: SettleSheets,
    private readonly joining: JoinCases,
    private readonly queries: AskClinician,
    private readonly people: Presence,
  ) {}

  @Get()
  @AtLeast('reader')
  @ApiOkResponse({ type: CaseReview })
  get(@Param('reference') reference: string, @Caller() actor: Actor): Promise<CaseReview> {
    return this.showCase.look(reference, actor);
  }

  @Post('answers')
  @HttpCode(200)
  @ApiBody({ type: AnswerBody })
  @ApiOkResponse({ type: CaseReview })
  async answer(
    @Param('reference') reference: string,
    @Caller() actor: Actor,
    @checked('answer') body: AnswerBody,
  ): Promise<CaseReview> {
    await this.answers.answer(reference, actor, body);
    return this.showCase.show(reference, actor);
  }

  @Post('accept')
  @HttpCode(200)
  @ApiBody({ type: AcceptBody })
  @ApiOkResponse({ type: CaseReview })
  async accept(
    @Param('reference') reference: string,
    @Caller() actor: Actor,
    @checked('accept') body: AcceptBody,
  ): Promise<CaseReview> {
    await this.answers.accept(reference, actor, body);
    return this.showCase.show(reference, actor);
  }

  @Post('accept-sure')
  @HttpCode(200)
  @ApiBody({ type: AcceptSureBody })
  @ApiOkResponse({ type: CaseReview })
  async acceptSure(
    @Param('reference') reference: string,
    @Caller() actor: Actor,
    @checked('acceptSure') body: AcceptSureBody,
  ): Promise<CaseReview> {
    await this.answers.acceptSure(reference, actor, body);
    return this.showCase.show(reference, actor);
  }

  @Post('inclusion')
  @HttpCode(200)
  @ApiBody({ type: InclusionBody })
  @ApiOkResponse({ type: CaseReview })
  async inclusion(
    @Param('reference') reference: string,
    @Caller() actor: Actor,
    @checked('inclusion') body: InclusionBody,
  ): Promise<CaseReview> {
    await this.decisions.seeInclusion(reference, actor, body);
    return this.showCase.show(reference, actor);
  }

  @Post('confirm')
  @HttpCode(200)
  @ApiBody({ type: VersionBody })
  @ApiOkResponse({ type: CaseReview })
  async confirm(
    @Param('reference') reference: string,
    @Caller() actor: Actor,
    @checked('version') body: VersionBody,
  ): Promise<CaseReview> {
    await this.decisions.confirm(reference, actor, body);
    return this.showCase.show(reference, actor);
  }

  @Post('set-aside')
  @HttpCode(200)
  @ApiBody({ type: SetAsideBody })
  @ApiOkResponse({ type: CaseReview })
  async setAside(
    @Param('reference') reference: string,
    @Caller() actor: Actor,
    @checked('setAside') body: SetAsideBody,
  ): Promise<CaseReview> {
    await this.decisions.setAside(reference, actor, body);
    return this.showCase.show(reference, actor);
  }

  @Post('reopen')
  @HttpCode(200)
  @ApiBody({ type: ReopenBody })
  @ApiOkResponse({ type: CaseReview })
  async reopen(
    @Param('reference') reference: string,
    @Caller() actor: Actor,
    @checked('reopen') body: ReopenBody,
  ): Promise<CaseReview> {
    await this.decisions.reopen(reference, actor, body);
    return this.showCase.show(reference, actor);
  }

  @Post('undo')
  @HttpCode(200)
  @ApiBody({ type: VersionBody })
  @ApiOkResponse({ type: CaseReview })
  async undo(
    @Param('reference') reference: string,
    @Caller() actor: Actor,
    @checked('version') body: VersionBody,
  ): Promise<CaseReview> {
    await this.undoing.undo(reference, actor, body);
    return this.showCase.show(reference, actor);
  }

  @Post('dismiss-proposal')
  @HttpCode(200)
  @ApiBody({ type: VersionBody })
  @ApiOkResponse({ type: CaseReview })
  async dismissProposal(
    @Param('reference') reference: string,
    @Caller() actor: Actor,
    @checked('version') body: VersionBody,
  ): Promise<CaseReview> {
    await this.sheets.dismissProposal(reference, actor, body);
    return this.showCase.show(reference, actor);
  }

  @Post('join')
  @HttpCode(200)
  @ApiBody({ type: JoinBody })
  @ApiOkResponse({ type: CaseReview, description: 'The case into which it went.' })
  async join(
    @Param('reference') reference: string,
    @Caller() actor: Actor,
    @checked('join') body: JoinBody,
  ): Promise<CaseReview> {
    return this.showCase.show(await this.joining.join(reference, actor, body), actor);
  }

  @Post('readings/:id/take')
  @HttpCode(200)
  @ApiBody({ type: TakeBody })
  @ApiOkResponse({ type: CaseReview })
  async take(
    @Param('reference') reference: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Caller() actor: Actor,
    @checked('take') body: TakeBody,
  ): Promise<CaseReview> {
    await this.sheets.take(reference, actor, id, body);
    return this.showCase.show(reference, actor);
  }

  @Post('readings/:id/dismiss')
  @HttpCode(200)
  @ApiBody({ type: VersionBody })
  @ApiOkResponse({ type: CaseReview })
  async dismiss(
    @Param('reference') reference: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Caller() actor: Actor,
    @checked('version') body: VersionBody,
  ): Promise<CaseReview> {
    await this.sheets.dismiss(reference, actor, id, body);
    return this.showCase.show(reference, actor);
  }

  @Get('changes')
  @AtLeast('reader')
  @ApiQuery({ name: 'name', required: false })
  @ApiOkResponse({ type: [ChangeView] })
  changes(@Param('reference') reference: string, @Query('name') name?: string): Promise<ChangeView[]> {
    return this.showHistory.show(reference, name);
  }

  @Post('queries')
  @ApiBody({ type: AskBody })
  @ApiCreatedResponse({ type: QueryView })
  ask(
    @Param('reference') reference: string,
    @Caller() actor: Actor,
    @checked('ask') body: AskBody,
  ): Promise<QueryView> {
    return this.queries.ask(reference, actor, body);
  }

  @Post('presence')
  @HttpCode(204)
  @ApiBody({ type: PresenceBody })
  @ApiNoContentResponse({ description: 'Told to the others for 45 s.' })
  async presence(
    @Param('reference') reference: string,
    @Caller() actor: Actor,
    @checked('presence') body: PresenceBody,
  ): Promise<void> {
    await this.people.beat(reference, actor, body.name);
  }
}
