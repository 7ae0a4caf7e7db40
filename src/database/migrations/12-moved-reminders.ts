/** Why a reminder goes at another hour than was planned, for whoever asks what goes when, and why. */
import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class MovedReminders1764000000011 implements MigrationInterface {
  name = 'MovedReminders1764000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table reminders add column moved_because text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table reminders drop column moved_because');
  }
}
