/** Step 1 and 2: when a message that came as a file reached its mailbox, by its own header. */

/** When it reached its mailbox (the topmost Received, RFC 5321, 4.4), else when it was written; `now` where neither can be so. */
export function findReceivedAt(raw: Buffer, now: Date): Date {
  const head = raw.toString('latin1', 0, 100_000).split('\r\n\r\n', 1)[0] ?? '';
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const find = (name: string): string | undefined =>
    lines.find((line) => line.slice(0, name.length).toLowerCase() === name);
  const received = find('received:');
  const texts = [received?.slice(received.lastIndexOf(';') + 1), find('date:')?.slice('date:'.length)];
  for (const text of texts) {
    const time = text === undefined ? NaN : Date.parse(text.trim());
    if (time > Date.UTC(1990, 0) && time <= now.getTime()) return new Date(time);
  }
  return now;
}
