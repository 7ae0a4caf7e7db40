/**
 * Step 1, receive: tells the study lead by e-mail that the mailbox is no longer watched (a password that has died is silent
 * otherwise), once a day while it lasts, and when it is over. Any process that can send looks; one at a time speaks.
 */
import { randomUUID } from 'node:crypto';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { type Logger } from 'pino';
import { type Config } from '../config/config.js';
import { CLOCK, CONFIG, LOG, MAILER, STUDY } from '../config/tokens.js';
import { type MailboxTrouble, nameTrouble, writeAlarm } from '../core/letter/write-alarm.js';
import { findMailboxTrouble } from '../core/mailbox-trouble.js';
import { type Study } from '../core/study/study.js';
import { Alarm, MailboxFolder } from '../database/entities/index.js';
import { lockInTransaction } from '../database/repositories/locks.js';
import { type EntityManager, Not } from '../database/orm.js';
import { Transactions } from '../database/transactions.js';
import { composeMail } from '../external/compose-mail.js';
import { type Mailer, SendFault } from '../external/smtp.js';

const LOOK_EVERY_MS = 60_000;
/** A server that restarts is no news. */
const PATIENCE_MS = 10 * 60_000;
const AGAIN_AFTER_MS = 24 * 60 * 60_000;

@Injectable()
export class RaiseAlarms implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly transactions: Transactions,
    @Inject(MAILER) private readonly mailer: Mailer,
    @Inject(STUDY) private readonly study: Study,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.leadEmail === undefined || this.config.smtpUrl === undefined) return;
    this.timer = setInterval(() => {
      this.running = this.look();
    }, LOOK_EVERY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** What cannot be told now is told at the next look. */
  async look(): Promise<void> {
    try {
      await this.transactions.run(async (manager) => {
        await lockInTransaction(manager, 'alarms');
        for (const folder of await manager.findBy(MailboxFolder, { state: Not('left') }))
          await this.lookAt(manager, folder);
      });
    } catch (error) {
      const code = error instanceof SendFault ? error.code : 'fault';
      this.log.warn({ code }, 'the study lead could not be told of the mailbox’s trouble');
    }
  }

  private async lookAt(manager: EntityManager, folder: MailboxFolder): Promise<void> {
    const now = this.now();
    const place = { mailbox: folder.mailbox, folder: folder.folder };
    const known = await manager.findOneBy(Alarm, place);
    const code = findMailboxTrouble(folder, now);
    const trouble = nameTrouble(code);
    if (trouble === null) {
      // A service that starts has not yet said how it fares.
      if (!known || code !== null) return;
      await manager.delete(Alarm, place);
      if (known.toldAt) await this.tell(folder, null, known.since);
      return;
    }
    const since = known?.since ?? now;
    const toldAt = known?.toldAt ?? null;
    await manager.upsert(Alarm, { ...place, trouble, since, toldAt }, ['mailbox', 'folder']);
    const isDue = toldAt
      ? now.getTime() - toldAt.getTime() >= AGAIN_AFTER_MS
      : now.getTime() - since.getTime() >= PATIENCE_MS;
    if (!isDue) return;
    await manager.update(Alarm, place, { toldAt: now });
    await this.tell(folder, trouble, since);
  }

  private async tell(folder: MailboxFolder, trouble: MailboxTrouble | null, since: Date): Promise<void> {
    const { leadEmail = '', mailFrom = '', timeZone } = this.config;
    const from = /<([^>]+)>/.exec(mailFrom)?.[1] ?? mailFrom;
    const when = new Intl.DateTimeFormat('fr-FR', { timeZone, dateStyle: 'short', timeStyle: 'short' });
    const { subject, text } = writeAlarm({
      study: this.study.prefix,
      folder: folder.folder,
      trouble,
      since: when.format(since),
    });
    const raw = await composeMail({
      from: mailFrom,
      to: leadEmail,
      subject,
      text,
      messageId: `<alarm.${randomUUID()}@${from.split('@')[1] ?? ''}>`,
      date: this.now(),
      autoSubmitted: 'auto-generated',
      language: 'fr',
    });
    await this.mailer.send({ envelope: { from, to: [leadEmail] }, raw });
    this.log.warn({ folder: folder.folder, trouble }, 'the study lead was told of the mailbox');
  }
}
