/** GET /api/cases/:reference/thread: what was written about a case, in the order of time; what is to come last. */
import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { isFromClinician } from '../core/case/upload-origin.js';
import { Dispatch, Letter, Message, Outcome, Reading, Reminder } from '../database/entities/index.js';
import { DataSource, In } from '../database/orm.js';
import { findSharedLetters } from '../database/repositories/threads.js';
import { VAULT } from '../config/tokens.js';
import { openDispatch } from '../external/sealed-dispatch.js';
import { type Vault } from '../external/vault.js';
import { getCase } from './get-case.js';
import { ThreadEntry } from './mail-views.js';
import { OpenMail } from './open-mail.js';
import { PreviewReminder } from './preview-reminder.js';

@ApiTags('messages')
@ApiBearerAuth()
@Controller('api/cases/:reference/thread')
export class ThreadController {
  constructor(
    private readonly source: DataSource,
    private readonly mail: OpenMail,
    private readonly previews: PreviewReminder,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  @Get()
  @ApiOkResponse({ type: [ThreadEntry] })
  async list(@Param('reference') reference: string): Promise<ThreadEntry[]> {
    const { manager } = this.source;
    const { id: caseId } = await getCase(manager, reference);
    const shared = await findSharedLetters(manager, caseId);
    const letters = await manager.findBy(Letter, [{ caseId }, { id: In(shared) }]);
    const ids = new Set([
      ...(await manager.findBy(Outcome, { caseId })).map(({ messageId }) => messageId),
      ...(await manager.findBy(Reading, { caseId })).map(({ messageId }) => messageId),
    ]);
    const messages = await manager.findBy(Message, { id: In([...ids]) });
    const files = await this.mail.listFiles([...ids]);
    const reminders = await manager.findBy(Reminder, { caseId, state: In(['planned', 'held']) });
    const dispatches = await manager.findBy(Dispatch, { letterId: In(letters.map(({ id }) => id)) });
    const writers = new Map(
      dispatches.flatMap(({ id, letterId, sealed, kind }) =>
        kind === 'code' ? [] : [[letterId, openDispatch(this.vault, id, sealed).askedBy.name]],
      ),
    );
    const entries = [
      ...messages.map((message): ThreadEntry => {
        const envelope = this.mail.envelope(message);
        return {
          kind: 'message',
          id: message.id,
          at: message.receivedAt.toISOString(),
          title: envelope?.subject ?? null,
          from: isFromClinician(message.origin) ? (envelope?.from ?? null) : message.origin,
          to: null,
          state: message.state,
          text: envelope?.text ?? null,
          files: files.get(message.id) ?? [],
        };
      }),
      ...letters.map((letter): ThreadEntry => {
        const opened = this.mail.letter(letter);
        return {
          kind: 'letter',
          id: letter.id,
          at: (letter.sentAt ?? letter.createdAt).toISOString(),
          title: opened?.subject ?? null,
          // Whose own words it brings.
          from: writers.get(letter.id) ?? null,
          to: opened?.envelope.to[0] ?? null,
          state: letter.state,
          text: opened?.text ?? null,
          files: [],
        };
      }),
    ].sort((one, other) => one.at.localeCompare(other.at));
    const toCome = (await this.previews.describe(manager, reminders)).map(
      ({ id, dueAt, state, preview }): ThreadEntry => ({
        kind: 'reminder',
        id,
        at: dueAt,
        title: preview?.subject ?? null,
        from: null,
        to: null,
        state,
        text: preview?.text ?? null,
        files: [],
      }),
    );
    return [...entries, ...toCome.sort((one, other) => one.at.localeCompare(other.at))];
  }
}
