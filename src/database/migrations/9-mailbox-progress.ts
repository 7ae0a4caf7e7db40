/** How far a backlog has come, and which folders there are where the one asked for is not. */
import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class MailboxProgress1764000000008 implements MigrationInterface {
  name = 'MailboxProgress1764000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table mailbox_folders
        add column backlog_done integer,
        add column backlog_of integer,
        add column folders text[];
      create index mailbox_entries_message on mailbox_entries (message_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index mailbox_entries_message;
      alter table mailbox_folders drop column folders, drop column backlog_of, drop column backlog_done;
    `);
  }
}
