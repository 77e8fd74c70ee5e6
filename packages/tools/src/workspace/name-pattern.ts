import { ANY_NUMBER, matchesAll } from './wildcards.ts';

/** Says which names a part of a pattern between slashes means. */
export type NamePattern = (name: string) => boolean;

/** One character, or a test of it. */
type Part = string | ((char: string) => boolean) | typeof ANY_NUMBER;

/** As POSIX names them in brackets. */
const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[a-z0-9]/i,
  alpha: /[a-z]/i,
  blank: /[ \t]/,
  // oxlint-disable-next-line no-control-regex -- it is what the class means
  cntrl: /[\u0000-\u001f\u007f]/,
  digit: /\d/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /\s/,
  upper: /[A-Z]/,
  xdigit: /[0-9a-f]/i,
};

/** Undefined for what git takes for no pattern: a bracket or a backslash that leads nowhere. */
export function namePattern(text: string): NamePattern | undefined {
  if (!/[*?[\\]/.test(text)) return (name) => name === text;
  if (/^\*[^*?[\\]*$/.test(text)) return (name) => name.endsWith(text.slice(1));
  const parts: Part[] = [];
  for (let at = 0; at < text.length;) {
    const [part, next] = partAt(text, at);
    if (part === undefined) return undefined;
    if (part !== ANY_NUMBER || parts.at(-1) !== ANY_NUMBER) parts.push(part);
    at = next;
  }
  return (name) => matchesAll(parts, name, (part, char) => (typeof part === 'string' ? part === char : part(char)));
}

function partAt(text: string, at: number): readonly [part: Part | undefined, next: number] {
  const char = text[at] ?? '';
  if (char === '*') return [ANY_NUMBER, at + 1];
  if (char === '?') return [() => true, at + 1];
  if (char === '\\') return [text[at + 1], at + 2];
  return char === '[' ? bracketAt(text, at + 1) : [char, at + 1];
}

/** `[a-z]`, `[!x]`, `[[:digit:]_]`. */
function bracketAt(text: string, start: number): readonly [part: Part | undefined, next: number] {
  const isNegated = text[start] === '!' || text[start] === '^';
  const first = isNegated ? start + 1 : start;
  const tests: ((char: string) => boolean)[] = [];
  for (let at = first; at < text.length;) {
    if (text[at] === ']' && at > first) return [(char) => tests.some((test) => test(char)) !== isNegated, at + 1];
    const name = /^\[:([a-z]*):\]/.exec(text.slice(at, at + 12))?.[1];
    if (name === undefined) {
      const [low, afterLow] = literalAt(text, at);
      const isRange = text[afterLow] === '-' && afterLow + 1 < text.length && text[afterLow + 1] !== ']';
      const [high, next] = isRange ? literalAt(text, afterLow + 1) : [low, afterLow];
      tests.push((char) => low <= char && char <= high);
      at = next;
    } else {
      const known = CLASSES[name];
      if (known === undefined) return [undefined, text.length];
      tests.push((char) => known.test(char));
      at += name.length + 4;
    }
  }
  return [undefined, text.length];
}

function literalAt(text: string, at: number): readonly [char: string, next: number] {
  return text[at] === '\\' ? [text[at + 1] ?? '', at + 2] : [text[at] ?? '', at + 1];
}
