/**
 * Step 2, read: a message as Outlook saves it (.msg, MS-OXMSG) → the same message as MIME, so that one parser reads all mail. Its own header
 * (PidTagTransportMessageHeaders) is kept where it has one; its signature holds no more, for its bytes are others.
 */
import MsgReaderModule, { type FieldsData } from '@kenjiuno/msgreader';
import MailComposer from 'nodemailer/lib/mail-composer';

// A CommonJS module whose default is one level down.
const MsgReader = MsgReaderModule.default;
const COMPOUND_FILE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
/** The stream that every message of MS-OXMSG has, and no Word file. */
const PROPERTIES = Buffer.from('__properties_version1.0', 'utf16le');
const DEEPEST = 5;
const MOST_ATTACHMENTS = 200;
/** Of the header of the message as it was sent: they describe bytes that are no more. */
const OF_THE_BYTES =
  /^(content-type|content-transfer-encoding|content-disposition|mime-version|dkim-signature|domainkey-signature|arc-.*|authentication-results|x-google-dkim-signature)$/i;

/** By its bytes; Word, Excel and Outlook share the container. */
export function isOutlookMessage(bytes: Uint8Array): boolean {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return view.subarray(0, COMPOUND_FILE.length).equals(COMPOUND_FILE) && view.includes(PROPERTIES);
}

/** Throws when the file cannot be read. For a process that may be stopped: a hostile file may take any time. */
export async function convertOutlookMessage(bytes: Uint8Array): Promise<Buffer> {
  return convert(bytes, 0);
}

async function convert(bytes: Uint8Array, depth: number): Promise<Buffer> {
  // A copy: a Buffer may be a piece of a larger one.
  const reader = new MsgReader(new Uint8Array(bytes).buffer);
  const fields = reader.getFileData();
  if (fields.error !== undefined) throw new Error('no Outlook message');
  const attachments = [];
  for (const [index, one] of (fields.attachments ?? []).slice(0, MOST_ATTACHMENTS).entries()) {
    const { fileName, content } = reader.getAttachment(index);
    const isMessage = one.innerMsgContent === true && isOutlookMessage(content);
    attachments.push(
      isMessage && depth < DEEPEST
        ? {
            filename: fileName.replace(/\.msg$/i, '.eml'),
            contentType: 'message/rfc822',
            content: await convert(content, depth + 1),
          }
        : {
            filename: fileName,
            content: Buffer.from(content),
            ...(one.attachMimeTag !== undefined && { contentType: one.attachMimeTag }),
            ...(one.pidContentId !== undefined && { cid: one.pidContentId }),
          },
    );
  }
  const html = fields.html ? Buffer.from(fields.html).toString('utf8') : fields.bodyHtml;
  const composed = await new MailComposer({
    ...writeHeader(fields),
    text: fields.body ?? '',
    ...(html !== undefined && html !== '' && { html }),
    attachments,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  return keepHeader(composed, fields.headers);
}

/** For a message without a header of its own: one that was never sent, or that Exchange kept within the house. */
function writeHeader(fields: FieldsData) {
  const sender = [fields.senderSmtpAddress, fields.creatorSMTPAddress, fields.senderEmail].find(isAddress);
  const date = new Date(fields.messageDeliveryTime ?? fields.clientSubmitTime ?? '');
  const to = (fields.recipients ?? []).flatMap(
    ({ smtpAddress, email }) => [smtpAddress, email].find(isAddress) ?? [],
  );
  return {
    ...(sender !== undefined && { from: { name: fields.senderName ?? '', address: sender } }),
    ...(to.length > 0 && { to }),
    subject: fields.subject ?? '',
    ...(fields.messageId !== undefined && { messageId: fields.messageId }),
    ...(!Number.isNaN(date.getTime()) && { date }),
  };
}

/** The fields of the composed message that say how it is written, below those of the message as it was sent. */
function keepHeader(composed: Buffer, sent: string | undefined): Buffer {
  const own = unfold(sent ?? '').filter(({ name }) => !OF_THE_BYTES.test(name));
  if (!own.some(({ name }) => name.toLowerCase() === 'from')) return composed;
  const end = composed.indexOf('\r\n\r\n');
  const written = unfold(composed.toString('latin1', 0, end)).filter(({ name }) => OF_THE_BYTES.test(name));
  const head = [...own, ...written].map(({ whole }) => whole).join('\r\n');
  return Buffer.concat([Buffer.from(head, 'utf8'), composed.subarray(end)]);
}

interface HeaderField {
  readonly name: string;
  /** With its folded lines. */
  readonly whole: string;
}

/** RFC 5322, 2.2; what is no field is left out. */
function unfold(header: string): HeaderField[] {
  const lines = header.replace(/\r?\n/g, '\r\n').split(/\r\n(?![ \t])/);
  return lines.flatMap((whole) => {
    const name = /^([\x21-\x39\x3b-\x7e]+)[ \t]*:/.exec(whole)?.[1];
    return name === undefined ? [] : [{ name, whole: whole.trimEnd() }];
  });
}

function isAddress(text: string | undefined): text is string {
  return text !== undefined && /^[^\s@<>]+@[^\s@<>]+$/.test(text);
}
