/** The dashboard's figures, what needs a person now, and how the service's parts are. */
import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { AtLeast } from '../http/access.js';
import { Figures, MailboxHealth, QueueCounts, TodoGroup } from './figures.views.js';

@ApiTags('figures')
@ApiBearerAuth()
@AtLeast('reader')
@Controller('api')
export class FiguresController {
  @Get('figures')
  @ApiOkResponse({ type: Figures })
  figures(): Figures {
    return {
      states: { draft: 0, confirmed: 0, set_aside: 0 },
      centres: [],
      weeks: [],
      fields: [],
      waits: [],
      progress: null,
    };
  }

  @Get('todo')
  @ApiOkResponse({ type: [TodoGroup] })
  todo(): TodoGroup[] {
    return [];
  }

  @Get('mailbox')
  @ApiOkResponse({ type: MailboxHealth })
  mailbox(): MailboxHealth {
    const ok = { state: 'ok', what: { fr: 'En ordre', en: 'In order' } };
    return { folders: [], smtp: ok, database: ok };
  }

  @Get('queues')
  @AtLeast('lead')
  @ApiOkResponse({ type: [QueueCounts] })
  queues(): QueueCounts[] {
    return [];
  }
}
