/**
 * Step 4: a letter's blocks as plain text and as HTML. The text is the letter; the HTML says the same, no more, with
 * nothing to fetch.
 */
import { type Language } from '../study/study.js';

export type Block =
  | { readonly kind: 'paragraph'; readonly lines: readonly string[] }
  /** Above what concerns one of several cases. */
  | { readonly kind: 'heading'; readonly text: string }
  /** A section's heading (null: none) and its lines. */
  | { readonly kind: 'list'; readonly heading: string | null; readonly items: readonly string[] }
  /** Words above an address on a line of its own. */
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  /** Below the signature. */
  | { readonly kind: 'footer'; readonly lines: readonly string[] };

/** Columns of the plain text: quoted once or twice it still fits in 80. */
export const COLUMNS = 72;

/** Plain text with `\n` line ends, wrapped at COLUMNS; only a word longer than that goes past it. */
export function renderText(blocks: readonly Block[]): string {
  const rendered = blocks.map((block) => {
    if (block.kind === 'heading') return wrap(block.text, '', '').join('\n');
    if (block.kind === 'link') return [...wrap(block.text, '', ''), block.url].join('\n');
    if (block.kind === 'list')
      return [
        ...(block.heading === null ? [] : wrap(block.heading, '', '')),
        ...block.items.flatMap((item) => wrap(item, '  ', '    ')),
      ].join('\n');
    return block.lines.flatMap((line) => wrap(line, '', '')).join('\n');
  });
  return `${rendered.join('\n\n')}\n`;
}

/** Breaks at ordinary spaces only: the no-break ones hold. */
function wrap(text: string, first: string, rest: string): string[] {
  const lines: string[] = [];
  let line = '';
  let indent = first;
  for (const word of text.split(' ').filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && indent.length + longer.length > COLUMNS) {
      lines.push(indent + line);
      indent = rest;
      line = word;
    } else line = longer;
  }
  return [...lines, indent + line];
}

export function renderHtml(blocks: readonly Block[], subject: string, language: Language): string {
  const body = blocks.map((block) => {
    if (block.kind === 'heading') return `<h2 style="font-size: 1.1em">${escapeHtml(block.text)}</h2>`;
    if (block.kind === 'link') {
      const url = escapeHtml(block.url);
      return `<p>${escapeHtml(block.text)}<br>\n<a href="${url}">${url}</a></p>`;
    }
    if (block.kind === 'list') {
      const heading = block.heading === null ? '' : `<p><strong>${escapeHtml(block.heading)}</strong></p>\n`;
      return `${heading}<ul style="list-style: none">\n${block.items.map((item) => `<li>${escapeHtml(item)}</li>\n`).join('')}</ul>`;
    }
    const lines = block.lines.map(escapeHtml).join('<br>\n');
    return block.kind === 'footer' ? `<p><small>${lines}</small></p>` : `<p>${lines}</p>`;
  });
  return [
    '<!DOCTYPE html>',
    `<html lang="${language}">`,
    `<head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>`,
    '<body style="max-width: 40em; font-family: sans-serif; line-height: 1.4">',
    ...body,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
