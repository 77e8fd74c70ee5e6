import { HanzoError } from '@hanzo/contracts';
import type { DevFlags } from '../flags.ts';

const MEND = 'Say it as an argument: hanzo dev "review this project". Or pipe it: echo "…" | hanzo dev -';

/** The instructions from the argument, or from standard input when it is `-`. Never waits for a keyboard. */
export async function readInstructions(
  { instructions: argument }: Pick<DevFlags, 'instructions' | 'instructionsFile' | 'focus'>,
  stdin: NodeJS.ReadStream,
): Promise<string> {
  if (argument === undefined) throw new HanzoError('USAGE', 'There are no instructions.', { mend: MEND });
  if (argument !== '-') return argument;
  if (stdin.isTTY)
    throw new HanzoError('USAGE', '"-" reads instructions from standard input, but that is a keyboard.', {
      mend: MEND,
    });
  let text = '';
  stdin.setEncoding('utf8');
  for await (const piece of stdin) text += String(piece);
  if (text.trim() === '') throw new HanzoError('USAGE', 'Standard input was empty.', { mend: MEND });
  return text;
}
