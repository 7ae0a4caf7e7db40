/** Settings that the lead makes, as they are now. */
import { type EntityManager } from 'typeorm';
import {
  type ReminderSettings,
  reminderSettings,
  USUAL_REMINDERS,
} from '../../core/letter/plan-reminders.js';
import { Setting } from '../entities/index.js';

const REMINDERS = 'reminders';

export async function getReminderSettings(manager: EntityManager): Promise<ReminderSettings> {
  const row = await manager.findOneBy(Setting, { name: REMINDERS });
  return row ? reminderSettings.parse(row.value) : USUAL_REMINDERS;
}

export async function saveReminderSettings(
  manager: EntityManager,
  value: ReminderSettings,
  by: { readonly actor: string; readonly at: Date },
): Promise<void> {
  await manager.upsert(Setting, { name: REMINDERS, value, changedBy: by.actor, changedAt: by.at }, ['name']);
}
