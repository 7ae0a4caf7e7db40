/** /api/messages: what came in and what became of it, without its words; and one more try for what was given up. */
import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { DataSource } from '../database/orm.js';
import { Problem } from '../core/problem.js';
import { Message, Outcome } from '../database/entities/index.js';
import { listMessages, type ListedMessage } from '../database/repositories/messages.js';
import { Transactions } from '../database/transactions.js';
import { Jobs } from '../jobs/jobs.js';

export class MessageView implements ListedMessage {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() state!: string;
  @ApiProperty({ format: 'date-time' }) receivedAt!: Date;
  @ApiProperty({ type: String, nullable: true }) lastError!: string | null;
  @ApiProperty({ type: String, nullable: true }) toSee!: string | null;
  @ApiProperty({ type: [String], description: 'What became of it, by case.' }) outcomes!: string[];
  @ApiProperty({ type: [String] }) references!: string[];
  @ApiProperty({ type: [String], description: 'State of each letter that answers it.' }) letters!: string[];
}

@ApiTags('messages')
@ApiBearerAuth()
@Controller('api/messages')
export class MessagesController {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly jobs: Jobs,
  ) {}

  @Get()
  @ApiOkResponse({ type: [MessageView] })
  list(): Promise<ListedMessage[]> {
    return listMessages(this.source);
  }

  @Post(':id/retry')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'Its job waits again.' })
  async retry(@Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.transactions.run(async (manager) => {
      const message = await manager.findOneBy(Message, { id });
      if (!message) throw new Problem('message_unknown', 'notFound', 'There is no such message.');
      if (message.state !== 'failed')
        throw new Problem('message_not_failed', 'conflict', 'This message has not failed.');
      const now = new Date();
      const given = await manager.findBy(Outcome, { messageId: id });
      for (const { id: outcomeId, state, why } of given) {
        if (state !== 'silent' || why !== 'failed') continue;
        await manager.update(Outcome, outcomeId, { state: 'decided', why: null });
        await this.jobs.add('reply', { outcomeId });
      }
      const next = given.length > 0 ? 'drafted' : message.sealedEnvelope ? 'read' : 'received';
      await manager.update(Message, id, { state: next, lastError: null, toSee: null, updatedAt: now });
      if (next !== 'drafted') await this.jobs.add(next === 'read' ? 'draft' : 'read', { messageId: id });
    });
  }
}
