/** /api/letters: what went out and what waits; held, let go, or sent once more. */
import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiQuery, ApiTags } from '@nestjs/swagger';
import { type LetterAction, LETTER_STATES } from '../core/letter/letter-state.js';
import { Problem } from '../core/problem.js';
import { Letter } from '../database/entities/index.js';
import { DataSource, In } from '../database/orm.js';
import { findSharedLetters } from '../database/repositories/threads.js';
import { ActOnLetter } from './act-on-letter.js';
import { getCase } from './get-case.js';
import { LetterList, OpenedLetter } from './mail-views.js';
import { OpenMail } from './open-mail.js';
import { readPage } from './read-page.js';

@ApiTags('letters')
@ApiBearerAuth()
@Controller('api/letters')
export class LettersController {
  constructor(
    private readonly source: DataSource,
    private readonly mail: OpenMail,
    private readonly acts: ActOnLetter,
  ) {}

  /** The newest first. */
  @Get()
  @ApiQuery({ name: 'state', required: false, enum: LETTER_STATES })
  @ApiQuery({ name: 'reference', required: false })
  @ApiQuery({ name: 'limit', required: false, type: Number })
  @ApiQuery({ name: 'offset', required: false, type: Number })
  @ApiOkResponse({ type: LetterList })
  async list(
    @Query('state') typedState?: string,
    @Query('reference') typed?: string,
    @Query('limit') limit?: string,
    @Query('offset') offset?: string,
  ): Promise<LetterList> {
    const { manager } = this.source;
    const state = LETTER_STATES.find((one) => one === typedState);
    if (typedState !== undefined && !state)
      throw new Problem('letter_state_unknown', 'invalid', 'No letter has such a state.');
    const found = typed === undefined ? null : await getCase(manager, typed);
    const page = readPage(limit, offset);
    const ofState = { ...(state && { state }) };
    const [rows, total] = await manager.findAndCount(Letter, {
      where: found
        ? [
            { ...ofState, caseId: found.id },
            { ...ofState, id: In(await findSharedLetters(manager, found.id)) },
          ]
        : ofState,
      order: { createdAt: 'DESC', id: 'ASC' },
      take: page.limit,
      skip: page.offset,
    });
    return { total, rows: await this.mail.describeLetters(rows) };
  }

  @Get(':id')
  @ApiOkResponse({ type: OpenedLetter })
  async get(@Param('id', ParseUUIDPipe) id: string): Promise<OpenedLetter> {
    const letter = await this.source.manager.findOneBy(Letter, { id });
    const [line] = letter ? await this.mail.describeLetters([letter]) : [];
    if (!letter || !line) throw new Problem('letter_unknown', 'notFound', 'There is no such letter.');
    return { ...line, text: this.mail.letter(letter)?.text ?? null };
  }

  @Post(':id/hold')
  @HttpCode(200)
  @ApiOkResponse({ type: OpenedLetter })
  hold(@Param('id', ParseUUIDPipe) id: string): Promise<OpenedLetter> {
    return this.act(id, 'hold');
  }

  @Post(':id/release')
  @HttpCode(200)
  @ApiOkResponse({ type: OpenedLetter })
  release(@Param('id', ParseUUIDPipe) id: string): Promise<OpenedLetter> {
    return this.act(id, 'release');
  }

  @Post(':id/send-now')
  @HttpCode(200)
  @ApiOkResponse({
    type: OpenedLetter,
    description: 'The letter that goes: another one where the first may have gone.',
  })
  sendNow(@Param('id', ParseUUIDPipe) id: string): Promise<OpenedLetter> {
    return this.act(id, 'send_now');
  }

  private async act(id: string, action: LetterAction): Promise<OpenedLetter> {
    return this.get(await this.acts.act(id, action));
  }
}
