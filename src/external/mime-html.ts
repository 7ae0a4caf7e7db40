/** Step 2, read: an HTML mail body as lines of text, a table's cells kept apart: `Âge` and `47` must not become `Âge47`. */
import { convert } from 'html-to-text';

const MOST_CHARACTERS = 2_000_000;

/** Cells of a row are separated by a tab. Empty when it cannot be converted. */
export function renderHtml(html: string): string {
  const line = { leadingLineBreaks: 1, trailingLineBreaks: 1 };
  const cell = (selector: string) => ({ selector, format: 'inlineSurround', options: { suffix: ' \t ' } });
  try {
    return convert(html, {
      wordwrap: false,
      limits: { maxDepth: 200, maxInputLength: MOST_CHARACTERS },
      selectors: [
        { selector: 'a', options: { ignoreHref: true } },
        { selector: 'img', format: 'skip' },
        cell('td'),
        cell('th'),
        { selector: 'tr', format: 'block', options: line },
        ...['h1', 'h2', 'h3', 'h4'].map((selector) => ({ selector, options: { uppercase: false } })),
      ],
    })
      .replace(/ *\t */g, '\t')
      .replace(/[\t ]+$/gm, '')
      .trim();
  } catch {
    return '';
  }
}
