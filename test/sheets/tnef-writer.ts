/** Writes a winmail.dat as Outlook does, for the tests ([MS-OXTNEF]). */
export interface TnefAttachment {
  readonly name: string;
  readonly longName?: string;
  readonly bytes: Uint8Array;
}

export function writeTnef(files: readonly TnefAttachment[]): Uint8Array {
  const parts: Buffer[] = [Buffer.from([0x78, 0x9f, 0x3e, 0x22, 0x01, 0x00])];
  parts.push(attribute(1, 0x00089006, Buffer.from([0, 0, 1, 0])));
  for (const file of files) {
    parts.push(attribute(2, 0x00069002, Buffer.alloc(14)));
    parts.push(attribute(2, 0x0006800f, Buffer.from(file.bytes)));
    parts.push(attribute(2, 0x00018010, Buffer.from(`${file.name}\0`, 'latin1')));
    if (file.longName !== undefined) parts.push(attribute(2, 0x00069005, properties(file.longName)));
  }
  return Buffer.concat(parts);
}

function attribute(level: number, id: number, data: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUInt8(level, 0);
  head.writeUInt32LE(id, 1);
  head.writeUInt32LE(data.length, 5);
  const sum = Buffer.alloc(2);
  sum.writeUInt16LE(
    data.reduce((total, byte) => (total + byte) & 0xffff, 0),
    0,
  );
  return Buffer.concat([head, data, sum]);
}

/** A fixed property, a named one and the long file name in UTF-16. */
function properties(longName: string): Buffer {
  const word = (value: number) => {
    const buffer = Buffer.alloc(4);
    buffer.writeUInt32LE(value >>> 0, 0);
    return buffer;
  };
  const name = Buffer.from(`${longName}\0`, 'utf16le');
  const padding = Buffer.alloc((4 - (name.length % 4)) % 4);
  return Buffer.concat([
    word(3),
    word(0x37050003),
    word(1),
    word(0x80010003),
    Buffer.alloc(16),
    word(0),
    word(7),
    word(42),
    word(0x3707001f),
    word(1),
    word(name.length),
    name,
    padding,
  ]);
}
