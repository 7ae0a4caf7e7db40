/** The forms that a setting may take, each with words for a person when it does not. */
import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';

/** Never says the value itself: it may be a password. */
const refuse = (context: z.RefinementCtx<unknown>, words: string) => {
  context.addIssue({ code: 'custom', message: words });
  return z.NEVER;
};

/** A URL with one of these schemes and a host; the text is kept as it was written. */
export const url = (...schemes: string[]) =>
  z.string().transform((text, context) => {
    const parsed = URL.canParse(text) ? new URL(text) : null;
    const scheme = parsed?.protocol.slice(0, -1) ?? '';
    if (parsed && schemes.includes(scheme) && (parsed.hostname !== '' || scheme === 'unix')) return text;
    const forms = schemes.map((one) => `${one}://`).join(' or ');
    return refuse(context, `must be a URL that starts with ${forms} and names a host`);
  });

/** imap(s) and smtp(s) URLs: what cannot be meant (a path, a search) is refused rather than ignored. */
export const mailUrl = (...schemes: string[]) =>
  url(...schemes).transform((text, context) => {
    const parsed = new URL(text);
    if (!['', '/'].includes(parsed.pathname) || parsed.search !== '' || parsed.hash !== '') {
      return refuse(context, 'must end after the host and port (write / ? # of a password as %2F %3F %23)');
    }
    try {
      decodeURIComponent(parsed.username + parsed.password);
    } catch {
      return refuse(context, 'holds a % in its user or password that must be written %25');
    }
    return text;
  });

/** A path; a relative one starts from the folder in which the program was started. */
export const path = (base: string) =>
  z.string().transform((text) => (isAbsolute(text) ? text : resolve(base, text)));

export const integer = (min: number, max: number) =>
  z.string().transform((text, context) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    return refuse(context, `must be a whole number from ${min} to ${max}`);
  });

export const oneOf = <T extends string>(...words: [T, ...T[]]) =>
  z.enum(words, { error: `must be one of ${words.join(', ')}` });

export const yesOrNo = oneOf('yes', 'no').transform((word) => word === 'yes');

const ADDRESS = /^[^\s@<>",;:()[\]\\]+@[^\s@<>",;:()[\]\\]+$/;

/** A bare address. */
export const address = z.string().regex(ADDRESS, 'must be one e-mail address');

/** `address` or `Name <address>`, as a From header wants it. */
export const sender = z.string().transform((text, context) => {
  const bare = /^[^<>\r\n]*<([^<>]*)>$/.exec(text)?.[1] ?? text;
  if (ADDRESS.test(bare) && !/[\r\n]/.test(text)) return text;
  return refuse(context, 'must be an e-mail address, or Name <address>');
});

export const words = z.string();

export const oneWord = z.string().regex(/^\S+$/, 'must be one word without spaces');

/** Separated by commas; an item that holds one itself stands in double quotes. */
export const list = z.string().transform((text, context) => {
  const parts = text.match(/(?:^|,)(?:\s*"[^"]*"\s*(?=,|$)|[^,]*)/g) ?? [];
  const items = parts.map((part) =>
    part
      .replace(/^,/, '')
      .trim()
      .replace(/^"(.*)"$/, '$1'),
  );
  return items.every((item) => item !== '') ? items : refuse(context, 'has an empty item between its commas');
});

/** From when on mail is taken: everything in the folder, what comes from now on, or since a day (UTC midnight). */
export type MailboxSince = 'all' | 'now' | Date;

export const mailboxSince = z.string().transform((text, context): MailboxSince => {
  if (text === 'all' || text === 'now') return text;
  const day = new Date(`${text}T00:00:00Z`);
  const real =
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
  return real ? day : refuse(context, 'must be all, now, or a day written YYYY-MM-DD');
});

/** What is done in the mailbox to a message that has been stored. */
export type MailboxAfter = 'keyword' | 'none' | { readonly move: string };

export const mailboxAfter = z.string().transform((text, context): MailboxAfter => {
  if (text === 'keyword' || text === 'none') return text;
  const folder = /^move:(.+)$/.exec(text)?.[1]?.trim();
  return folder ? { move: folder } : refuse(context, 'must be keyword, move:FOLDER or none');
});

export const timeZone = z.string().transform((text, context) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return refuse(context, 'must be a time zone such as Europe/Paris');
  }
});

export const publicUrl = url('https', 'http').transform((text, context) => {
  const parsed = new URL(text);
  if (parsed.search !== '' || parsed.hash !== '' || parsed.username !== '') {
    return refuse(context, 'must be an address without ?, # or a user');
  }
  return text.replace(/\/+$/, '');
});
