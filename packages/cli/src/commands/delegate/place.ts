import { resolve } from 'node:path';
import { delegationsFolderFault, homeSecret } from '@hanzo/config';
import { HanzoError, systemClock } from '@hanzo/contracts';
import { openDelegations, type Delegations } from '@hanzo/delegate';
import type { Workspace, WorkspaceOptions } from '@hanzo/tools';
import type { Setting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { EngineFlags } from '../dev/flags.ts';
import { leavingOutput, openSources } from '../dev/run/standard-files.ts';
import { given, settingOf } from '../dev/run/setting-of.ts';
import type { DelegateEngineFlags, DelegationFlags } from './flags.ts';

/** Where delegations happen, and where they are kept. */
export interface Place {
  readonly setting: Setting;
  readonly workspace: Workspace;
  readonly delegations: Delegations;
}

/**
 * Makes no folder: whatever is written first does.
 *
 * @param within a folder from the workspace on: only its files are sources
 * @throws HanzoError WORKSPACE_MISSING; USAGE for a folder that leads outside
 */
export async function openPlace(
  flags: DelegateEngineFlags & DelegationFlags,
  terminal: Terminal,
  within?: string,
): Promise<Place> {
  const workspace = await openSources(resolve(flags.workspace ?? '.'), leftOutOf(within));
  const { home, baseUrl, api, retryOnRateLimit, maxRetries, serviceTier, effort } = flags;
  const engine = given({ home, baseUrl, api, retryOnRateLimit, maxRetries, serviceTier, effort }) as EngineFlags;
  const setting = settingOf(engine, terminal, workspace.root);
  const folder = resolve(workspace.root, folderIn(flags, workspace.root) ?? setting.config.delegate.folder);
  const warn = (sentence: string): void => terminal.err(`${terminal.style.yellow('warning:')} ${sentence}`);
  const key = homeSecret(setting.paths.delegationKey);
  const delegations = await openDelegations(folder, { clock: systemClock, key, workspace: workspace.root, warn });
  return { setting, workspace, delegations };
}

function leftOutOf(within: string | undefined): WorkspaceOptions['isLeftOut'] {
  const isOutput = leavingOutput();
  return (path, identity) => !isWithin(path, within) || isOutput(path, identity);
}

/** True for all where there is no folder. Both paths are of the workspace, with `/`. */
export function isWithin(path: string, folder: string | undefined): boolean {
  return folder === undefined || path.startsWith(`${folder}/`);
}

/** `--output-dir`, from the workspace on. */
function folderIn({ outputDir }: DelegationFlags, root: string): string | undefined {
  if (outputDir === undefined) return undefined;
  const inside = outputDir.startsWith(root) ? outputDir.slice(root.length).replace(/^[/\\]+/, '') : outputDir;
  const folder = inside
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '')
    .replace(/\/+$/, '');
  const fault = delegationsFolderFault(folder);
  if (fault === undefined) return folder;
  throw new HanzoError('USAGE', `--output-dir ${JSON.stringify(outputDir)} ${fault}.`, {
    mend: 'Name a folder inside the workspace, such as .autonomous_runs/openai_delegations.',
  });
}
