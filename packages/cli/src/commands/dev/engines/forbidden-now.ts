import { loadProject } from '@hanzo/config';
import { toHanzoError } from '@hanzo/contracts';
import type { TrialCommandName } from '@hanzo/tools';
import type { Setting } from '../../../setting.ts';

/**
 * Why a command that was allowed when the run began may not be run now, as a sentence: its project was changed since, and nobody
 * was asked about what it says now. Reads the workspace again, and runs nothing.
 */
export function forbiddenNow(
  name: TrialCommandName,
  { project, paths }: Pick<Setting, 'project' | 'paths'>,
): string | undefined {
  try {
    const now = loadProject(project.root, paths).project.commands[name];
    if (JSON.stringify(now) === JSON.stringify(project.commands[name])) return undefined;
  } catch (error) {
    return toHanzoError(error).message;
  }
  return `what says what the command for ${name} does has changed since the run began, and nobody has allowed that.`;
}
