import type { ToolConsent, ToolEffect } from '@hanzo/contracts';
import { builtInTools, consentOf, rulesWith, toolSelection } from '@hanzo/tools';
import type { Setting } from '../../../setting.ts';
import { labelled } from '../../../terminal/table-fit.ts';
import { oneLine } from '../../../terminal/one-line.ts';
import type { DevFlags } from '../flags.ts';
import { chooseOrchestrator, type OrchestratorChoice } from '../models/orchestrator-choice.ts';
import { wantedServers } from './wanted-servers.ts';
import { isUsed, toolUsers, type ToolUsers, wantsTools } from './tool-users.ts';

/** Which tools a run would have. No server is started for it: their tools are not known. */
export interface ToolsPreview {
  readonly users: ToolUsers;
  /** Of hanzo. */
  readonly tools: readonly { readonly name: string; readonly effect: ToolEffect; readonly consent: ToolConsent }[];
  /** Names of the MCP servers that would be started. */
  readonly servers: readonly string[];
  /** `--tools` names them: requests need not speak of them to be offered them. */
  readonly areNamed: boolean;
  /** What would not be started, and why. */
  readonly notes: readonly string[];
}

/**
 * Undefined where nobody would use any.
 *
 * @throws HanzoError as a run would, for names that nothing has and for servers that cannot be used
 */
export async function toolsPreview(
  setting: Setting,
  flags: DevFlags,
  choice: OrchestratorChoice,
  root: string,
): Promise<ToolsPreview | undefined> {
  const users = toolUsers(setting, flags, choice);
  if (!isUsed(users)) return undefined;
  const { tools: names = [], allowTools = [] } = flags;
  const { mcpServersOf } = await import('../../mcp/mcp-setting.ts');
  const { servers, known, notes } = wantedServers(names, mcpServersOf(setting, root));
  const nothing = { write: () => Promise.reject(new TypeError('Nothing is written to look.')) };
  const own = builtInTools({ root, writes: nothing });
  const rules = rulesWith(setting.config.tools.rules, allowTools, own, known);
  // Critics change nothing.
  const selected = toolSelection(names, own, known).filter(({ effect }) => users.planner || effect !== 'write');
  const tools = selected.map((tool) => {
    return { name: tool.spec.name, effect: tool.effect, consent: consentOf(tool, rules) };
  });
  return { users, tools, servers: servers.map(({ name }) => name), areNamed: names.length > 0, notes };
}

const ASKED: Readonly<Record<ToolConsent, string>> = { allow: '', ask: ' (asks)', deny: ' (never)' };

/** The same for somebody who asks in a conversation, whose flags say which workspace it is. */
export async function toolsForPerson(setting: Setting, flags: DevFlags, width: number): Promise<readonly string[]> {
  if (!wantsTools(flags)) return ['No tools: the conversation was begun without --mcp-tools.'];
  const wish = { localOnly: flags.localOnly === true, isNamed: flags.orchestrator !== undefined };
  const preview = await toolsPreview(setting, flags, chooseOrchestrator(setting, wish), flags.workspace ?? '.');
  if (preview === undefined) return ['No tools: only models of an API use them.'];
  return previewLines(preview, width);
}

/** For people. */
export function previewLines(preview: ToolsPreview | undefined, width: number): readonly string[] {
  if (preview === undefined) return [];
  const { users, tools, servers, areNamed, notes } = preview;
  const who = [
    ...(users.planner ? ['the orchestrator'] : []),
    ...(users.panel || users.critic ? ['critics of an API'] : []),
  ].join(' and ');
  const named = tools.map(({ name, consent }) => `${name}${ASKED[consent]}`).join(', ');
  const which = areNamed ? '' : ' (a request is offered those that it speaks of; --tools names others)';
  const started = servers.length === 0 ? '' : `; and those of ${servers.join(', ')}, not started to look${which}`;
  return [
    ...labelled('tools', `for ${who}: ${named === '' ? 'none of hanzo' : named}${started}`, 12, width),
    ...notes.flatMap((note) => labelled('', oneLine(note), 12, width)),
  ];
}
