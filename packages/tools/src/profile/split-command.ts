import { HanzoError } from '@hanzo/contracts';

/** Between these words a shell would do something; here nobody does. */
const SHELL_WORDS: ReadonlySet<string> = new Set(['|', '||', '&', '&&', ';', '>', '>>', '<', '2>', '2>&1']);

/**
 * Splits a command as a shell would: by white space, with single and double quotes and backslashes. No shell runs it, so that
 * nothing else of a shell is known.
 *
 * @throws HanzoError USAGE for a quote that is not closed, no words, and what only a shell could do
 */
export function splitCommand(text: string): readonly string[] {
  const words: string[] = [];
  for (const [piece] of text.matchAll(/(?:"(?:[^"\\]|\\[\s\S])*"|'[^']*'|\\[\s\S]|[^\s"'\\])+|["'\\]/g)) {
    if (piece === '"' || piece === "'" || piece === '\\')
      throw new HanzoError('USAGE', `A quote in the command ${JSON.stringify(text)} is not closed.`, {
        mend: 'Close it.',
      });
    if (SHELL_WORDS.has(piece))
      throw new HanzoError(
        'USAGE',
        `The command ${JSON.stringify(text)} needs a shell for ${piece}, and none runs it.`,
        {
          mend: 'Put it into a script of the project, and name that.',
        },
      );
    words.push(unquoted(piece));
  }
  if (words.length === 0 || words[0] === '')
    throw new HanzoError('USAGE', 'The command to profile is empty.', { mend: 'Say one: --profile="node work.js"' });
  return words;
}

function unquoted(piece: string): string {
  return piece.replace(/"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|\\([\s\S])/g, (_, double, single, escaped) => {
    if (typeof double === 'string') return double.replace(/\\(["\\$`])/g, '$1');
    return typeof single === 'string' ? single : String(escaped);
  });
}
