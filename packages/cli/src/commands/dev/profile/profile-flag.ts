import { HanzoError } from '@hanzo/contracts';
import { isProfilable, splitCommand } from '@hanzo/tools';
import { shellWord } from '../../../terminal/shell-word.ts';
import type { DevFlags } from '../flags.ts';

/**
 * The flags with what `--profile` implies: the run is about performance.
 *
 * @throws HanzoError USAGE for another focus, and for what can be no command, or was meant as instructions
 */
export function withProfile(flags: DevFlags): DevFlags {
  const { profile, focus, resume } = flags;
  if (profile === undefined || profile === false || resume !== undefined) return flags;
  if (focus !== undefined && focus !== 'performance')
    throw new HanzoError('USAGE', `--profile measures what is slow, and --focus ${focus} does not look at that.`, {
      mend: 'Leave --profile or --focus out: --profile alone is about performance.',
    });
  if (typeof profile === 'string') checkCommand(profile, flags);
  return { ...flags, focus: 'performance' };
}

/** A value after a space is the command, also where somebody meant it as what is to be done. */
function checkCommand(command: string, { instructions, instructionsFile }: DevFlags): void {
  const [program = ''] = asWords(command, instructions === undefined && instructionsFile === undefined);
  if (isProfilable(program)) return;
  const isAlone = instructions === undefined && instructionsFile === undefined;
  const known =
    'Commands of Node (node, npm, npx, vitest, jest, …), Python (python, pytest) and Go (go test) can be measured.';
  throw new HanzoError(
    'USAGE',
    `--profile took ${JSON.stringify(command)} for its command, and there is no profiler for ${JSON.stringify(program)}.`,
    {
      details: { command },
      mend: isAlone
        ? `Were these the instructions? Write them first: hanzo dev ${shellWord(command)} --profile. Else name the command: --profile="npm test". ${known}`
        : `Name another command: --profile="npm test". ${known}`,
    },
  );
}

/** Words of a sentence may hold quotes that no command has. */
function asWords(command: string, isMaybeSentence: boolean): readonly string[] {
  try {
    return splitCommand(command);
  } catch (error) {
    const [first = ''] = command.trim().split(/\s+/);
    if (isMaybeSentence && first !== '' && !isProfilable(first)) return [first];
    throw error;
  }
}
