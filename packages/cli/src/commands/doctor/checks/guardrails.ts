import { type HomePaths, loadProject } from '@hanzo/config';
import { detectedNames, missingNames } from '../../dev/guardrails/detected-in-words.ts';
import { messageOf, ok, warn, type Check, type Finding } from '../check.ts';

/** Which of its own commands the project in this folder holds changes against. */
export const checkGuardrails: Check = ({ paths }) => guardrailsIn('.', paths);

export function guardrailsIn(folder: string, paths: HomePaths): readonly Finding[] {
  try {
    const { commands, detected } = loadProject(folder, paths).project;
    const there = Object.keys(commands);
    const missing = missingNames(commands);
    const said = there.length === 0 ? 'no command' : there.join(', ');
    if (missing.length === 0) return [ok('guardrails', `${said} of this folder guard changes`)];
    const offered = detectedNames(detected, commands);
    const detail = `${said} of this folder guard changes; none for ${missing.join(', ')}`;
    if (offered.length === 0) return [ok('guardrails', detail)];
    return [
      warn(
        'guardrails',
        `${detail}; detected: ${offered.join(', ')}`,
        'See and allow them: hanzo config trust --commands',
      ),
    ];
  } catch (error) {
    return [warn('guardrails', messageOf(error), 'See what counts: hanzo config show')];
  }
}
