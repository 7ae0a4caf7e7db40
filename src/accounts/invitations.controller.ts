/** /api/invitations: a one-time link is looked at and used. Its token is in the body: addresses are logged on their way. */
import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Request, type Response } from 'express';
import { Open } from '../http/access.js';
import { InvitationView, SessionView } from './account-views.js';
import { DescribeSession } from './describe-session.js';
import { Invitations } from './invitations.js';
import { checkBody } from '../http/check-body.js';
import { LookBody, lookBody, UseBody, useBody } from './requests.js';
import { Sessions } from './sessions.js';
import { giveCookie, readOrigin } from './who-asks.js';

@ApiTags('accounts')
@Open()
@Controller('api/invitations')
export class InvitationsController {
  constructor(
    private readonly invitations: Invitations,
    private readonly sessions: Sessions,
    private readonly describer: DescribeSession,
  ) {}

  @Post('look')
  @HttpCode(200)
  @ApiOkResponse({ type: InvitationView })
  look(@Body() body: LookBody): Promise<InvitationView> {
    return this.invitations.look(checkBody(lookBody, body).token);
  }

  @Post('use')
  @HttpCode(200)
  @ApiOkResponse({ type: SessionView, description: 'Signed in.' })
  async use(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Body() body: UseBody,
  ): Promise<SessionView> {
    const token = await this.invitations.use(checkBody(useBody, body), readOrigin(request));
    giveCookie(request, response, token);
    return this.describer.describe(request, await this.sessions.find(token));
  }
}
