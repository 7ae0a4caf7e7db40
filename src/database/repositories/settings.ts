/** Settings that the lead makes, as they are now. */
import { type EntityManager } from 'typeorm';
import { type ReminderSettings, reminderSettings } from '../../core/letter/plan-reminders.js';
import { type Study } from '../../core/study/study.js';
import { Setting } from '../entities/index.js';

const REMINDERS = 'reminders';

/** The study's own delays where nobody has set others. */
export async function getReminderSettings(manager: EntityManager, study: Study): Promise<ReminderSettings> {
  const row = await manager.findOneBy(Setting, { name: REMINDERS });
  return row ? reminderSettings.parse(row.value) : { enabled: true, days: [...study.reminders.afterDays] };
}

export async function saveReminderSettings(
  manager: EntityManager,
  value: ReminderSettings,
  by: { readonly actor: string; readonly at: Date },
): Promise<void> {
  await manager.upsert(Setting, { name: REMINDERS, value, changedBy: by.actor, changedAt: by.at }, ['name']);
}
