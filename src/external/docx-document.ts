/**
 * A Word document's parts as small XML trees (ECMA-376 part 1, WordprocessingML). A DOCTYPE is refused,
 * depth and size are capped: the bytes come by mail.
 */
import { SaxesParser } from 'saxes';
import { ArchiveRefused, openArchive, type ArchiveEntry } from './archive.js';

export interface XmlNode {
  /** With its usual prefix: `w:p`. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlNode | string)[];
}
export interface DocxFile {
  readonly body: XmlNode;
  /** Text parts beside the body, by name: headers, footers, notes. */
  readonly parts: readonly { readonly name: string; readonly root: XmlNode }[];
  /** What was written in the margin, as plain text. */
  readonly comments: readonly string[];
  /** docProps/custom.xml, by property name. */
  readonly custom: Readonly<Record<string, string>>;
}
export class DocxUnreadable extends Error {
  constructor(readonly refusal: 'damaged' | 'too_large' | 'password') {
    super(`DOCX cannot be opened: ${refusal}`);
    this.name = 'DocxUnreadable';
  }
}

/** Of a package of parts, OpenDocument's too. */
export const PART_LIMITS = { entries: 500, bytes: 60 * 1024 * 1024 };
const MAX_DEPTH = 400;
const MAX_NODES = 1_500_000;

/** Prefixes as we name them, whatever the document calls them; strict documents use other addresses. */
const PREFIXES: readonly (readonly [RegExp, string])[] = [
  [/\/wordprocessingml\/(2006\/)?main$/, 'w'],
  [/\/office\/word\/2010\/wordml$/, 'w14'],
  [/markup-compatibility\/2006$/, 'mc'],
  [/\/custom-?properties$/i, 'cp'],
  [/^urn:oasis:names:tc:opendocument:xmlns:office:/, 'office'],
  [/^urn:oasis:names:tc:opendocument:xmlns:text:/, 'text'],
  [/^urn:oasis:names:tc:opendocument:xmlns:table:/, 'table'],
  [/^urn:oasis:names:tc:opendocument:xmlns:style:/, 'style'],
  [/^urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:/, 'fo'],
  [/^urn:oasis:names:tc:opendocument:xmlns:svg-compatible:/, 'svg'],
  [/^urn:oasis:names:tc:opendocument:xmlns:drawing:/, 'draw'],
  [/^urn:oasis:names:tc:opendocument:xmlns:form:/, 'form'],
  [/^urn:oasis:names:tc:opendocument:xmlns:meta:/, 'meta'],
  [/^urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:/, 'field'],
  [/^urn:org:documentfoundation:names:experimental:office:/, 'loext'],
  [/^http:\/\/www\.w3\.org\/XML\/1998\/namespace$/, 'xml'],
  [/docPropsVTypes$/, 'vt'],
];

/** Opens a DOCX. Throws DocxUnreadable. */
export function openDocx(bytes: Uint8Array): DocxFile {
  try {
    const entries = openArchive(bytes, PART_LIMITS);
    const entry = (name: string) => entries.find((one) => one.name === name);
    const main = entry('word/document.xml');
    if (!main) throw new DocxUnreadable('damaged');
    const custom = entry('docProps/custom.xml');
    const comments = entry('word/comments.xml');
    return {
      body: parseEntry(main),
      parts: entries
        .filter((one) => /^word\/(header|footer|footnotes|endnotes)\d*\.xml$/.test(one.name))
        .slice(0, 20)
        .map((one) => ({ name: one.name, root: parseEntry(one) })),
      comments: comments ? readComments(parseEntry(comments)) : [],
      custom: custom ? readProperties(parseEntry(custom)) : {},
    };
  } catch (error) {
    throw refuse(error);
  }
}

/** Whatever went wrong, in the words of DocxUnreadable. */
export function refuse(error: unknown): DocxUnreadable {
  if (error instanceof DocxUnreadable) return error;
  if (!(error instanceof ArchiveRefused)) return new DocxUnreadable('damaged');
  if (error.refusal === 'encrypted') return new DocxUnreadable('password');
  const large = error.refusal === 'too_large' || error.refusal === 'too_many';
  return new DocxUnreadable(large ? 'too_large' : 'damaged');
}

export function parseEntry(entry: ArchiveEntry): XmlNode {
  return parseXml(decodeXml(entry.read()));
}

function decodeXml(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder('utf-8').decode(bytes);
}

interface OpenNode {
  name: string;
  attributes: Record<string, string>;
  children: (XmlNode | string)[];
}

/** Throws on what is not well formed, on a DOCTYPE, and past the caps. */
export function parseXml(text: string): XmlNode {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const stack: OpenNode[] = [{ name: '', attributes: {}, children: [] }];
  let nodes = 0;
  parser.on('doctype', () => {
    throw new DocxUnreadable('damaged');
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    nodes += 1;
    if (stack.length > MAX_DEPTH || nodes > MAX_NODES) throw new DocxUnreadable('too_large');
    const attributes: Record<string, string> = {};
    for (const { uri, local, value } of Object.values(tag.attributes))
      attributes[qualify(uri, local)] = value;
    const node: OpenNode = { name: qualify(tag.uri, tag.local), attributes, children: [] };
    stack.at(-1)?.children.push(node);
    stack.push(node);
  });
  const addText = (piece: string) => stack.at(-1)?.children.push(piece);
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => void stack.pop());
  parser.write(text).close();
  const root = stack[0]?.children.find((child): child is XmlNode => typeof child !== 'string');
  if (!root) throw new DocxUnreadable('damaged');
  return root;
}

function qualify(uri: string, local: string): string {
  if (uri === '') return local;
  const known = PREFIXES.find(([pattern]) => pattern.test(uri));
  return known ? `${known[1]}:${local}` : `?:${local}`;
}

/** Each comment, its paragraphs on lines. */
function readComments(root: XmlNode): string[] {
  return childrenOf(root, 'w:comment')
    .map((comment) => childrenOf(comment, 'w:p').map(textOf).join('\n').trim())
    .filter((words) => words !== '');
}

function readProperties(root: XmlNode): Record<string, string> {
  const properties: Record<string, string> = {};
  for (const child of childrenOf(root, 'property', true)) {
    const name = child.attributes['name'];
    if (name) properties[name] = textOf(child).trim();
  }
  return properties;
}

/** Element children of that name; `anyPrefix` compares the local name alone. */
export function childrenOf(node: XmlNode, name: string, anyPrefix = false): XmlNode[] {
  return node.children.filter(
    (child): child is XmlNode =>
      typeof child !== 'string' &&
      (child.name === name || (anyPrefix && child.name.split(':').at(-1) === name)),
  );
}
export function childOf(node: XmlNode, name: string): XmlNode | null {
  return childrenOf(node, name)[0] ?? null;
}
/** All text within, as it stands. */
export function textOf(node: XmlNode): string {
  return node.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}
