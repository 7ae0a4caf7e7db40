/** Letters that came back: for good, or to be tried again at a later hour as another letter in their place. */
import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** @param when of a letter that changes, for which the reminders that it concerns end */
const trigger = (when: string): string => `
  drop trigger letters_reminders on letters;
  create trigger letters_reminders after update of state on letters
    for each row when (${when}) execute function stop_reminders_of_letter();`;

export class Bounces1764000000012 implements MigrationInterface {
  name = 'Bounces1764000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table letters
        add column bounce text check (bounce in ('hard', 'soft', 'retried')),
        add column bounce_reason text,
        add column not_before timestamptz,
        add check (bounce is null or state = 'bounced');
      ${trigger(`new.state = 'bounced' and new.bounce is distinct from 'retried'`)}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${trigger(`new.state = 'bounced'`)}
      alter table letters drop column bounce, drop column bounce_reason, drop column not_before;
    `);
  }
}
