import { ToolFault } from '../tool-fault.ts';
import { matchesIn } from './matches-in.ts';
import { ripgrep } from './ripgrep.ts';

/** A line of the workspace that holds one of the texts. */
export interface FoundText {
  /** From the workspace. It may be one that no tool may see: whoever goes on with it looks whether it is among the workspace's files. */
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  /** As it stands there. */
  readonly text: string;
}

const MOST_FILE_SIZE = '1M';
/** Of lines of one file. */
const MOST_LINES = 20;

/**
 * Where any of some texts stands literally, whatever its case. Of several that overlap only the first is found. At most 4 MiB of
 * matches are looked at.
 *
 * @param root of the workspace: absolute, links resolved
 * @param texts without line ends
 * @throws HanzoError TOOL_FAILED when the program that searches is not there
 */
export async function findTexts(
  root: string,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<readonly FoundText[]> {
  if (texts.length === 0) return [];
  const told = ['--line-number', '--with-filename', '--no-heading', '--null', '--only-matching', '--crlf'];
  const limits = [`--max-count=${MOST_LINES}`, `--max-filesize=${MOST_FILE_SIZE}`];
  const wanted = ['--fixed-strings', '--ignore-case', ...texts.flatMap((text) => ['-e', text])];
  try {
    const { output } = await ripgrep([...told, ...limits, ...wanted], { root, glob: undefined, path: '', signal });
    return matchesIn(output).flatMap(({ path, lines }) =>
      [...lines].flatMap(([line, text]) => (text === undefined ? [] : [{ path, line, text }])),
    );
  } catch (error) {
    if (error instanceof ToolFault) return [];
    throw error;
  }
}
