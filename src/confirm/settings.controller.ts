/** /api/settings: what the lead sets for the study. */
import { Body, Controller, Get, Inject, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CLOCK, STUDY } from '../config/tokens.js';
import { reminderSettings } from '../core/letter/plan-reminders.js';
import { type Study } from '../core/study/study.js';
import { Problem } from '../core/problem.js';
import { DataSource } from '../database/orm.js';
import { getReminderSettings, saveReminderSettings } from '../database/repositories/settings.js';
import { type Actor, AtLeast, Caller, nameActor } from '../http/access.js';
import { ReminderSettingsView } from './mail-views.js';

@ApiTags('settings')
@ApiBearerAuth()
@Controller('api/settings')
export class SettingsController {
  constructor(
    private readonly source: DataSource,
    @Inject(STUDY) private readonly study: Study,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  @Get('reminders')
  @ApiOkResponse({ type: ReminderSettingsView })
  reminders(): Promise<ReminderSettingsView> {
    return getReminderSettings(this.source.manager, this.study);
  }

  /** Of letters that ask from now on; what is planned stays planned, unless reminders are switched off. */
  @Put('reminders')
  @AtLeast('lead')
  @ApiOkResponse({ type: ReminderSettingsView })
  async setReminders(
    @Body() body: ReminderSettingsView,
    @Caller() actor: Actor,
  ): Promise<ReminderSettingsView> {
    const read = reminderSettings.safeParse(body);
    if (!read.success)
      throw new Problem('settings', 'invalid', 'One to five growing delays, in days, from 1 to 365.');
    await saveReminderSettings(this.source.manager, read.data, { actor: nameActor(actor), at: this.now() });
    return read.data;
  }
}
