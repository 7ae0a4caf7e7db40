/** Raw messages for the tests: invented people, `.test` domains. */

export interface RawFields {
  readonly from?: string;
  readonly to?: string;
  readonly subject?: string;
  readonly messageId?: string;
  readonly date?: Date;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

let count = 0;

/** A plain-text message as it would come in; each has a Message-ID of its own unless one is given. */
export function rawMessage(fields: RawFields = {}): string {
  count += 1;
  const headers: Record<string, string> = {
    From: fields.from ?? 'Dr Claire Vasseur <claire.vasseur@chu-valmont.test>',
    To: fields.to ?? 'recueil@etude-dara.test',
    Subject: fields.subject ?? `message ${count}`,
    'Message-ID': fields.messageId ?? `<m${count}.${process.pid}@chu-valmont.test>`,
    Date: (fields.date ?? new Date('2026-03-02T08:00:00Z')).toUTCString(),
    'MIME-Version': '1.0',
    ...fields.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `${lines.join('\r\n')}\r\n\r\n${fields.body ?? 'Bonjour,\r\n'}`;
}
