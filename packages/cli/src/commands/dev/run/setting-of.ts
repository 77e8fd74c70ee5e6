import type { ConfigFlags } from '@hanzo/config';
import { loadSetting, type Setting } from '../../../setting.ts';
import { shellWord } from '../../../terminal/shell-word.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { EngineFlags, ToolFlags } from '../flags.ts';

/**
 * What `hanzo dev` and `hanzo tasks retry` start from.
 *
 * @param workspace where the work is; undefined while that is not known
 */
export function settingOf(flags: EngineFlags, terminal: Terminal, workspace?: string): Setting {
  const { home, orchestrator, baseUrl, api } = flags;
  const { retryOnRateLimit, maxRetries, serviceTier, effort } = flags;
  const calls = given({ retryOnRateLimit, maxRetries, serviceTier, effort });
  const tools = toolLimitsOf(flags);
  const options = { askKeychain: true, workspace };
  const loaded = loadSetting({ ...given({ home, orchestrator, baseUrl, api }), calls, tools }, terminal, options);
  const setting = flags.maxTier === undefined ? loaded : { ...loaded, maxTier: flags.maxTier };
  warnOfProject(setting, terminal);
  return setting;
}

/** What flags say of how much models may use tools, as the configuration takes it. */
export function toolLimitsOf({
  toolSteps: steps,
  toolSeconds,
  toolBudget: budgetUsd,
}: ToolFlags): NonNullable<ConfigFlags['tools']> {
  return given({ steps, seconds: toolSeconds, budgetUsd });
}

/** Nothing of it counts, and nobody should believe that it does. */
function warnOfProject({ project: { state, root, why } }: Setting, terminal: Terminal): void {
  if (state !== 'untrusted') return;
  const { style } = terminal;
  terminal.err(`${style.yellow('warning:')} ${why} It is ignored.`);
  terminal.err(`  ${style.cyan('mend:')} Look at it and allow it with: hanzo config trust ${shellWord(root)}`);
}

/** Drops what is undefined. */
export function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
