import { HanzoError } from '@hanzo/contracts';
import type { Setting } from '../../../setting.ts';
import type { DevFlags, EngineFlags, ToolFlags } from '../flags.ts';
import { criticModel } from '../models/critic-model.ts';
import { panelModels, panelSize } from '../models/named-models.ts';
import type { OrchestratorChoice } from '../models/orchestrator-choice.ts';
import { paymentOf } from '../money/payment.ts';

/** Who of a run looks things up with tools: models behind an API, and nobody else. */
export interface ToolUsers {
  /** The model that plans. */
  readonly planner: boolean;
  /** Those that judge each finding. */
  readonly panel: boolean;
  /** The one that judges whole answers. */
  readonly critic: boolean;
}

export const NO_TOOL_USERS: ToolUsers = { planner: false, panel: false, critic: false };

/** `--tools` says that some are wanted. */
export function wantsTools({ mcpTools, tools = [] }: ToolFlags): boolean {
  return mcpTools === true || tools.length > 0;
}

/** @param isPlanned the plan stands already. @default false */
export function toolUsers(
  setting: Setting,
  flags: EngineFlags & Pick<DevFlags, 'batchMode'>,
  choice: OrchestratorChoice,
  isPlanned = false,
): ToolUsers {
  if (!wantsTools(flags) || !paymentOf(setting, flags, choice).allowed) return NO_TOOL_USERS;
  const named = panelModels(flags, setting);
  const hasApiCritic = named.length === 0 || named.some(({ kind }) => kind === 'api');
  return {
    planner: choice.kind === 'api' && flags.batchMode !== true && !isPlanned,
    panel: panelSize(flags) > 0 && hasApiCritic,
    critic: criticModel(flags, setting)?.kind === 'api',
  };
}

export function isUsed({ planner, panel, critic }: ToolUsers): boolean {
  return planner || panel || critic;
}

/** @throws HanzoError USAGE where nobody of the run could use the tools that are wanted */
export function refuseIdleTools(
  setting: Setting,
  flags: DevFlags,
  choice: OrchestratorChoice,
  isPlanned = false,
): void {
  if (!wantsTools(flags) || isUsed(toolUsers(setting, flags, choice, isPlanned))) return;
  throw new HanzoError('USAGE', `--mcp-tools: nobody would use tools: ${whyIdle(choice, isPlanned)}.`, {
    mend: isPlanned
      ? 'Name critics of an API with --critic or --critic-instances, or leave it out.'
      : 'Name an API model with --orchestrator, or critics of an API with --critic or --critic-instances (a local orchestrator needs --budget for them). Or leave it out.',
  });
}

function whyIdle({ kind }: OrchestratorChoice, isPlanned: boolean): string {
  const none = 'no API model judges in this run';
  if (isPlanned) return `the plan stands already, and ${none}`;
  return kind === 'local' ? `local models and workers get none, and ${none}` : `no model plans a batch, and ${none}`;
}

/**
 * The same for a run that is taken up again.
 *
 * @param written now; what the run was begun with is no mistake of today
 * @param flags both
 * @throws HanzoError USAGE
 */
export function refuseIdleAgain(
  written: ToolFlags,
  flags: DevFlags,
  { setting, choice, isPlanned }: { setting: Setting; choice: OrchestratorChoice; isPlanned: boolean },
): void {
  const half = HALVES.find(([name]) => written[name] !== undefined);
  if (half === undefined && !wantsTools(written)) return;
  if (half !== undefined && !wantsTools(flags)) throw usage(`${half[1]} does nothing without --mcp-tools.`, flags);
  refuseIdleTools(setting, flags, choice, isPlanned);
}

/** Without those of tools, where nobody would use any. */
export function withoutIdleTools<Flags extends ToolFlags>(flags: Flags, users: ToolUsers): Flags {
  if (isUsed(users)) return flags;
  const { mcpTools: _, tools: _tools, allowTools: _allow, toolSteps: _steps, ...rest } = flags;
  const { toolSeconds: _seconds, toolBudget: _budget, ...others } = rest;
  return others as Flags;
}

/** @throws HanzoError USAGE for flags of tools that could do nothing, whatever is configured */
export function refuseToolFlags(flags: DevFlags): void {
  const { localOnly, resume } = flags;
  if (wantsTools(flags)) {
    if (localOnly === true)
      throw usage('--mcp-tools and --local-only do not go together: only models of an API use tools.', flags);
    return;
  }
  // A run that is taken up again may have been started with them.
  if (resume !== undefined) return;
  const idle = HALVES.find(([name]) => flags[name] !== undefined);
  if (idle !== undefined) throw usage(`${idle[1]} does nothing without --mcp-tools.`, flags);
}

const HALVES = [
  ['allowTools', '--allow-tools'],
  ['toolSteps', '--tool-steps'],
  ['toolSeconds', '--tool-seconds'],
  ['toolBudget', '--tool-budget'],
] as const satisfies readonly (readonly [keyof ToolFlags, string])[];

function usage(message: string, flags: ToolFlags): HanzoError {
  const mend = wantsTools(flags) ? 'Leave one of them out.' : 'Add --mcp-tools, or leave it out.';
  return new HanzoError('USAGE', message, { mend });
}
