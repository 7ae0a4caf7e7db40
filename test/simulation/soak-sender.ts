/** One sender of the soak: gathers what is sent, each message with an id of its own. */
import { deliveryReport } from '../builders/delivery-report.js';
import { type MailFields, writeMail } from '../builders/mail.js';
import { type SheetPress } from '../builders/sheets.js';

export interface SoakMail {
  readonly from: string;
  readonly round: 1 | 2;
  /** Its own, with brackets; a message delivered twice has it twice. */
  readonly messageId: string;
  /** What stands for it in the end state, where another message of the sender may end as this one would: only one of the two is answered. */
  readonly twin?: string;
  /** Those with the same number stay in this order. */
  readonly chain?: number;
  /** @param letterOf the Message-ID of the letter that answered a message of round 1 */
  readonly write: (letterOf: (messageId: string) => string) => Promise<Buffer>;
}
export type Texts = Readonly<Record<string, string>>;
export interface SendOptions {
  /** Of a message that came before. */
  readonly id?: string;
  readonly chain?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export class SoakSender {
  readonly mails: SoakMail[] = [];
  readonly from: string;

  constructor(
    private readonly kind: string,
    private readonly number: number,
    private readonly press: SheetPress,
  ) {
    this.from = `${kind}-${number}@${this.domain}`;
  }

  /** The message's id. */
  send(fields: MailFields, { id = this.nextId(), chain, headers = {} }: SendOptions = {}): string {
    const { from } = this;
    const write = (): Promise<Buffer> =>
      writeMail({ files: [], ...fields, from, messageId: id, headers: { ...headers } });
    this.mails.push({ from, round: 1, messageId: id, write, ...(chain !== undefined && { chain }) });
    return id;
  }

  async sheet(texts: Texts, options: SendOptions = {}): Promise<string> {
    const plain = { 'patient.age': '52', 'dara.dose': '16', 'patient.weight': '61,5' };
    const bytes = await this.press({ ...plain, 'patient.code': `SOAK-${this.number}`, ...texts });
    return this.send({ files: [{ name: 'fiche.pdf', bytes }] }, options);
  }

  /** As it is, in round 1. */
  raw(write: (messageId: string) => string): void {
    const messageId = this.nextId();
    const bytes = Buffer.from(write(messageId), 'latin1');
    this.mails.push({ from: this.from, round: 1, messageId, write: () => Promise.resolve(bytes) });
  }

  /** In round 2, to the letter that answered a message of round 1. */
  reply(to: string, ...texts: readonly string[]): void {
    const { from } = this;
    const fields = { from, subject: 'Re: Fiche de recueil', files: [] };
    for (const text of texts) {
      const messageId = this.nextId();
      const write: SoakMail['write'] = (letterOf) =>
        writeMail({ ...fields, messageId, text, inReplyTo: letterOf(to) });
      this.mails.push({ from, round: 2, messageId, write });
    }
  }

  /** Questions in the same thread, of which one is acknowledged and both are read by a person. */
  ask(to: string, ...questions: readonly string[]): void {
    const first = this.mails.length;
    this.reply(to, ...questions);
    for (const mail of this.mails.splice(first)) this.mails.push({ ...mail, twin: `question to ${to}` });
  }

  /** In round 2 that letter comes back. */
  bounce(of: string): void {
    const { from: recipient } = this;
    const messageId = this.nextId();
    const write: SoakMail['write'] = (letterOf) =>
      Promise.resolve(Buffer.from(deliveryReport({ recipient, mailId: letterOf(of), messageId })));
    this.mails.push({ from: recipient, round: 2, messageId, write });
  }

  private get domain(): string {
    return `ch-${this.number % 50}.test`;
  }
  private nextId(): string {
    return `<${this.kind}.${this.number}.${this.mails.length + 1}@${this.domain}>`;
  }
}
