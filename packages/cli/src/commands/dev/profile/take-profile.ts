import { hotFunctions, shareInWords } from '@hanzo/orchestrator';
import { type Profile, profileCommand, type Workspace } from '@hanzo/tools';
import type { Setting } from '../../../setting.ts';
import { oneLine } from '../../../terminal/one-line.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { DevFlags } from '../flags.ts';
import { profiledCommand } from './profiled-command.ts';

export interface TakeProfileParts {
  readonly flags: Pick<DevFlags, 'profile'>;
  readonly setting: Pick<Setting, 'project'>;
  readonly workspace: Pick<Workspace, 'root'>;
  readonly signal: AbortSignal;
}

/**
 * Measures what `--profile` says, and tells people what is hot; undefined without it. Nothing is paid yet. Rejects with HanzoError
 * USAGE when nothing could be measured.
 */
export async function takeProfile(
  { flags, setting, workspace, signal }: TakeProfileParts,
  terminal: Terminal,
): Promise<Profile | undefined> {
  const wanted = profiledCommand(flags, setting);
  if (wanted === undefined) return undefined;
  const { argv, command } = wanted;
  terminal.err(`profiling: ${oneLine(command)}`);
  const onWarning = (sentence: string): void => terminal.err(`${terminal.style.yellow('warning:')} ${sentence}`);
  const profile = await profileCommand({ root: workspace.root, argv, command, signal, onWarning });
  for (const note of profile.notes) onWarning(note);
  terminal.err(profiledLine(profile));
  return profile;
}

/** Names come from the code that was measured: they stay within the line, and end nothing in it. */
export function profiledLine(profile: Profile): string {
  const [first] = hotFunctions(profile);
  const hottest =
    first === undefined
      ? 'nothing is hot'
      : `the hottest is ${oneLine(first.name)} (${oneLine(first.path)}:${first.line}), ${shareInWords(first.share)} of the time in the workspace's code`;
  return `profiled: ${(profile.totalMs / 1000).toFixed(1)} s of processor time; ${hottest}`;
}
