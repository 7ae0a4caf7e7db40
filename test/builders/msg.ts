/** A message as Outlook saves it (MS-OXMSG, in the container of MS-CFB): what a test's `.msg` files are written with. */
import CFB from 'cfb';

export interface OutlookFields {
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  /** As it was sent; a message that stayed within the house has none. */
  readonly headers?: string;
  readonly files?: readonly {
    readonly name: string;
    readonly bytes: Uint8Array;
    readonly type?: string;
  }[];
}

const UNICODE = 0x001f;
const BINARY = 0x0102;
const LONG = 0x0003;
const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');

/** One object of the file: its values of variable length as streams, and the stream that lists them (MS-OXMSG, 2.4). */
class Properties {
  readonly streams: { readonly name: string; readonly bytes: Buffer }[] = [];
  private readonly entries: Buffer[] = [];

  constructor(private readonly headerLength: number) {}

  text(id: number, value: string): this {
    const bytes = Buffer.from(value, 'utf16le');
    return this.variable(id, UNICODE, bytes, bytes.length + 2);
  }

  binary(id: number, value: Uint8Array): this {
    return this.variable(id, BINARY, Buffer.from(value), value.length);
  }

  long(id: number, value: number): this {
    const entry = this.begin(id, LONG);
    entry.writeInt32LE(value, 8);
    return this;
  }

  list(): Buffer {
    return Buffer.concat([Buffer.alloc(this.headerLength), ...this.entries]);
  }

  private variable(id: number, type: number, bytes: Buffer, size: number): this {
    this.begin(id, type).writeUInt32LE(size, 8);
    this.streams.push({ name: `__substg1.0_${hex(id, 4)}${hex(type, 4)}`, bytes });
    return this;
  }

  private begin(id: number, type: number): Buffer {
    const entry = Buffer.alloc(16);
    entry.writeUInt16LE(type, 0);
    entry.writeUInt16LE(id, 2);
    entry.writeUInt32LE(6, 4);
    this.entries.push(entry);
    return entry;
  }
}

export function writeMsg({ from, subject, text, headers, files = [] }: OutlookFields): Buffer {
  const container = CFB.utils.cfb_new();
  const add = (path: string, bytes: Buffer) => void CFB.utils.cfb_add(container, path, bytes);
  const put = (folder: string, properties: Properties) => {
    for (const { name, bytes } of properties.streams) add(`${folder}${name}`, bytes);
    add(`${folder}__properties_version1.0`, properties.list());
  };
  const message = new Properties(32)
    .text(0x001a, 'IPM.Note')
    .text(0x0037, subject)
    .text(0x1000, text)
    .text(0x0c1a, from)
    .text(0x0c1e, 'SMTP')
    .text(0x0c1f, from)
    .text(0x5d01, from);
  if (headers !== undefined) message.text(0x007d, headers);
  put('/', message);
  for (const name of ['00020102', '00030102', '00040102'])
    add(`/__nameid_version1.0/__substg1.0_${name}`, Buffer.alloc(0));
  for (const [at, { name, bytes, type = 'application/pdf' }] of files.entries())
    put(
      `/__attach_version1.0_#${hex(at, 8)}/`,
      new Properties(8)
        .long(0x3705, 1)
        .long(0x0e21, at)
        .binary(0x3701, bytes)
        .text(0x3704, name)
        .text(0x3707, name)
        .text(0x370e, type),
    );
  CFB.utils.cfb_del(container, '/\u0001Sh33tJ5');
  return Buffer.from(CFB.write(container, { type: 'buffer' }) as Buffer);
}
