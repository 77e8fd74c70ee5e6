import { HanzoError } from '@hanzo/contracts';
import { commandLine, splitCommand } from '@hanzo/tools';
import type { Setting } from '../../../setting.ts';
import { shellWord } from '../../../terminal/shell-word.ts';
import type { DevFlags } from '../flags.ts';

export interface ProfiledCommand {
  readonly argv: readonly string[];
  /** As a person wrote it. */
  readonly command: string;
}

/**
 * What `--profile` measures; undefined without it. What somebody typed may be run; the project's own tests only when they are
 * trusted.
 *
 * @throws HanzoError USAGE when there are none
 */
export function profiledCommand(
  { profile }: Pick<DevFlags, 'profile'>,
  { project }: Pick<Setting, 'project'>,
): ProfiledCommand | undefined {
  if (profile === undefined || profile === false) return undefined;
  if (typeof profile === 'string') return { argv: splitCommand(profile), command: profile };
  const { tests } = project.commands;
  if (tests !== undefined && tests.length > 0)
    return { argv: commandLine(tests, []), command: commandLine(tests, []).map(shellWord).join(' ') };
  const seems = project.detected?.commands.tests?.map(shellWord).join(' ') ?? 'npm test';
  const root = shellWord(project.root);
  const isDetected = project.detected?.commands.tests !== undefined;
  const allow =
    project.state === 'untrusted'
      ? `. Or trust the project's: hanzo config trust ${root}`
      : isDetected
        ? `. Or allow what was detected: hanzo config trust --commands ${root}`
        : '';
  throw new HanzoError('USAGE', '--profile knows no command: the workspace has no tests command that you trust.', {
    mend: `Name one: --profile=${shellWord(seems)}${allow}`,
  });
}
