import { labelled } from './table-fit.ts';
import type { Terminal } from './terminal.ts';

const plain = (text: string): string => text;

/** A sentence in lines that end at words, where a person watches; in a log it stays one line. */
export function wrapped(
  text: string,
  { watched, aloud, columns }: Pick<Terminal, 'watched' | 'aloud' | 'columns'>,
): string[] {
  return watched && !aloud ? labelled('', text, 0, columns) : [text];
}

/** Says a sentence to people, wrapped at words. */
export function say(text: string, terminal: Terminal, colour: (line: string) => string = plain): void {
  for (const line of wrapped(text, terminal)) terminal.err(colour(line));
}

/** `warning: ...`, wrapped at words. */
export function warn(text: string, terminal: Terminal): void {
  const [first = '', ...rest] = wrapped(`warning: ${text}`, terminal);
  terminal.err(first.replace('warning:', terminal.style.yellow('warning:')));
  for (const line of rest) terminal.err(line);
}
