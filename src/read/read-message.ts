/**
 * Step 2, read: a stored message → its envelope, its attachments and what was read on them, in one transaction with the
 * draft's job. Nothing of a message is lost: what cannot be read gives a reading that says why.
 */
import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager } from '../database/orm.js';
import { type MessageOrigin } from '../core/case/upload-origin.js';
import { findDay } from '../core/case/measure-case.js';
import { digestInput } from '../core/case/same-sheet.js';
import { type SheetReading } from '../core/sheet/reading.js';
import { type Study } from '../core/study/study.js';
import { type Config } from '../config/config.js';
import { ANTIVIRUS, AUTHENTICATOR, CLOCK, CONFIG, READER, STUDY, VAULT } from '../config/tokens.js';
import { Attachment, Content, Message, Reading } from '../database/entities/index.js';
import { getContent } from '../database/repositories/contents.js';
import { Transactions } from '../database/transactions.js';
import { type Antivirus } from '../external/antivirus.js';
import { type Authenticator, type Verdict } from '../external/mail-auth.js';
import { type ParsedAttachment, type ParsedMessage, parseMessage } from '../external/mime.js';
import { findReceivedAt } from '../external/received-at.js';
import { isOutlookMessage } from '../external/msg-mail.js';
import { digestAddress } from '../external/address-digest.js';
import { openContent, sealContent } from '../external/sealed-content.js';
import { sealEnvelope } from '../external/sealed-envelope.js';
import { sealReading } from '../external/sealed-reading.js';
import { type Vault } from '../external/vault.js';
import { Jobs } from '../jobs/jobs.js';
import { type Answered, findAnswered } from './find-answered.js';
import { stoppedReading } from './file-reading.js';
import { settleWords, WORDS_FILE } from './read-body.js';
import { readFormMessage } from './read-form-message.js';
import { READER_VERSION } from './reader-version.js';
import { type AnsweredLetter } from './reader-messages.js';
import { type ReaderPool } from './reader-pool.js';
import { toEnvelope } from './to-envelope.js';

interface ReadFile {
  readonly file: ParsedAttachment;
  readonly readings: readonly SheetReading[];
  /** Of answers to a letter: the case that it was about. */
  readonly threadCaseId?: string;
}
interface Loaded {
  readonly raw: Buffer;
  readonly receivedOn: string;
  readonly imported: boolean;
  readonly origin: MessageOrigin;
}
interface ReadResult {
  readonly parsed: ParsedMessage;
  readonly authentication: Verdict;
  readonly files: readonly ReadFile[];
  /** Where only the file itself says it. */
  readonly receivedAt?: Date;
}

@Injectable()
export class ReadMessage {
  constructor(
    private readonly transactions: Transactions,
    private readonly jobs: Jobs,
    @Inject(READER) private readonly reader: ReaderPool,
    @Inject(AUTHENTICATOR) private readonly authenticate: Authenticator,
    @Inject(ANTIVIRUS) private readonly antivirus: Antivirus | null,
    @Inject(STUDY) private readonly study: Study,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  /** Safe to run again: a message that is past `received` is left alone. */
  async read(messageId: string): Promise<void> {
    const loaded = await this.load(messageId);
    if (!loaded) return;
    const { raw, receivedOn, imported, origin } = loaded;
    if (origin === 'form') {
      const parsed = await parseMessage(raw);
      const files = [readFormMessage(this.study, parsed, receivedOn)];
      // Whoever sent it had the link that was mailed to the address that it comes from.
      return this.save(messageId, { parsed, authentication: 'pass', files });
    }
    const { parsed, authentication, receivedAt } = await this.open(raw, imported);
    const files: ReadFile[] = [];
    for (const file of parsed.attachments)
      files.push({ file, readings: await this.readFile(file, receivedOn) });
    const words = await this.readWords(parsed, files, { receivedOn, isForged: authentication === 'fail' });
    const all = words ? [...files, words] : files;
    await this.save(messageId, { parsed, authentication, files: all, ...(receivedAt && { receivedAt }) });
  }

  /** A message that Outlook saved is read as MIME, in a reader; the row keeps the file as it came. */
  private async open(raw: Buffer, imported: boolean): Promise<Omit<ReadResult, 'files'>> {
    if (!isOutlookMessage(raw)) {
      const [parsed, authentication] = await Promise.all([
        parseMessage(raw),
        this.authenticate(raw, imported),
      ]);
      return { parsed, authentication };
    }
    const mime = await this.reader.convert({ name: 'message.msg', bytes: raw });
    const parsed = await parseMessage(mime ? Buffer.from(mime) : Buffer.from('\r\n'));
    // Its bytes are others than those that were signed: nothing speaks for it or against it.
    if (!mime) return { parsed: { ...parsed, damaged: true }, authentication: 'unchecked' };
    return { parsed, authentication: 'unchecked', receivedAt: findReceivedAt(Buffer.from(mime), this.now()) };
  }

  /** Answers in the message's own words, kept as a file of it; null when it holds none, or a machine wrote it. */
  private async readWords(
    parsed: ParsedMessage,
    files: readonly ReadFile[],
    { receivedOn, isForged }: { readonly receivedOn: string; readonly isForged: boolean },
  ): Promise<ReadFile | null> {
    const { body, sentByMachine } = parsed;
    if (body === '' || sentByMachine) return null;
    const bytes = Buffer.from(body);
    // Whoever writes under another's name answers nothing.
    const answered = isForged
      ? null
      : await this.transactions.run((manager) => findAnswered(manager, this.vault, toEnvelope(parsed)));
    const { caseId, reply } = splitAnswered(answered);
    const read = await this.reader.read({ ...WORDS_FILE, bytes, receivedOn, ...(reply && { reply }) });
    const readings = settleWords(
      read,
      files.flatMap((file) => file.readings),
    );
    if (readings.length === 0) return null;
    const file = { ...WORDS_FILE, bytes, inline: true, path: 'body' };
    return { file, readings, ...(caseId !== null && { threadCaseId: caseId }) };
  }

  /** Parks the message for an investigator. */
  async giveUp(messageId: string, code: string): Promise<void> {
    const parked = { state: 'failed', lastError: code, toSee: 'failed', updatedAt: this.now() } as const;
    await this.transactions.run((manager) => manager.update(Message, messageId, parked));
  }

  /** No program opens what the antivirus daemon knows. */
  private async readFile(
    { name, bytes, type }: ParsedAttachment,
    receivedOn: string,
  ): Promise<SheetReading[]> {
    if (await this.antivirus?.isInfected(bytes)) return [stoppedReading(name, 'infected_file')];
    return this.reader.read({ name, bytes, type, receivedOn });
  }

  private load(messageId: string): Promise<Loaded | null> {
    return this.transactions.run(async (manager) => {
      const message = await manager.findOneByOrFail(Message, { id: messageId });
      if (message.state !== 'received' || message.contentId === null) return null;
      const content = await getContent(manager, message.contentId);
      const receivedOn = findDay(message.receivedAt, this.config.timeZone);
      const { imported, origin } = message;
      return { raw: openContent(this.vault, content), receivedOn, imported, origin };
    });
  }

  private async save(
    messageId: string,
    { parsed, authentication, files, receivedAt }: ReadResult,
  ): Promise<void> {
    const envelope = toEnvelope(parsed);
    await this.transactions.run(async (manager) => {
      const message = await manager.findOneOrFail(Message, {
        where: { id: messageId },
        lock: { mode: 'pessimistic_write' },
      });
      if (message.state !== 'received') return;
      let position = 0;
      for (const [at, { file, readings, threadCaseId }] of files.entries()) {
        const attachmentId = await this.saveAttachment(manager, messageId, at + 1, file);
        for (const reading of readings) {
          position += 1;
          await this.saveReading(manager, { messageId, attachmentId, position }, reading, threadCaseId);
        }
      }
      const now = this.now();
      await manager.update(Message, messageId, {
        state: 'read',
        sealedEnvelope: sealEnvelope(this.vault, messageId, envelope),
        senderDigest: envelope.from === null ? null : digestAddress(this.vault, envelope.from),
        sentByMachine: parsed.sentByMachine,
        ...(receivedAt && { receivedAt }),
        authentication,
        lastError: null,
        updatedAt: now,
      });
      await this.jobs.add('draft', { messageId });
    });
  }

  private async saveAttachment(
    manager: EntityManager,
    messageId: string,
    position: number,
    file: ParsedAttachment,
  ): Promise<string> {
    const id = randomUUID();
    const content = sealContent(this.vault, file.bytes);
    await manager.insert(Content, { ...content, createdAt: this.now() });
    await manager.insert(Attachment, {
      id,
      messageId,
      position,
      sealedName: this.vault.sealText(file.name, `attachments.sealed_name:${id}`),
      mediaType: file.type,
      size: content.size,
      contentId: content.id,
    });
    return id;
  }

  private async saveReading(
    manager: EntityManager,
    place: { messageId: string; attachmentId: string; position: number },
    reading: SheetReading,
    threadCaseId: string | undefined,
  ): Promise<void> {
    const id = randomUUID();
    // "54" to two letters are two answers: of one case only the same is the same.
    const of = reading.answersCase ?? threadCaseId;
    const within = reading.isReply === true && of !== undefined ? `of ${of} ` : '';
    const hasAnswers = reading.study !== null && Object.keys(reading.answers).length > 0;
    await manager.insert(Reading, {
      ...place,
      id,
      state: hasAnswers ? 'read' : 'none',
      study: reading.study,
      sheetVersion: reading.sheetVersion,
      language: reading.language,
      sealedResult: sealReading(this.vault, id, reading),
      answersDigest: this.vault.digest(`${within}${digestInput(reading)}`, 'answers'),
      readerVersion: READER_VERSION,
      caseId: null,
      createdAt: this.now(),
    });
  }
}

/** The case is not for the reader to know. */
function splitAnswered(answered: Answered | null): { caseId: string | null; reply: AnsweredLetter | null } {
  if (!answered) return { caseId: null, reply: null };
  const { caseId, ...reply } = answered;
  return { caseId, reply };
}
