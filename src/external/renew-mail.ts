/** A composed letter under another Message-ID and date, the rest as it was: SMTP knows no letter by its words, clinicians' servers do. */

/** Throws when the header lacks one of the two. */
export function renewMail(
  raw: Buffer,
  { messageId, date }: { readonly messageId: string; readonly date: Date },
): Buffer {
  const end = raw.indexOf('\r\n\r\n');
  const head = raw.subarray(0, end === -1 ? raw.length : end).toString('latin1');
  const renewed = replaceField(replaceField(head, 'Message-ID', messageId), 'Date', formatDate(date));
  return Buffer.concat([Buffer.from(renewed, 'latin1'), raw.subarray(end === -1 ? raw.length : end)]);
}

/** A field with its folded lines (RFC 5322, 2.2.3). */
function replaceField(head: string, name: string, value: string): string {
  const field = new RegExp(`^${name}:.*(?:\\r\\n[ \\t].*)*`, 'im');
  if (!field.test(head)) throw new Error(`a letter has no ${name}`);
  return head.replace(field, () => `${name}: ${value}`);
}

/** RFC 5322, 3.3. */
function formatDate(date: Date): string {
  return date.toUTCString().replace(/GMT/, '+0000');
}
