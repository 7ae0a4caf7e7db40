/** Step 3: a notice of absence: the reminders of whoever is away wait until after the return. */
import { Inject, Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { type Config } from '../config/config.js';
import { CLOCK, CONFIG } from '../config/tokens.js';
import { nextSendingTime } from '../core/letter/sending-times.js';
import { readAway } from '../core/reply/reads-away.js';
import { Case, Contact, type Message } from '../database/entities/index.js';
import { type EntityManager } from '../database/orm.js';
import { type Envelope } from '../external/sealed-envelope.js';

/** An absence that is longer is a mistake of reading, or somebody who has left: the usual reminders go. */
const MOST_DAYS = 120;

@Injectable()
export class HeedAbsence {
  constructor(
    @Inject(CLOCK) private readonly now: () => Date,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Whether it is such a notice. @param threadCaseIds the cases of its thread; without any, all drafts of the sender wait */
  async heed(
    manager: EntityManager,
    message: Message,
    envelope: Envelope,
    threadCaseIds: readonly string[],
  ): Promise<boolean> {
    const zone = this.config.timeZone;
    const today = DateTime.fromJSDate(this.now(), { zone });
    const absence = readAway(envelope, today.toFormat('yyyy-MM-dd'));
    if (!absence) return false;
    const back = absence.until === null ? null : DateTime.fromISO(absence.until, { zone }).plus({ days: 1 });
    if (!back || back.diff(today, 'days').days > MOST_DAYS) return true;
    const caseIds = threadCaseIds.length === 0 ? await this.findDrafts(manager, message) : threadCaseIds;
    const at = nextSendingTime(back.set({ hour: 9 }).toJSDate(), zone);
    await manager.query(
      `update reminders set due_at = $2, moved_because = 'away' where case_id = any($1) and state = 'planned' and step > 0 and due_at < $2`,
      [caseIds, at],
    );
    return true;
  }

  private async findDrafts(manager: EntityManager, { senderDigest }: Message): Promise<string[]> {
    const contact = senderDigest && (await manager.findOneBy(Contact, { addressDigest: senderDigest }));
    if (!contact) return [];
    const drafts = await manager.findBy(Case, { contactId: contact.id, state: 'draft' });
    return drafts.map(({ id }) => id);
  }
}
