/** /api/users: the study lead looks after who may come in. */
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, AtLeast, Caller, nameActor } from '../http/access.js';
import { InvitedUser, LinkView, UserView } from './account-views.js';
import { Links } from './links.js';
import { checkBody } from '../http/check-body.js';
import { ChangeUserBody, changeUserBody, InviteBody, inviteBody } from './requests.js';
import { Users } from './users.js';

@ApiTags('accounts')
@ApiBearerAuth()
@AtLeast('lead')
@Controller('api/users')
export class UsersController {
  constructor(
    private readonly users: Users,
    private readonly links: Links,
  ) {}

  @Get()
  @ApiOkResponse({ type: [UserView] })
  list(): Promise<UserView[]> {
    return this.users.list();
  }

  @Post()
  @ApiCreatedResponse({ type: InvitedUser })
  async invite(@Caller() actor: Actor, @Body() body: InviteBody): Promise<InvitedUser> {
    const { user, token } = await this.users.add(checkBody(inviteBody, body), nameActor(actor));
    return { user, link: this.links.make(token) };
  }

  @Patch(':id')
  @ApiOkResponse({ type: UserView })
  change(
    @Caller() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ChangeUserBody,
  ): Promise<UserView> {
    const { role = null, disabled = null } = checkBody(changeUserBody, body);
    return this.users.change(id, { role, disabled }, nameActor(actor));
  }

  @Post(':id/reset')
  @HttpCode(200)
  @ApiOkResponse({ type: LinkView })
  async reset(@Caller() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<LinkView> {
    return { link: this.links.make(await this.users.reset(id, nameActor(actor))) };
  }
}
