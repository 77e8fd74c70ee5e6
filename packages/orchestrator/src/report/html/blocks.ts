import { BREAK, type Child, el, type Markup } from './markup.ts';

/** A cell of figures stands to the right. */
export interface Column {
  readonly title: string;
  readonly isNumber?: boolean;
}

/** A part of the page with a heading of the second level; nothing when it has no content. */
export function section(title: string, ...content: readonly Child[]): readonly Child[] {
  if (content.length === 0) return [];
  return [el('section', {}, el('h2', {}, title), BREAK, ...content), BREAK];
}

export function paragraph(...content: readonly Child[]): Markup {
  return el('p', {}, ...content);
}

/** A table that is scrolled by itself where it is too wide, with the keyboard, too. */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Child[])[],
): readonly Child[] {
  const head = columns.map(({ title }) => el('th', { scope: 'col' }, title));
  const body = rows.map((cells) => [
    el(
      'tr',
      {},
      cells.map((cell, at) => el('td', columns[at]?.isNumber === true ? { class: 'number' } : {}, cell)),
    ),
    BREAK,
  ]);
  return [
    el(
      'div',
      { class: 'wide', role: 'region', tabindex: '0', 'aria-label': caption },
      el(
        'table',
        {},
        el('caption', {}, caption),
        BREAK,
        el('thead', {}, el('tr', {}, head)),
        BREAK,
        el('tbody', {}, body),
      ),
    ),
    BREAK,
  ];
}

export function list(items: readonly Child[]): Markup {
  return el('ul', {}, BREAK, ...items.map((item) => [el('li', {}, item), BREAK]));
}

/** Names and what stands for them. */
export function facts(pairs: readonly (readonly [name: string, value: Child])[]): Markup {
  return el('dl', {}, ...pairs.map(([name, value]) => [el('dt', {}, name), el('dd', {}, value), BREAK]));
}

export function code(text: string): Markup {
  return el('code', {}, text);
}

/** Code or a text that a model wrote, with its lines, that the keyboard reaches. */
export function block(text: string): Markup {
  return el('pre', {}, text);
}

/** Closed until somebody opens it. */
export function folded(summary: string, ...content: readonly Child[]): Markup {
  return el('details', {}, el('summary', {}, summary), BREAK, ...content);
}
