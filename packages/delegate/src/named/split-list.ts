/**
 * Entries between commas, without blanks around them; a comma inside braces or brackets, as in `src/*.{ts,tsx}`, is a part of its
 * entry. A brace that never closes is a part of a name.
 */
export function splitList(text: string): readonly string[] {
  const entries: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '{') at = closing(text, at, '{', '}') ?? at;
    else if (text[at] === '[') at = closing(text, at, '[', ']') ?? at;
    else if (text[at] === ',') {
      entries.push(text.slice(start, at));
      start = at + 1;
    }
  }
  entries.push(text.slice(start));
  return entries.map((entry) => entry.trim()).filter((entry) => entry !== '');
}

/** Where the bracket that opens at a place closes. */
function closing(text: string, from: number, open: string, close: string): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === open) depth += 1;
    else if (text[at] === close) depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}
