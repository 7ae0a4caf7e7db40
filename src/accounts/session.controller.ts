/** /api/session: signing in and out, and the password again to sign with; /api/sessions: one's open sessions. */
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Request, type Response } from 'express';
import { Problem } from '../core/problem.js';
import { DataSource } from '../database/orm.js';
import { User } from '../database/entities/index.js';
import { AtLeast, Open } from '../http/access.js';
import { OpenSession, SessionView } from './account-views.js';
import { DescribeSession } from './describe-session.js';
import { checkBody } from '../http/check-body.js';
import { LanguageBody, languageBody, SignBody, signBody, SignInBody, signInBody } from './requests.js';
import { type FoundSession, Sessions } from './sessions.js';
import { SignIn } from './sign-in.js';
import { giveCookie, readCookie, readOrigin, takeCookieBack } from './who-asks.js';

@ApiTags('accounts')
@ApiBearerAuth()
@AtLeast('reader')
@Controller('api')
export class SessionController {
  constructor(
    private readonly source: DataSource,
    private readonly sessions: Sessions,
    private readonly signIns: SignIn,
    private readonly describer: DescribeSession,
  ) {}

  @Get('session')
  @Open()
  @ApiOkResponse({ type: SessionView, description: 'Also for who has not signed in.' })
  async describe(@Req() request: Request): Promise<SessionView> {
    return this.describer.describe(request, await this.find(request));
  }

  @Post('session')
  @Open()
  @HttpCode(200)
  @ApiOkResponse({ type: SessionView })
  async signIn(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Body() body: SignInBody,
  ): Promise<SessionView> {
    const before = await this.find(request);
    const token = await this.signIns.signIn(checkBody(signInBody, body), readOrigin(request), before);
    giveCookie(request, response, token);
    return this.describer.describe(request, await this.sessions.find(token));
  }

  @Delete('session')
  @HttpCode(204)
  @ApiNoContentResponse()
  async signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.signIns.signOut(await this.get(request), readOrigin(request));
    takeCookieBack(request, response);
  }

  @Patch('session')
  @ApiOkResponse({ type: SessionView })
  async setLanguage(@Req() request: Request, @Body() body: LanguageBody): Promise<SessionView> {
    const { language } = checkBody(languageBody, body);
    const { user } = await this.get(request);
    await this.source.manager.update(User, { id: user.id }, { language });
    return this.describer.describe(request, await this.get(request));
  }

  @Post('session/sign')
  @HttpCode(200)
  @AtLeast('investigator')
  @ApiOkResponse({ type: SessionView })
  async sign(@Req() request: Request, @Body() body: SignBody): Promise<SessionView> {
    await this.signIns.sign(await this.get(request), checkBody(signBody, body).password, readOrigin(request));
    return this.describer.describe(request, await this.get(request));
  }

  @Get('sessions')
  @ApiOkResponse({ type: [OpenSession] })
  async list(@Req() request: Request): Promise<OpenSession[]> {
    const { session, user } = await this.get(request);
    return (await this.sessions.list(user.id)).map(({ id, startedAt, lastSeenAt, agent }) => ({
      ...{ id, current: id === session.id, agent },
      ...{ startedAt: startedAt.toISOString(), lastSeenAt: lastSeenAt.toISOString() },
    }));
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  @ApiNoContentResponse()
  async end(@Req() request: Request, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    const { user } = await this.get(request);
    if (!(await this.signIns.endSession(user.id, id, readOrigin(request))))
      throw new Problem('session_unknown', 'notFound', 'This session is over already.');
  }

  private find(request: Request): Promise<FoundSession | null> {
    return this.sessions.find(readCookie(request.headers.cookie));
  }

  private async get(request: Request): Promise<FoundSession> {
    const found = await this.find(request);
    if (!found) throw new Problem('no_session', 'conflict', 'The machine’s own token has no session.');
    return found;
  }
}
