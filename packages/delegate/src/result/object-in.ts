const FENCE = /^```\w*\s*$/;

/**
 * The one JSON object of an answer, without the words and fences around it: models that cannot be held to a schema like to say something
 * before and after. A text that has none, or more than one, is given back as it is.
 */
export function objectIn(text: string): string {
  const whole = text.trim();
  if (isJson(whole)) return whole;
  const fenced = fencedIn(whole).filter((block) => block.startsWith('{'));
  if (fenced.length > 0) return fenced.length === 1 ? (fenced[0] ?? whole) : whole;
  const from = whole.search(/\{\s*"/);
  const braced = from === -1 ? '' : whole.slice(from, whole.lastIndexOf('}') + 1);
  return isJson(braced) ? braced : whole;
}

/** What stands between fences. JSON has no line that is one. */
function fencedIn(text: string): readonly string[] {
  const blocks: string[] = [];
  let block: string[] | undefined;
  for (const line of text.split('\n')) {
    if (!FENCE.test(line)) block?.push(line);
    else if (block === undefined) block = [];
    else {
      blocks.push(block.join('\n').trim());
      block = undefined;
    }
  }
  return blocks;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
