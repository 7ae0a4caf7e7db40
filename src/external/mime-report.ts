/**
 * Step 2, read: a server's notice that a letter did not arrive: a delivery report (RFC 3464, RFC 6533), or the notices in plain words of
 * Exchange, Gmail, Orange, Exim, qmail and their like, which are known by who sends them and by what they say.
 */
import { type ParsedMail } from 'mailparser';
import { type Bounce, judgeBounce } from '../core/letter/judge-bounce.js';

export interface DeliveryReport {
  /** Message-ID of the letter that it is about, with its brackets; null when it was not returned. */
  readonly originalMessageId: string | null;
  /** Bare address, as in Final-Recipient or Original-Recipient. */
  readonly recipient: string | null;
  /** RFC 3464, 2.3.3: only `failed` means that it will not arrive. Null: a notice without such a field. */
  readonly action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded' | null;
  /** RFC 3463, as `5.1.1`. */
  readonly status: string | null;
  /** Of the letter that came back, the fields in which our token may be where its Message-ID is another's. */
  readonly returned: string;
  /** Null when it arrived. */
  readonly bounce: Bounce | null;
}

const ACTIONS = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;
const STATUS_PART = /^message\/(global-)?delivery-status$/i;
const RETURNED_PART = /^(text\/rfc822-headers|message\/(global-headers|rfc822|global))$/i;
/** Who writes for a server. */
const SERVER =
  /^(mailer-daemon|postmaster|mail-?daemon|mailerdaemon|microsoftexchange[0-9a-f]{8,}|mdaemon|mail\.?delivery)(\+.*)?$/i;
const SUBJECT =
  /undeliver|non[ -]remis|non[ -]d[ée]livr|non[ -]distribu|delivery (status|failure|fail|has failed|report|delayed|incomplete|problem)|failure notice|mail (delivery|system error|could not)|returned (mail|to sender)|message delayed|delayed mail|warning: (message|could not)|[ée]chec (de|d['’]|lors)|notification d['’][ée]tat|rapport de (non-)?remise|remise (retard[ée]e|diff[ée]r[ée]e|impossible)|retour(n[ée])? [àa] l['’]exp[ée]diteur|rejected|unzustellbar/i;
/** Where the letter is quoted in a notice's words. */
const COPY_BEGINS =
  /^(?:-{2,}.*(?:copy|original|returned|copie|origine|below this line|message (?:header|text)).*|original message headers|en-t[êe]tes d.*origine.*|(?:received|message-id|return-path):.*)$/im;
/** With its folded lines (RFC 5322, 2.2.3). */
const TRACE =
  /^[\s>|*]*(?:message-id|x-recueil-thread|reply-to|in-reply-to|references):.*(?:\r?\n[ \t].*)*/gim;
/** Longer notices hold the letter itself below. */
const MOST_WORDS = 4000;
const MOST_SEARCHED = 400_000;

/** Whether this message is such a notice. A person's message never is: it would be lost to the study. */
export function isReport(mail: ParsedMail, headers: Readonly<Record<string, string>>): boolean {
  if (/^multipart\/report\b/i.test(headers['content-type'] ?? '')) return true;
  const from = mail.from?.value[0]?.address ?? '';
  const isServer = SERVER.test(from.slice(0, Math.max(0, from.lastIndexOf('@'))));
  if (headers['x-failed-recipients'] !== undefined && (isServer || SUBJECT.test(mail.subject ?? '')))
    return true;
  return isServer && SUBJECT.test(mail.subject ?? '');
}

/** Null for another kind of report (a read receipt, an abuse report). With several recipients, the first that failed. */
export function readReport(
  raw: Buffer,
  mail: ParsedMail,
  headers: Readonly<Record<string, string>>,
): DeliveryReport | null {
  const { attachments } = mail;
  const status = attachments.find(({ contentType }) => STATUS_PART.test(contentType));
  const kind = /\breport-type="?([\w-]+)/i.exec(headers['content-type'] ?? '')?.[1]?.toLowerCase();
  if (status === undefined && kind !== undefined && kind !== 'delivery-status') return null;
  const blocks = (status?.content.toString('utf8') ?? '')
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/(?:\r?\n){2,}/)
    .filter((block) => /^(final|original)-recipient:/im.test(block));
  const block = blocks.find((text) => field(text, 'action')?.toLowerCase() === 'failed') ?? blocks[0] ?? '';
  const written = field(block, 'action')?.split(/[\s(]/, 1)[0]?.toLowerCase();
  const action = ACTIONS.find((known) => known === written) ?? null;
  const code = /\d\.\d{1,3}\.\d{1,3}/.exec(field(block, 'status') ?? '')?.[0] ?? null;
  const arrived = action === 'delivered' || action === 'relayed' || action === 'expanded';
  const whole = readWords(mail);
  const copy = whole.search(COPY_BEGINS);
  // Below stands our own letter, whose words say nothing of its fate.
  const words = whole.slice(0, copy < 0 ? MOST_WORDS : Math.min(copy, MOST_WORDS));
  const returned = findReturned(raw, mail);
  const signs = {
    action,
    status: code,
    diagnostic: field(block, 'diagnostic-code') ?? '',
    text: `${mail.subject ?? ''}\n${words}`,
  };
  return {
    originalMessageId: findOriginal(returned, mail),
    returned: [...returned.slice(0, MOST_SEARCHED).matchAll(TRACE)].map(([line]) => line).join('\n'),
    recipient:
      addressIn(field(block, 'final-recipient')) ??
      addressIn(field(block, 'original-recipient')) ??
      addressIn(headers['x-failed-recipients']?.split(',')[0]),
    action,
    status: code,
    bounce: arrived ? null : judgeBounce(signs),
  };
}

function field(block: string, name: string): string | undefined {
  return new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(block)?.[1]?.trim();
}

/** `rfc822; a@b.test` → `a@b.test` */
function addressIn(value: string | undefined): string | null {
  const address = value?.slice(value.indexOf(';') + 1).trim();
  return address?.includes('@') === true ? address.replace(/^<|>$/g, '') : null;
}

/** The letter comes back whole (message/rfc822), by its headers (text/rfc822-headers), or quoted in the notice's own words. */
function findReturned(raw: Buffer, mail: ParsedMail): string {
  const part = mail.attachments.find(({ contentType }) => RETURNED_PART.test(contentType));
  if (part) return part.content.toString('latin1');
  const text = raw.toString('latin1', 0, MOST_SEARCHED);
  const at = text.search(
    /^content-type:[ \t]*(message\/(rfc822|global)|text\/rfc822-headers|message\/global-headers)/im,
  );
  if (at >= 0) return text.slice(at);
  const words = readWords(mail);
  const copy = words.search(COPY_BEGINS);
  return copy < 0 ? '' : words.slice(copy);
}

/** Some servers name it in In-Reply-To or References alone. */
function findOriginal(returned: string, mail: ParsedMail): string | null {
  const found = /^[\s>|*]*message-id:\s*(<[^<>\s]+>)/im.exec(returned)?.[1];
  return found ?? mail.inReplyTo ?? [mail.references ?? []].flat()[0] ?? null;
}

function readWords(mail: ParsedMail): string {
  const text = mail.text ?? '';
  return text.trim() === '' && typeof mail.html === 'string' ? unescape(mail.html) : text;
}

function unescape(html: string): string {
  return html
    .replace(/<br\s*\/?>|<\/(?:p|div|tr|li|pre)>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
