import { resolve } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import { presetServer, type McpFileEntry, type PresetOptions } from '@hanzo/mcp';
import { environment } from '../../process/environment.ts';
import { createTerminalLogger } from '../../terminal/terminal-logger.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { namedValues, ownKeysOf } from './entry-of-flags.ts';
import type { McpAddFlags } from './flags.ts';
import type { Inspecting } from './inspect.ts';

/**
 * A server as a preset sets it up; its package is installed first, unless it is there.
 *
 * @throws HanzoError USAGE for flags that are not for presets; whatever `presetServer` says
 */
export async function entryOfPreset(
  preset: string,
  flags: McpAddFlags,
  { setting, signal, beforeInstall }: Pick<Inspecting, 'setting' | 'signal'> & Pick<PresetOptions, 'beforeInstall'>,
  terminal: Terminal,
): Promise<McpFileEntry> {
  refuseOwnWords(flags);
  terminal.status(`setting up ${flags.name} …`);
  const entry = await presetServer(flags.name, preset, namedValues(flags.param ?? [], '--param'), {
    packagesFolder: setting.paths.mcpPackages,
    // Who types a path means it from here.
    cwd: resolve('.'),
    environment: environment(),
    signal,
    log: createTerminalLogger(terminal, 'info'),
    ...(beforeInstall && { beforeInstall }),
  });
  const own = ownKeysOf(flags);
  if (own === undefined) return entry;
  const effects = { ...entry.hanzo?.effects, ...own.effects };
  return { ...entry, hanzo: { ...entry.hanzo, ...own, ...(Object.keys(effects).length > 0 && { effects }) } };
}

/** A preset says itself how its server is started. */
function refuseOwnWords(flags: McpAddFlags): void {
  const { command, url, env, header, cwd, project } = flags;
  const given = Object.entries({ '--url': url, '--env': env, '--header': header, '--cwd': cwd }).find(
    ([, value]) => value !== undefined,
  );
  if (command.length > 0 || given !== undefined)
    throw new HanzoError(
      'USAGE',
      `--preset says itself how its server is started: ${given?.[0] ?? 'a program'} is not for it.`,
      {
        mend: 'Tell it what it asks for by --param name=value: hanzo mcp list --presets',
      },
    );
  if (project === true)
    throw new HanzoError(
      'USAGE',
      'A preset is set up on this machine: others who have the project would not find it.',
      {
        mend: 'Leave --project out.',
      },
    );
}
