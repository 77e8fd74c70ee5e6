import { createInterface } from 'node:readline';
import { HanzoError } from '@hanzo/contracts';
import { parseInvite, type ParsedInvite } from '@hanzo/membership';

const MEND =
  'Paste the line that `hanzo net invite` printed, or pipe it: hanzo net invite | ssh other hanzo net join -';

/**
 * The invite from the argument, or the first line of standard input when it is `-`: whoever prints it may go on running.
 * A pasted one may have been wrapped, so white space does not count.
 *
 * @throws HanzoError USAGE or INVITE_INVALID
 */
export async function readInvite(argument: string, stdin: NodeJS.ReadStream): Promise<ParsedInvite> {
  const text = argument === '-' ? await firstLine(stdin) : argument;
  return parseInvite(text.replaceAll(/\s+/g, ''));
}

async function firstLine(stdin: NodeJS.ReadStream): Promise<string> {
  if (stdin.isTTY)
    throw new HanzoError('USAGE', '"-" reads the invite from standard input, but that is a keyboard.', { mend: MEND });
  const lines = createInterface({ input: stdin });
  try {
    for await (const line of lines) if (line.trim() !== '') return line;
  } finally {
    lines.close();
    stdin.destroy();
  }
  throw new HanzoError('USAGE', 'Standard input was empty.', { mend: MEND });
}
