/** `# pylint: disable-next=eval-used`, `# noinspection PyUnusedLocal`, `# pyre-fixme[8]`, `# nosemgrep`. */
const TO_TOOLS = /^\s*#\s*(?:noinspection\s|nosemgrep|\S+[\s:-]\s*(?:ignore|fixme|disable-next))/;
const COMMENT = /^\s*#/;
/** It says types of the function, and must stay next to the signature. */
const TYPE = /^\s*#\s*type:/;
const MOST_LINES = 20;

/**
 * Where the comments begin that stand directly above a line and speak to a tool of it, and how many lines they are: nothing may be put
 * between them and what they are about.
 *
 * @param start where the line begins
 */
export function aboveToTools(text: string, start: number): { readonly start: number; readonly lines: number } {
  let found = { start, lines: 0 };
  let at = start;
  for (let lines = 1; lines <= MOST_LINES && at > 0; lines += 1) {
    const end = at - 1;
    at = text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(at, end);
    if (!COMMENT.test(line) || TYPE.test(line)) break;
    if (TO_TOOLS.test(line)) found = { start: at, lines };
  }
  return found;
}
