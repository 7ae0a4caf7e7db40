/** Between the plan and the service: writes each mail when its time has come, and keeps every letter with the moment at which it arrived. */
import { complete } from '../../scripts/demo/fillings.mjs';
import { type Study } from '../../src/core/study/study.js';
import { deliveryReport } from '../builders/delivery-report.js';
import { writeMail } from '../builders/mail.js';
import { openSheetPress, type SheetPress } from '../builders/sheets.js';
import { type SmtpSink } from '../fakes/smtp-sink.js';
import { scanPages } from '../sheets/scan-routes.js';
import { ALL, type PlannedMail, type PlannedSheet, VALUES } from './plan.js';

export interface Arrived {
  readonly at: Date;
  readonly to: string;
  readonly mailId: string;
  /** Message-ID of the mail or letter that it follows. */
  readonly inReplyTo: string;
  readonly subject: string;
}

export class PostOffice {
  readonly arrived: Arrived[] = [];
  readonly #sent = new Map<string, Buffer>();

  private constructor(
    private readonly smtp: SmtpSink,
    private readonly press: SheetPress,
  ) {}

  static async open(smtp: SmtpSink, study: Study): Promise<PostOffice> {
    return new PostOffice(smtp, await openSheetPress(study, 'fr', complete));
  }

  /** Message-ID of a planned mail. */
  static idOf({ key, from }: Pick<PlannedMail, 'key' | 'from'>): string {
    return `<${key}@${from.slice(from.indexOf('@') + 1)}>`;
  }

  /** What the server has taken since, as arrived now. */
  collect(now: Date): void {
    for (const { to, raw } of this.smtp.messages.slice(this.arrived.length)) {
      const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
      const header = (name: string): string => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? '';
      this.arrived.push({
        at: now,
        to: to.join(),
        mailId: header('Message-ID'),
        inReplyTo: header('In-Reply-To'),
        subject: header('Subject'),
      });
    }
  }

  async write(mail: PlannedMail): Promise<Buffer> {
    const raw = await this.compose(mail);
    this.#sent.set(mail.key, raw);
    return raw;
  }

  private async compose({ from, key, body }: PlannedMail): Promise<Buffer> {
    const fields = { from, messageId: PostOffice.idOf({ key, from }) };
    switch (body.kind) {
      case 'sheet':
        return writeMail({ ...fields, headers: body.headers ?? {}, files: [await this.fill(body.sheet)] });
      case 'photographs': {
        const { bytes } = await this.fill(body.sheet);
        const pages = await scanPages(bytes, { dpi: 150, quality: 70 }, 'jpg');
        const files = pages.map((page, at) => ({ name: `IMG_${at}.jpg`, bytes: page, type: 'image/jpeg' }));
        return writeMail({ ...fields, files });
      }
      case 'fresh':
        return writeMail({ ...fields, subject: body.subject, text: body.text, headers: body.headers ?? {} });
      case 'words': {
        const { answers, text, sheet, headers = {} } = body;
        const letter = answers === 'newest' ? this.newest(from) : this.answerTo(from, answers.key);
        return writeMail({
          ...fields,
          subject: `Re: ${letter.subject}`,
          inReplyTo: letter.mailId,
          references: [letter.inReplyTo, letter.mailId].join(' ').trim(),
          text,
          headers,
          files: sheet ? [await this.fill(sheet)] : [],
        });
      }
      case 'report':
        return Buffer.from(
          deliveryReport({
            recipient: body.of,
            mailId: this.newest(body.of).mailId,
            messageId: fields.messageId,
          }),
        );
      case 'again': {
        const first = this.#sent.get(body.key);
        if (!first) throw new Error(`${body.key} was not sent`);
        if (body.as === 'same mail')
          return Buffer.concat([Buffer.from('X-Relay: mx2.relais.test\r\n'), first]);
        const id = PostOffice.idOf({ key: body.key, from });
        return Buffer.from(first.toString('latin1').replace(id, fields.messageId), 'latin1');
      }
    }
  }

  private async fill({
    code,
    hospital,
    without,
  }: PlannedSheet): Promise<{ name: string; bytes: Uint8Array }> {
    const answers = ALL.map((name): [string, string] => [
      name,
      without.includes(name) ? '' : String(VALUES[name]),
    ]);
    const texts = { ...Object.fromEntries(answers), 'patient.code': code, 'centre.hospital': hospital };
    return { name: 'fiche.pdf', bytes: await this.press(texts) };
  }

  private newest(to: string): Arrived {
    const letter = this.arrived.findLast((one) => one.to === to);
    if (!letter) throw new Error(`${to} has no letter`);
    return letter;
  }

  private answerTo(from: string, key: string): Arrived {
    const id = PostOffice.idOf({ key, from });
    const letter = this.arrived.find(({ inReplyTo }) => inReplyTo === id);
    if (!letter) throw new Error(`${key} was not answered`);
    return letter;
  }
}
