/**
 * Step 1, receive: watches the configured folders, in one process at a time (an advisory lock of the database). A process
 * that does not hold the lock waits for it, and takes over when its holder dies.
 */
import { setTimeout as delay } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type BeforeApplicationShutdown,
} from '@nestjs/common';
import { type Logger } from 'pino';
import { DataSource } from '../database/orm.js';
import { type Config } from '../config/config.js';
import { readMailTls } from '../config/mail-tls.js';
import { CONFIG, LOG } from '../config/tokens.js';
import { type HeldLock, tryHoldLock } from '../database/repositories/locks.js';
import { openTokenSource } from '../external/oauth-token.js';
import { openMailbox } from '../external/imap-mailbox.js';
import { nameMailbox } from '../external/mailbox.js';
import { MailboxWatcher } from './mailbox-watcher.js';
import { PostgresLedger } from './postgres-ledger.js';

const LOCK_RETRY_MS = 5_000;

@Injectable()
export class WatchMailbox implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly source: DataSource,
    private readonly ledger: PostgresLedger,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const { imapUrl } = this.config;
    this.running = imapUrl === undefined ? this.watchNone() : this.run(imapUrl);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Messages come as files; a mailbox that was watched before is nobody's trouble any more. */
  private async watchNone(): Promise<void> {
    this.log.info('no mailbox is watched: IMAP_URL is not set');
    await this.ledger.leaveOthers('', []).catch(() => {
      this.log.warn('folders that are no longer watched could not be put aside');
    });
  }

  private async run(url: string): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const lock = await tryHoldLock(this.source, 'mailbox').catch(() => null);
      if (lock) await this.watch(url, lock);
      await delay(LOCK_RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Until the lock is lost or the process stops. */
  private async watch(url: string, lock: HeldLock): Promise<void> {
    const watchers: MailboxWatcher[] = [];
    try {
      const tls = await readMailTls(this.config);
      const { oauth, mailInsecure: insecure } = this.config;
      const accessToken = oauth && openTokenSource(oauth);
      await this.ledger.leaveOthers(nameMailbox(url), this.config.imapFolders).catch(() => {
        this.log.warn('folders that are no longer watched could not be put aside');
      });
      for (const folder of this.config.imapFolders) {
        const watcher = new MailboxWatcher({
          open: () => openMailbox({ url, folder, tls, insecure, accessToken, log: this.log }),
          ledger: this.ledger,
          mailbox: nameMailbox(url),
          folder,
          log: this.log,
          after: this.config.mailboxAfter,
          since: this.config.mailboxSince,
          maxBytes: this.config.mailMaxBytes,
        });
        watchers.push(watcher);
        watcher.start();
      }
      this.log.info({ count: watchers.length }, 'watching the mailbox');
      const stopped = new Promise<void>((resolve) => {
        this.stopping.signal.addEventListener('abort', () => resolve(), { once: true });
        if (this.stopping.signal.aborted) resolve();
      });
      await Promise.race([lock.lost, stopped]);
    } finally {
      await Promise.all(watchers.map((watcher) => watcher.stop()));
      await lock.release();
    }
  }
}
