/** The dashboard's figures, what needs a person now, and how the service's parts are. */
import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { AtLeast } from '../http/access.js';
import { Figures } from './figures.js';
import { Figures as FiguresView, MailboxHealth, TodoGroup } from './figures.views.js';
import { Health } from './health.js';
import { Todo } from './todo.js';

@ApiTags('figures')
@ApiBearerAuth()
@AtLeast('reader')
@Controller('api')
export class FiguresController {
  constructor(
    private readonly counted: Figures,
    private readonly open: Todo,
    private readonly health: Health,
  ) {}

  @Get('figures')
  @ApiOkResponse({ type: FiguresView })
  figures(): Promise<FiguresView> {
    return this.counted.get();
  }

  @Get('todo')
  @ApiOkResponse({ type: [TodoGroup], description: 'Kinds with something to do, in order of urgency.' })
  todo(): Promise<TodoGroup[]> {
    return this.open.list();
  }

  @Get('mailbox')
  @ApiOkResponse({ type: MailboxHealth })
  mailbox(): Promise<MailboxHealth> {
    return this.health.get();
  }
}
