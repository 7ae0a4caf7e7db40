/** Small files that ask for more than a machine has: space, time, depth, or a way that never ends. */
import { constants, deflateRawSync, deflateSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { writePdf, writeStream } from '../sheets/hostile.js';

const MEGABYTE = 1024 * 1024;
const TEN_GB = 10 * 1024;

/** Raw deflate (RFC 1951): blocks that stand by themselves can be repeated. */
function deflateZeros(megabytes: number, byte = 0): Buffer {
  const block = deflateRawSync(Buffer.alloc(MEGABYTE, byte), {
    level: 9,
    finishFlush: constants.Z_FULL_FLUSH,
  });
  return Buffer.concat([...Array<Buffer>(megabytes).fill(block), Buffer.from([3, 0])]);
}
const zlibZeros = (megabytes: number, byte?: number) =>
  Buffer.concat([Buffer.from([0x78, 0x9c]), deflateZeros(megabytes, byte), Buffer.alloc(4)]);

/** A ZIP of one entry whose sizes are not true (APPNOTE 4.3). */
function zipPacked(name: string, packed: Buffer): Uint8Array {
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(1000, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(1000, 24);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  const label = Buffer.from(name);
  return new Uint8Array(Buffer.concat([local, label, packed, central, label, end]));
}

const docx = (xml: string) => zipSync({ 'word/document.xml': strToU8(xml) });
const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

function page(
  media: string,
  resources = '',
  content: Buffer = writeStream('', Buffer.from('')),
  more: (string | Buffer)[] = [],
) {
  return writePdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[${media}]/Resources<<${resources}>>/Contents 4 0 R>>`,
    content,
    ...more,
  ]);
}
const A4 = '0 0 595 842';

function manyPages(count: number): Uint8Array {
  const kids = Array.from({ length: count }, (_, index) => `${index + 3} 0 R`).join(' ');
  return writePdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${kids}]/Count ${count}>>`,
    ...Array<string>(count).fill(`<</Type/Page/Parent 2 0 R/MediaBox[${A4}]>>`),
  ]);
}

function image(dictionary: string, bytes: Buffer): Uint8Array {
  const content = writeStream('', Buffer.from('595 0 0 842 0 0 cm /I Do'));
  const picture = writeStream(`/Type/XObject/Subtype/Image/Width 60000/Height 60000${dictionary}`, bytes);
  return page(A4, '/XObject<</I 5 0 R>>', content, [picture]);
}

function png(width: number, height: number): Uint8Array {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk('IHDR', head),
      chunk('IDAT', zlibZeros(3600)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}

export const BOMBS: readonly (readonly [name: string, file: string, make: () => Uint8Array])[] = [
  ['a ZIP of 10 GB', 'fiche.zip', () => zipPacked('fiche.pdf', deflateZeros(TEN_GB))],
  ['a Word document of 10 GB', 'fiche.docx', () => zipPacked('word/document.xml', deflateZeros(TEN_GB, 32))],
  [
    'a page of 10 GB',
    'fiche.pdf',
    () => page(A4, '', writeStream('/Filter/FlateDecode', zlibZeros(TEN_GB, 32))),
  ],
  [
    'a page of 10 GB, packed twice',
    'fiche.pdf',
    () => page(A4, '', writeStream('/Filter[/FlateDecode/FlateDecode]', deflateSync(zlibZeros(TEN_GB, 32)))),
  ],
  ['100,000 pages', 'fiche.pdf', () => manyPages(100_000)],
  ['a page of a million points', 'fiche.pdf', () => page('0 0 1000000 1000000')],
  ['a page as long as it is thin', 'fiche.pdf', () => page('0 0 1000000000 0.001')],
  [
    'an image of 60,000 by 60,000 points',
    'fiche.pdf',
    () => image('/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode', zlibZeros(TEN_GB)),
  ],
  [
    'a fax of 60,000 by 60,000 points',
    'fiche.pdf',
    () =>
      image(
        '/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 60000/Rows 60000>>',
        Buffer.alloc(9000, 0xff),
      ),
  ],
  ['a PNG of 60,000 by 60,000 points', 'fiche.png', () => png(60_000, 60_000)],
  [
    'arrays within arrays',
    'fiche.pdf',
    () =>
      writePdf([
        `<</Type/Catalog/Pages 2 0 R/X ${'['.repeat(200_000)}${']'.repeat(200_000)}>>`,
        '<</Type/Pages/Kids[]/Count 0>>',
      ]),
  ],
  [
    'pages that hold themselves',
    'fiche.pdf',
    () =>
      writePdf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[2 0 R 2 0 R]/Parent 2 0 R/Count 90>>']),
  ],
  [
    'fields that are their own parents',
    'fiche.pdf',
    () =>
      writePdf([
        '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>',
        '<</Type/Pages/Kids[3 0 R]/Count 1>>',
        `<</Type/Page/Parent 2 0 R/MediaBox[${A4}]/Annots[4 0 R]>>`,
        '<</Type/Annot/Subtype/Widget/FT/Tx/T(patient.weight)/V(72)/Rect[0 0 90 20]/Parent 5 0 R/Kids[4 0 R]>>',
        '<</T(a)/Parent 4 0 R/Kids[4 0 R 5 0 R]>>',
      ]),
  ],
  [
    'a table that is its own forerunner',
    'fiche.pdf',
    () => {
      const text = Buffer.from(page(A4)).toString('latin1');
      const start = /startxref\n(\d+)/.exec(text)?.[1] ?? '';
      return new Uint8Array(Buffer.from(text.replace('/Root', `/Prev ${start}/Root`), 'latin1'));
    },
  ],
  [
    'elements within elements',
    'fiche.docx',
    () => docx(`<w:document ${WORD}>${'<w:p>'.repeat(300_000)}${'</w:p>'.repeat(300_000)}</w:document>`),
  ],
  [
    'entities of entities',
    'fiche.docx',
    () => {
      const entities = Array.from(
        { length: 12 },
        (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`,
      );
      return docx(
        `<!DOCTYPE d [<!ENTITY e0 "dix">${entities.join('')}]><w:document ${WORD}>&e12;</w:document>`,
      );
    },
  ],
  [
    'ZIPs within ZIPs',
    'fiche.zip',
    () =>
      Array.from({ length: 40 }).reduce<Uint8Array>(
        (inner) => zipSync({ 'a.zip': inner }),
        zipPacked('b', deflateZeros(1024)),
      ),
  ],
  [
    'names that climb out of their ZIP',
    'fiche.zip',
    () =>
      zipSync({
        '../../../../tmp/recueil-climbed.txt': strToU8('x'),
        '/tmp/recueil-climbed.txt': strToU8('x'),
      }),
  ],
];
