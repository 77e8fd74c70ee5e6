import { open } from 'node:fs/promises';
import { HanzoError, type Focus } from '@hanzo/contracts';
import type { DevFlags } from '../flags.ts';

const MEND =
  'Say it as an argument: hanzo dev "review this project". Or pipe it: echo "…" | hanzo dev -. Or name a focus: --focus security';

/** More than anybody writes by hand: a file of this size was named by mistake. Bytes. */
export const MAX_INSTRUCTIONS: number = 64 * 1024;

/** What instructions are read from besides the argument. */
export type InstructionsInput = AsyncIterable<string | Uint8Array> & { readonly isTTY?: boolean };

/**
 * The instructions: the argument, then the text of `--instructions-file`; `-` is standard input in both places. Without
 * words those of `--focus`. Never waits for a keyboard, and never reads standard input that was not asked for.
 *
 * @param say hears in words what was put together
 * @throws HanzoError USAGE where there are none, or a file cannot be instructions
 */
export async function readInstructions(
  flags: Pick<DevFlags, 'instructions' | 'instructionsFile' | 'focus'>,
  stdin: InstructionsInput,
  say: (line: string) => void = () => undefined,
): Promise<string> {
  const words = joinedWords(await readWords(flags, stdin), say) ?? (await instructionsOf(flags.focus));
  if (words === undefined) throw new HanzoError('USAGE', 'There are no instructions.', { mend: MEND });
  return words;
}

/** What somebody wrote, and what was read for them: it may be of somebody else. */
export interface Words {
  readonly said?: string | undefined;
  readonly read?: { readonly text: string; readonly from: string } | undefined;
}

/** The same as one text, the argument first; undefined: nothing was said. */
export function joinedWords({ said, read }: Words, say: (line: string) => void = () => undefined): string | undefined {
  if (said === undefined || read === undefined) return said ?? read?.text;
  say(`instructions: the argument, then ${read.from}`);
  return `${said.trimEnd()}\n\n${read.text}`;
}

/** The argument and the file, each by itself. @throws HanzoError USAGE as {@link readInstructions} */
export async function readWords(
  { instructions: argument, instructionsFile: file }: Pick<DevFlags, 'instructions' | 'instructionsFile'>,
  stdin: InstructionsInput,
): Promise<Words> {
  if (argument === '-' && file === '-')
    throw new HanzoError('USAGE', 'Standard input cannot be the argument and the instructions file at once.', {
      mend: 'Give "-" once.',
    });
  const piped = argument === '-' ? await readInput(stdin, '"-"') : undefined;
  const text = file === undefined ? undefined : await readFileOrInput(file, stdin);
  if (piped === undefined) {
    const read = text === undefined ? {} : { read: { text, from: file === '-' ? INPUT : (file ?? '') } };
    return argument === undefined ? read : { said: argument, ...read };
  }
  const [both, from] = text === undefined ? [piped, INPUT] : [`${piped.trimEnd()}\n\n${text}`, `${INPUT} and ${file}`];
  return { read: { text: both, from } };
}

const INPUT = 'standard input';

/** Loaded only where it is needed: it brings all that plans work along. */
async function instructionsOf(focus: Focus | undefined): Promise<string | undefined> {
  if (focus === undefined) return undefined;
  const { focusProfile } = await import('@hanzo/orchestrator');
  return focusProfile(focus).instructions;
}

async function readFileOrInput(file: string, stdin: InstructionsInput): Promise<string> {
  return file === '-' ? await readInput(stdin, '--instructions-file -') : await readFile(file);
}

async function readInput(stdin: InstructionsInput, flag: string): Promise<string> {
  if (stdin.isTTY === true)
    throw new HanzoError('USAGE', `${flag} reads instructions from standard input, but that is a keyboard.`, {
      mend: MEND,
    });
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of stdin) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    pieces.push(bytes);
    size += bytes.length;
    if (size > MAX_INSTRUCTIONS) break;
  }
  return textOf(Buffer.concat(pieces), 'Standard input');
}

async function readFile(file: string): Promise<string> {
  const what = `The instructions file ${file}`;
  try {
    await using handle = await open(file, 'r');
    if (!(await handle.stat()).isFile())
      throw new HanzoError('USAGE', `${what} is no regular file.`, { mend: 'Name a text file.' });
    // One byte more shows that it is too large, however large it is.
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAX_INSTRUCTIONS + 1));
    return textOf(buffer.subarray(0, bytesRead), what);
  } catch (cause) {
    if (cause instanceof HanzoError) throw cause;
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HanzoError('USAGE', missing ? `There is no file ${file}.` : `${what} cannot be read: ${why}`, {
      cause,
      details: { file },
      mend: 'Check the path after --instructions-file.',
    });
  }
}

function textOf(bytes: Uint8Array, what: string): string {
  const mend = 'Give a text of what to do, in UTF-8 and of at most 64 KiB. Files to look at are named with --files.';
  const refuse = (why: string): HanzoError => new HanzoError('USAGE', `${what} ${why}.`, { mend });
  if (bytes.length > MAX_INSTRUCTIONS) throw refuse(`is larger than ${MAX_INSTRUCTIONS / 1024} KiB`);
  if (bytes.includes(0)) throw refuse('is not text');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refuse('is not UTF-8');
  }
  if (text.trim() === '') throw refuse(what === 'Standard input' ? 'was empty' : 'is empty');
  return text;
}
