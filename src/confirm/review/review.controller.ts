/** /api/cases/:reference: one case as a person reviews it, and every act on it. Each act gives the case as it is then. */
import {
  Body,
  Controller,
  Get,
  HttpCode,
  NotImplementedException,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
} from '@nestjs/common';
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
  BodyPipe,
  InclusionBody,
  JoinBody,
  PresenceBody,
  ReopenBody,
  SetAsideBody,
  TakeBody,
  VersionBody,
} from './requests.js';
import { ShowCase } from './show-case.js';

const checked = (name: keyof typeof BODIES): ParameterDecorator => Body(new BodyPipe(BODIES[name]));

@ApiTags('review')
@ApiBearerAuth()
@Controller('api/cases/:reference')
export class ReviewController {
  constructor(private readonly showCase: ShowCase) {}

  @Get()
  @AtLeast('reader')
  @ApiOkResponse({ type: CaseReview })
  get(@Param('reference') reference: string, @Caller() actor: Actor): Promise<CaseReview> {
    return this.showCase.show(reference, actor);
  }

  @Post('answers')
  @HttpCode(200)
  @ApiBody({ type: AnswerBody })
  @ApiOkResponse({ type: CaseReview })
  answer(@Param('reference') _: string, @checked('answer') body: AnswerBody): Promise<CaseReview> {
    throw new NotImplementedException(body.name);
  }

  @Post('accept')
  @HttpCode(200)
  @ApiBody({ type: AcceptBody })
  @ApiOkResponse({ type: CaseReview })
  accept(@Param('reference') _: string, @checked('accept') body: AcceptBody): Promise<CaseReview> {
    throw new NotImplementedException(body.names);
  }

  @Post('accept-sure')
  @HttpCode(200)
  @ApiBody({ type: AcceptSureBody })
  @ApiOkResponse({ type: CaseReview })
  acceptSure(
    @Param('reference') _: string,
    @checked('acceptSure') body: AcceptSureBody,
  ): Promise<CaseReview> {
    throw new NotImplementedException(body.section);
  }

  @Post('inclusion')
  @HttpCode(200)
  @ApiBody({ type: InclusionBody })
  @ApiOkResponse({ type: CaseReview })
  inclusion(@Param('reference') _: string, @checked('inclusion') body: InclusionBody): Promise<CaseReview> {
    throw new NotImplementedException(body.version);
  }

  @Post('confirm')
  @HttpCode(200)
  @ApiBody({ type: VersionBody })
  @ApiOkResponse({ type: CaseReview })
  confirm(@Param('reference') _: string, @checked('version') body: VersionBody): Promise<CaseReview> {
    throw new NotImplementedException(body.version);
  }

  @Post('set-aside')
  @HttpCode(200)
  @ApiBody({ type: SetAsideBody })
  @ApiOkResponse({ type: CaseReview })
  setAside(@Param('reference') _: string, @checked('setAside') body: SetAsideBody): Promise<CaseReview> {
    throw new NotImplementedException(body.version);
  }

  @Post('reopen')
  @HttpCode(200)
  @ApiBody({ type: ReopenBody })
  @ApiOkResponse({ type: CaseReview })
  reopen(@Param('reference') _: string, @checked('reopen') body: ReopenBody): Promise<CaseReview> {
    throw new NotImplementedException(body.version);
  }

  @Post('undo')
  @HttpCode(200)
  @ApiBody({ type: VersionBody })
  @ApiOkResponse({ type: CaseReview })
  undo(@Param('reference') _: string, @checked('version') body: VersionBody): Promise<CaseReview> {
    throw new NotImplementedException(body.version);
  }

  @Post('join')
  @HttpCode(200)
  @ApiBody({ type: JoinBody })
  @ApiOkResponse({ type: CaseReview, description: 'The case into which it went.' })
  join(@Param('reference') _: string, @checked('join') body: JoinBody): Promise<CaseReview> {
    throw new NotImplementedException(body.into);
  }

  @Post('dismiss-proposal')
  @HttpCode(200)
  @ApiBody({ type: VersionBody })
  @ApiOkResponse({ type: CaseReview })
  dismissProposal(@Param('reference') _: string, @checked('version') body: VersionBody): Promise<CaseReview> {
    throw new NotImplementedException(body.version);
  }

  @Post('readings/:id/take')
  @HttpCode(200)
  @ApiBody({ type: TakeBody })
  @ApiOkResponse({ type: CaseReview })
  take(@Param('id', ParseUUIDPipe) _: string, @checked('take') body: TakeBody): Promise<CaseReview> {
    throw new NotImplementedException(body.version);
  }

  @Post('readings/:id/dismiss')
  @HttpCode(200)
  @ApiBody({ type: VersionBody })
  @ApiOkResponse({ type: CaseReview })
  dismiss(@Param('id', ParseUUIDPipe) _: string, @checked('version') body: VersionBody): Promise<CaseReview> {
    throw new NotImplementedException(body.version);
  }

  @Get('changes')
  @AtLeast('reader')
  @ApiQuery({ name: 'name', required: false })
  @ApiOkResponse({ type: [ChangeView] })
  changes(@Param('reference') _: string, @Query('name') name?: string): Promise<ChangeView[]> {
    throw new NotImplementedException(name);
  }

  @Post('queries')
  @ApiBody({ type: AskBody })
  @ApiCreatedResponse({ type: QueryView })
  ask(@Param('reference') _: string, @checked('ask') body: AskBody): Promise<QueryView> {
    throw new NotImplementedException(body.name);
  }

  @Post('presence')
  @HttpCode(204)
  @ApiBody({ type: PresenceBody })
  @ApiNoContentResponse({ description: 'Told to the others for 45 s.' })
  presence(@Param('reference') _: string, @checked('presence') body: PresenceBody): Promise<void> {
    throw new NotImplementedException(body.name);
  }
}
