/** A parser is fast enough with anything that is no longer. Characters. */
const ALWAYS = 4 * 1024;
/** Longer lines were written by a machine; what they hold cannot be cut by lines anyhow. Characters. */
const LONG_LINE = 1_000;
/** What long lines may hold together. Characters. */
const MOST_IN_LONG_LINES = 12 * 1024;
/** Of the characters: those of lines that stood before, and those besides words and spaces. */
const MOST_REPEATED = 0.97;
const MOST_SIGNS = 0.55;
/** Open brackets, those in literals and comments included. Real code had at most 150 (CPython, node_modules, C headers). */
const MOST_OPEN = 300;

const WORD_OR_SPACE = /[\p{L}\p{N}_\s]/u;

/**
 * Whether a text is worth a parser's time. Where nothing fits together each step of a parser looks at all that went before: a
 * file of quotes alone takes minutes. It is judged by counts, so that all machines judge alike.
 */
export function looksLikeCode(text: string): boolean {
  if (text.length <= ALWAYS) return true;
  return !isOpenTooOften(text) && !isOfLongLines(text) && signsOf(text) <= text.length * MOST_SIGNS;
}

function isOpenTooOften(text: string): boolean {
  let open = 0;
  for (const [sign] of text.matchAll(/[()[\]{}]/g)) {
    open = '([{'.includes(sign) ? open + 1 : Math.max(0, open - 1);
    if (open > MOST_OPEN) return true;
  }
  return false;
}

function isOfLongLines(text: string): boolean {
  const seen = new Set<string>();
  let long = 0;
  let repeated = 0;
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (line.length > LONG_LINE) long += line.length;
    const bare = line.trim();
    if (seen.has(bare)) repeated += line.length + 1;
    seen.add(bare);
  }
  return long > MOST_IN_LONG_LINES || repeated > text.length * MOST_REPEATED;
}

function signsOf(text: string): number {
  let signs = 0;
  for (const char of text) if (!WORD_OR_SPACE.test(char)) signs += 1;
  return signs;
}
