/**
 * Step 4, reply: the MIME of a letter. Composed once, stored, and sent as stored: its Message-ID, date and boundaries are fixed
 * before the first try.
 */
import MailComposer from 'nodemailer/lib/mail-composer';
import { THREAD_HEADER } from '../core/letter/thread-token.js';

export interface ComposedLetter {
  /** `address` or `Name <address>`. */
  readonly from: string;
  /** One bare address, or `Name <address>`. */
  readonly to: string;
  /** Plus-address that carries the thread's token, where the mailbox takes one. */
  readonly replyTo?: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** With its brackets, as writeMessageId makes it. */
  readonly messageId: string;
  readonly date: Date;
  /** Message-ID of the message that is answered, with its brackets. */
  readonly inReplyTo?: string | null;
  /** References of that message, oldest first. */
  readonly references?: readonly string[];
  /** The thread's token, for our own header; null in a letter of no case. */
  readonly thread?: string | null;
  /** RFC 3834, 5: `auto-replied` answers a message, `auto-generated` comes by itself (a reminder). */
  readonly autoSubmitted?: 'auto-replied' | 'auto-generated';
  readonly language?: string;
  /** An iTIP message (RFC 6047): as another form of the text, and as a file. */
  readonly invitation?: { readonly method: 'REQUEST' | 'CANCEL'; readonly content: string };
  /** Where a word ends these letters (RFC 2369, List-Unsubscribe): a mailto address with its subject. */
  readonly unsubscribe?: { readonly address: string; readonly subject: string };
  readonly attachments?: readonly { readonly name: string; readonly type: string; readonly bytes: Buffer }[];
}

const MOST_REFERENCES = 20;

/** The whole message, CRLF lines. */
export async function composeMail(letter: ComposedLetter): Promise<Buffer> {
  const references = chainReferences(letter);
  const composer = new MailComposer({
    from: letter.from,
    to: letter.to,
    ...(letter.replyTo === undefined ? {} : { replyTo: letter.replyTo }),
    subject: letter.subject,
    text: letter.text,
    ...(letter.html === undefined ? {} : { html: letter.html }),
    messageId: letter.messageId,
    date: letter.date,
    ...(isGiven(letter.inReplyTo) ? { inReplyTo: letter.inReplyTo } : {}),
    ...(references.length === 0 ? {} : { references }),
    headers: {
      'Auto-Submitted': letter.autoSubmitted ?? 'auto-replied',
      // Exchange sends no out-of-office reply to it; bounces still come.
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
      ...(isGiven(letter.thread) ? { [THREAD_HEADER]: letter.thread } : {}),
      ...(letter.language === undefined ? {} : { 'Content-Language': letter.language }),
      ...(letter.unsubscribe && {
        'List-Unsubscribe': `<mailto:${letter.unsubscribe.address}?subject=${encodeURIComponent(letter.unsubscribe.subject)}>`,
      }),
    },
    ...(letter.invitation && {
      icalEvent: {
        method: letter.invitation.method,
        content: letter.invitation.content,
        filename: 'invitation.ics',
      },
    }),
    attachments: (letter.attachments ?? []).map(({ name, type, bytes }) => ({
      filename: name,
      contentType: type,
      content: bytes,
    })),
    textEncoding: 'quoted-printable',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/** RFC 5322, 3.6.4: the parent's References and its Message-ID; a chain grown too long keeps its first and its last. */
function chainReferences({ references = [], inReplyTo }: ComposedLetter): string[] {
  const chain = [...new Set([...references, ...(isGiven(inReplyTo) ? [inReplyTo] : [])])];
  const [first] = chain;
  if (first === undefined || chain.length <= MOST_REFERENCES) return chain;
  return [first, ...chain.slice(1 - MOST_REFERENCES)];
}

function isGiven(text: string | null | undefined): text is string {
  return text !== null && text !== undefined && text !== '';
}
