/** Files made to harm the one who opens them. */
import { createDeflate } from 'node:zlib';

/** A PDF of these objects, numbered from 1; the first is the catalogue. */
export function writePdf(objects: readonly (string | Buffer)[]): Uint8Array {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  for (const [index, object] of objects.entries()) {
    const part = Buffer.concat([
      Buffer.from(`${index + 1} 0 obj\n`),
      Buffer.from(object),
      Buffer.from('\nendobj\n'),
    ]);
    offsets.push(length);
    length += part.length;
    parts.push(part);
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n `).join('\n');
  const size = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${table}\ntrailer\n<</Root 1 0 R/Size ${size}>>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return new Uint8Array(Buffer.concat(parts));
}

export function writeStream(dictionary: string, bytes: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`<<${dictionary}/Length ${bytes.length}>>\nstream\n`),
    bytes,
    Buffer.from('\nendstream'),
  ]);
}

const onePage = (resources: string, content: Buffer, more: readonly (string | Buffer)[] = []): Uint8Array =>
  writePdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<${resources}>>/Contents 4 0 R>>`,
    content,
    ...more,
  ]);

/** A page that draws a form that draws a form ten times, that draws…: ten billion drawings in three kilobytes. */
export function writeEndlessPdf(depth = 10): Uint8Array {
  const forms = Array.from({ length: depth }, (_, index) => {
    const last = index === depth - 1;
    const resources = last ? '' : `/XObject<</F ${6 + index} 0 R>>`;
    return writeStream(
      `/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<<${resources}>>`,
      Buffer.from(last ? '0 0 1 1 re f ' : '/F Do '.repeat(10)),
    );
  });
  return onePage('/XObject<</F 5 0 R>>', writeStream('', Buffer.from('/F Do')), forms);
}

/** A page whose content unpacks to this many megabytes. */
export async function writeSwollenPdf(megabytes: number): Promise<Uint8Array> {
  const deflate = createDeflate();
  const parts: Buffer[] = [];
  deflate.on('data', (part: Buffer) => parts.push(part));
  const done = new Promise((resolve) => deflate.once('end', resolve));
  const block = Buffer.alloc(1024 * 1024, ' ');
  for (let index = 0; index < megabytes; index += 1)
    if (!deflate.write(block)) await new Promise((resolve) => deflate.once('drain', resolve));
  deflate.end();
  await done;
  return onePage('', writeStream('/Filter/FlateDecode', Buffer.concat(parts)));
}
