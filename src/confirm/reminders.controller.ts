/** /api/reminders: letters to come; each can be seen before it goes, held, let go, sent now, or stopped for the case. */
import { REMINDER_STATES, type ReminderState } from '../core/letter/plan-reminders.js';
import { randomUUID } from 'node:crypto';
import { Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiQuery, ApiTags } from '@nestjs/swagger';
import { CLOCK } from '../config/tokens.js';
import { Problem } from '../core/problem.js';
import { Case, Reminder } from '../database/entities/index.js';
import { DataSource, type EntityManager } from '../database/orm.js';
import { stopReminders } from '../database/repositories/reminders.js';
import { Transactions } from '../database/transactions.js';
import { Jobs } from '../jobs/jobs.js';
import { ReminderView } from './mail-views.js';
import { PreviewReminder } from './preview-reminder.js';
import { getCase } from './get-case.js';

const MOST = 200;

@ApiTags('reminders')
@ApiBearerAuth()
@Controller('api')
export class RemindersController {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly jobs: Jobs,
    private readonly previews: PreviewReminder,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  /** The next to go first. */
  @Get('reminders')
  @ApiQuery({ name: 'state', required: false, enum: REMINDER_STATES })
  @ApiQuery({ name: 'reference', required: false })
  @ApiOkResponse({ type: [ReminderView] })
  async list(
    @Query('state') typed?: string,
    @Query('reference') reference?: string,
  ): Promise<ReminderView[]> {
    const { manager } = this.source;
    const state = REMINDER_STATES.find((one) => one === typed);
    if (typed !== undefined && !state)
      throw new Problem('reminder_state', 'invalid', 'No reminder has such a state.');
    const found = reference === undefined ? null : await getCase(manager, reference);
    const rows = await manager.find(Reminder, {
      where: { ...(state && { state }), ...(found && { caseId: found.id }) },
      order: { dueAt: 'ASC', id: 'ASC' },
      take: MOST,
    });
    return this.previews.describe(manager, rows);
  }

  @Get('reminders/:id')
  @ApiOkResponse({ type: ReminderView })
  async get(@Param('id', ParseUUIDPipe) id: string): Promise<ReminderView> {
    const { manager } = this.source;
    const found = await manager.findOneBy(Reminder, { id });
    const [view] = found ? await this.previews.describe(manager, [found]) : [];
    if (!view) throw new Problem('reminder_unknown', 'notFound', 'There is no such reminder.');
    return view;
  }

  @Post('reminders/:id/hold')
  @HttpCode(200)
  @ApiOkResponse({ type: ReminderView })
  hold(@Param('id', ParseUUIDPipe) id: string): Promise<ReminderView> {
    return this.change(id, ['planned'], () => ({ state: 'held' }));
  }

  @Post('reminders/:id/release')
  @HttpCode(200)
  @ApiOkResponse({ type: ReminderView })
  release(@Param('id', ParseUUIDPipe) id: string): Promise<ReminderView> {
    return this.change(id, ['held'], () => ({ state: 'planned' }));
  }

  @Post('reminders/:id/send-now')
  @HttpCode(200)
  @ApiOkResponse({ type: ReminderView, description: 'It goes within seconds, whatever the hour.' })
  sendNow(@Param('id', ParseUUIDPipe) id: string): Promise<ReminderView> {
    return this.change(id, ['planned', 'held'], () => ({
      state: 'planned',
      urgent: true,
      dueAt: this.now(),
    }));
  }

  @Post('cases/:reference/reminders/stop')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'None goes any more for this case.' })
  async stop(@Param('reference') reference: string): Promise<void> {
    await this.transactions.run(async (manager) => {
      const found = await getCase(manager, reference);
      await stopReminders(manager, found.id, 'investigator');
    });
  }

  @Post('cases/:reference/letters/ask')
  @HttpCode(200)
  @ApiOkResponse({
    type: ReminderView,
    description: 'One letter with what is missing and the open questions; it goes at once.',
  })
  async ask(@Param('reference') reference: string): Promise<ReminderView> {
    const id = randomUUID();
    return this.transactions.run(async (manager) => {
      const found = await getCase(manager, reference);
      if (found.state !== 'draft')
        throw new Problem('case_state', 'conflict', 'Only of a draft can anything be asked.');
      const now = this.now();
      const row = manager.create(Reminder, {
        id,
        caseId: found.id,
        askedBy: null,
        step: 0,
        dueAt: now,
        urgent: true,
        state: 'planned',
        movedBecause: null,
        stopReason: null,
        letterId: null,
        createdAt: now,
      });
      await manager.insert(Reminder, row);
      const [view] = await this.previews.describe(manager, [row]);
      if (!view?.preview)
        throw new Problem('nothing_to_ask', 'conflict', 'Nothing is missing and no question is open.');
      await this.jobs.add('remind', { reminderId: id });
      return view;
    });
  }

  private change(
    id: string,
    from: readonly ReminderState[],
    to: () => Partial<Pick<Reminder, 'state' | 'urgent' | 'dueAt'>>,
  ): Promise<ReminderView> {
    return this.transactions.run(async (manager) => {
      const reminder = await this.lock(manager, id);
      if (!from.includes(reminder.state))
        throw new Problem(
          'reminder_state',
          'conflict',
          `A reminder in state ${reminder.state} cannot be changed so.`,
        );
      Object.assign(reminder, to());
      await manager.save(reminder);
      if (reminder.state === 'planned' && reminder.dueAt <= this.now())
        await this.jobs.add('remind', { reminderId: id });
      const [view] = await this.previews.describe(manager, [reminder]);
      if (!view) throw new Error('a reminder was not described');
      return view;
    });
  }

  /** The case first, as the sender locks them. */
  private async lock(manager: EntityManager, id: string): Promise<Reminder> {
    const known = await manager.findOneBy(Reminder, { id });
    if (!known) throw new Problem('reminder_unknown', 'notFound', 'There is no such reminder.');
    await manager.findOneOrFail(Case, { where: { id: known.caseId }, lock: { mode: 'pessimistic_write' } });
    return manager.findOneOrFail(Reminder, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }
}
