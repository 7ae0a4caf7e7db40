/**
 * A call whose hour has come → one letter with the blank sheets. Whether it goes is decided anew: who has answered, declined or said STOP
 * meanwhile is left alone. The letter and the call's end are one transaction: it goes once.
 */
import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { bareAddress } from '../config/bare-address.js';
import { type Config } from '../config/config.js';
import { BLANKS, CLOCK, CONFIG, STUDY, VAULT } from '../config/tokens.js';
import { tellState } from '../core/call/plan-calls.js';
import { nextSendingTime } from '../core/letter/sending-times.js';
import { makeCallToken, writeMessageId, writePlusAddress } from '../core/letter/thread-token.js';
import { writeCall } from '../core/letter/write-call.js';
import { type Study } from '../core/study/study.js';
import { Call, Content, Letter } from '../database/entities/index.js';
import { type EntityManager } from '../database/orm.js';
import { type ListedStanding, listStandings } from '../database/repositories/standings.js';
import { Transactions } from '../database/transactions.js';
import { digestAddress } from '../external/address-digest.js';
import { type Blanks } from '../external/blanks.js';
import { composeMail } from '../external/compose-mail.js';
import { sealContent } from '../external/sealed-content.js';
import { sealLetter } from '../external/sealed-letter.js';
import { threadSign } from '../external/thread-sign.js';
import { type Vault } from '../external/vault.js';
import { Jobs } from '../jobs/jobs.js';

@Injectable()
export class SendCall {
  constructor(
    private readonly transactions: Transactions,
    private readonly jobs: Jobs,
    @Inject(BLANKS) private readonly blanks: Blanks,
    @Inject(STUDY) private readonly study: Study,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CLOCK) private readonly now: () => Date,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Safe to run again: what has gone or was dropped is left alone. */
  async send(callId: string): Promise<void> {
    await this.transactions.run(async (manager) => {
      const call = await manager.findOneOrFail(Call, {
        where: { id: callId },
        lock: { mode: 'pessimistic_write' },
      });
      if (call.state !== 'planned') return;
      const now = this.now();
      // The service may have been away at the hour that was planned.
      const at = nextSendingTime(now, this.config.timeZone);
      if (at > now) {
        await manager.update(Call, callId, { dueAt: at });
        return;
      }
      const [standing] = await listStandings(manager, call.contactId);
      if (!standing) throw new Error('a call to nobody');
      const drop = (whyDropped: string) => manager.update(Call, callId, { state: 'dropped', whyDropped });
      const state = tellState(standing);
      if (state !== 'planned') await drop(state);
      else if (!writeCall(this.study, standing.language)) await drop('no_call');
      else {
        const letterId = await this.write(manager, call, standing);
        await manager.update(Call, callId, { state: 'sent', letterId });
        await this.jobs.add('send', { letterId });
      }
    });
  }

  private async write(manager: EntityManager, call: Call, standing: ListedStanding): Promise<string> {
    const id = randomUUID();
    const { language, contactId, sealedAddress } = standing;
    const words = writeCall(this.study, language, call.round);
    if (!words) throw new Error('a call without words');
    const to = this.vault.openText(sealedAddress, `contacts.sealed_address:${contactId}`);
    const from = this.config.mailFrom ?? this.study.contact.email;
    const address = bareAddress(from);
    const token = makeCallToken(call.id, threadSign(this.vault));
    const mailId = writeMessageId(token, id, address.slice(address.lastIndexOf('@') + 1));
    const answersTo = writePlusAddress(address, token);
    const blanks = await this.blanks(language);
    const raw = await composeMail({
      ...{ from, to, replyTo: answersTo, ...words, messageId: mailId, date: this.now(), thread: token },
      unsubscribe: { address: answersTo, subject: 'STOP' },
      autoSubmitted: 'auto-generated',
      language,
      attachments: blanks.map(({ name, type, bytes }) => ({ name, type, bytes: Buffer.from(bytes) })),
    });
    const content = sealContent(this.vault, raw);
    await manager.insert(Content, { ...content, createdAt: this.now() });
    await manager.insert(Letter, {
      ...{ id, outcomeId: null, caseId: null, messageId: null, kind: 'call', state: 'waiting', mailId },
      recipientDigest: digestAddress(this.vault, to),
      sealed: sealLetter(this.vault, id, {
        envelope: { from: address, to: [to] },
        subject: words.subject,
        text: words.text,
      }),
      contentId: content.id,
      attempts: 0,
      createdAt: this.now(),
    });
    return id;
  }
}
