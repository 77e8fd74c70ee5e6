import type { DocComment } from './comment-schema.ts';
import { columnsOf, wrap } from './wrap.ts';

const MOST_COLUMNS = 100;

/** A comment as JavaScript and TypeScript have it above a function: one line where that suffices. */
export function jsdoc({ summary, params, returns, throws }: DocComment, indent: string): readonly string[] {
  const tags = [
    ...params.map(({ name, text }) => `@param ${name} - ${safe(text)}`),
    ...(returns === '' ? [] : [`@returns ${safe(returns)}`]),
    ...throws.map(({ name, text }) => `@throws {${safe(name)}} ${safe(text)}`),
  ];
  const short = `${indent}/** ${safe(summary)} */`;
  if (tags.length === 0 && columnsOf(short) <= MOST_COLUMNS) return [short];
  const room = MOST_COLUMNS - columnsOf(`${indent} * `);
  const texts = [
    ...wrap(safe(summary), room),
    ...(tags.length === 0 ? [] : ['']),
    ...tags.flatMap((tag) => wrap(tag, room - 2, room).map((line, at) => (at === 0 ? line : `  ${line}`))),
  ];
  return [`${indent}/**`, ...texts.map((text) => `${indent} * ${text}`.trimEnd()), `${indent} */`];
}

/** It can neither end the comment nor begin a tag: a line may break before any word. */
function safe(text: string): string {
  return text.replaceAll('*/', '* /').replaceAll(/(^|\s)(@\S+)/g, '$1`$2`');
}
