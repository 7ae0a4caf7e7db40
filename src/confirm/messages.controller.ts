/** /api/messages: what came in and what became of it; seen, or tried once more. */
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Problem } from '../core/problem.js';
import { Message, Outcome } from '../database/entities/index.js';
import { DataSource, IsNull, Not } from '../database/orm.js';
import { Transactions } from '../database/transactions.js';
import { Jobs } from '../jobs/jobs.js';
import { type Actor, Caller } from '../http/access.js';
import { BodyPipe } from '../http/check-body.js';
import { AnswerMessage } from './answer-message.js';
import {
  MessageAnswerBody,
  messageAnswerBody,
  ReleaseAnswerBody,
  releaseAnswerBody,
} from './mail-requests.js';
import { MessageList, OpenedMessage } from './mail-views.js';
import { OpenMail } from './open-mail.js';
import { readPage } from './read-page.js';
import { ReleaseAnswer } from './release-answer.js';

/** Senders and subjects are sealed: a search opens the newest ones. */
const SEARCHED = 500;

@ApiTags('messages')
@ApiBearerAuth()
@Controller('api/messages')
export class MessagesController {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly jobs: Jobs,
    private readonly mail: OpenMail,
    private readonly answers: AnswerMessage,
    private readonly releases: ReleaseAnswer,
  ) {}

  /** The newest first. */
  @Get()
  @ApiQuery({ name: 'toSee', required: false, enum: ['true'] })
  @ApiQuery({ name: 'q', required: false, description: `In sender and subject of the newest ${SEARCHED}.` })
  @ApiQuery({ name: 'limit', required: false, type: Number })
  @ApiQuery({ name: 'offset', required: false, type: Number })
  @ApiOkResponse({ type: MessageList })
  async list(
    @Query('toSee') toSee?: string,
    @Query('q') typed?: string,
    @Query('limit') limit?: string,
    @Query('offset') offset?: string,
  ): Promise<MessageList> {
    const page = readPage(limit, offset);
    const where = toSee === 'true' ? { toSee: Not(IsNull()) } : {};
    const order = { receivedAt: 'DESC', id: 'ASC' } as const;
    const { manager } = this.source;
    const wanted = (typed ?? '').trim().toLowerCase();
    if (wanted === '') {
      const [rows, total] = await manager.findAndCount(Message, {
        where,
        order,
        take: page.limit,
        skip: page.offset,
      });
      return { total, rows: await this.mail.describeMessages(rows) };
    }
    const found = (await manager.find(Message, { where, order, take: SEARCHED })).filter((message) => {
      const envelope = this.mail.envelope(message);
      return [envelope?.from, envelope?.fromName, envelope?.subject].some((text) =>
        text?.toLowerCase().includes(wanted),
      );
    });
    const rows = found.slice(page.offset, page.offset + page.limit);
    return { total: found.length, rows: await this.mail.describeMessages(rows) };
  }

  @Get(':id')
  @ApiOkResponse({ type: OpenedMessage })
  async get(@Param('id', ParseUUIDPipe) id: string): Promise<OpenedMessage> {
    const message = await this.source.manager.findOneBy(Message, { id });
    if (!message) throw unknown();
    const [line] = await this.mail.describeMessages([message]);
    if (!line) throw unknown();
    const envelope = this.mail.envelope(message);
    const elsewhere = envelope?.replyTo.find((address) => address !== envelope.from);
    return {
      ...line,
      text: envelope?.text ?? null,
      files: (await this.mail.listFiles([id])).get(id) ?? [],
      authentication: message.authentication,
      replyTo: elsewhere ?? null,
      heldBack: await this.releases.findHeldBack(this.source.manager, id),
    };
  }

  @Post(':id/seen')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'It no longer waits for a person.' })
  async see(@Param('id', ParseUUIDPipe) id: string): Promise<void> {
    const { affected } = await this.source.manager.update(
      Message,
      { id },
      { toSee: null, updatedAt: new Date() },
    );
    if (affected === 0) throw unknown();
  }

  @Post(':id/answer')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'A letter with these words goes in the thread of the message.' })
  async answer(
    @Param('id', ParseUUIDPipe) id: string,
    @Body(new BodyPipe(messageAnswerBody)) { text }: MessageAnswerBody,
    @Caller() actor: Actor,
  ): Promise<void> {
    await this.answers.answer(id, text, actor);
  }

  @Post(':id/release')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'The letter that was held back is written.' })
  async release(
    @Param('id', ParseUUIDPipe) id: string,
    @Body(new BodyPipe(releaseAnswerBody)) { to }: ReleaseAnswerBody,
    @Caller() actor: Actor,
  ): Promise<void> {
    await this.releases.release(id, to, actor);
  }

  @Post(':id/retry')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'Its job waits again.' })
  async retry(@Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.transactions.run(async (manager) => {
      const message = await manager.findOneBy(Message, { id });
      if (!message) throw unknown();
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

function unknown(): Problem {
  return new Problem('message_unknown', 'notFound', 'There is no such message.');
}
