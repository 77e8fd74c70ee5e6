import { visible } from '@hanzo/tools';

/** HTML that this program made. Text from elsewhere is no Markup: it is escaped wherever it becomes a child. */
export class Markup {
  readonly html: string;

  constructor(html: string) {
    this.html = html;
  }
}

/** What an element may hold: text stays text. */
export type Child = Markup | string | number | readonly Child[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Elements that hold nothing and are not closed. */
const VOID: ReadonlySet<string> = new Set(['input', 'meta', 'br']);

/** Text as HTML shows it: no element, entity, control character or change of direction of its own; keys are masked. */
export function escapeHtml(text: string): string {
  return visible(text.toWellFormed()).replace(/[&<>"']/g, (char) => ESCAPES[char] ?? '');
}

/**
 * An element. Its name and attributes are the program's own words.
 *
 * @param attributes in the order in which they are written; none may hold text from elsewhere
 */
export function el(name: string, attributes: Readonly<Record<string, string>>, ...children: readonly Child[]): Markup {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeHtml(value)}"`);
  const head = `<${name}${written.join('')}>`;
  return new Markup(VOID.has(name) ? head : `${head}${htmlOf(children)}</${name}>`);
}

/** A line feed between blocks, so that people can read the source. */
export const BREAK: Markup = new Markup('\n');

export function htmlOf(child: Child): string {
  if (child instanceof Markup) return child.html;
  if (typeof child === 'object') return child.map(htmlOf).join('');
  return escapeHtml(String(child));
}
