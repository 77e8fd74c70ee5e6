import { isAbsolute, relative, sep } from 'node:path';
import {
  BUILT_IN,
  criticToolLimits,
  systemClock,
  TOOL_EFFECTS,
  type Clock,
  type Logger,
  type Tool,
  type ToolCaller,
  type ToolCallRecord,
  type ToolRules,
} from '@hanzo/contracts';
import type { Journal } from '@hanzo/coordinator';
import type { McpFault, McpServers, McpTools } from '@hanzo/mcp';
import { builtInTools, idleRules, rulesWith, Toolbox, toolSelection, type Workspace } from '@hanzo/tools';
import type { Setting } from '../../../setting.ts';
import type { EngineFlags } from '../flags.ts';
import type { AskConsent } from '@hanzo/tools';
import { Offers, type OfferedTo } from './offers.ts';
import { summaryOf, type RunTools, type ToolCallListener } from './run-tools.ts';
import { wantedServers } from './wanted-servers.ts';
import { isUsed, type ToolUsers } from './tool-users.ts';
import { writeBookOf } from './write-book.ts';

export interface RunToolsParts {
  readonly setting: Setting;
  readonly flags: EngineFlags;
  readonly workspace: Pick<Workspace, 'root'>;
  readonly runId: string;
  readonly users: ToolUsers;
  /** Keeps each call with the run. */
  readonly journal: Pick<Journal, 'noteToolCall'>;
  /** Asks somebody. @default nobody is there */
  readonly ask?: AskConsent | undefined;
  /** Tools of hanzo change files of the workspace. @default true */
  readonly mayWrite?: boolean | undefined;
  /** Told what people must know. @default nobody is */
  readonly say?: ((line: string) => void) | undefined;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** @default the system's */
  readonly clock?: Clock | undefined;
}

/**
 * Opens what models of a run may use: what hanzo brings, and the MCP servers that are configured and wanted. Undefined where
 * nobody of the run may use any: then nothing is started. A server that fails is said, and the run goes on without it.
 *
 * @throws HanzoError USAGE for names that nothing has; the error of a server that `--tools` names
 */
export async function openRunTools(parts: RunToolsParts): Promise<RunTools | undefined> {
  const { setting, flags, workspace, users, log } = parts;
  if (!isUsed(users)) return undefined;
  await using stack = new AsyncDisposableStack();
  const names = flags.tools ?? [];
  // MCP is half a second of loading: only for who wants it.
  const { mcpServersOf } = await import('../../mcp/mcp-setting.ts');
  const found = mcpServersOf(setting, workspace.root);
  const wanted = wantedServers(names, found);
  for (const note of wanted.notes) log.warn(note);
  const builtIn = ownTools(parts);
  // A slip in a name is said before a program is started for it.
  checkNames(flags, builtIn, wanted.known);
  const opened = stack.use(await openServers(wanted.servers, parts));
  for (const fault of opened.faults) refuseOrSay(fault, names, log);
  const all = [...builtIn, ...opened.tools];
  sayIdleRules(setting, all, found, log);
  const { mayWrite = true } = parts;
  const isLeft = ({ origin, effect }: Tool): boolean =>
    effect === 'write' && (!users.planner || (origin === BUILT_IN && !mayWrite));
  const selected = toolSelection(names, all, wanted.known);
  const tools = selected.filter((tool) => !isLeft(tool));
  const allowed = flags.allowTools ?? [];
  const rules = rulesWith(setting.config.tools.rules, allowed, all, wanted.known);
  const summary = summaryOf(tools, rules, parts.ask !== undefined);
  const leftOut = selected.filter(isLeft).map(({ spec }) => spec.name);
  const named = names.length > 0 ? tools : allowedTools(allowed, tools, all, wanted.known);
  const { offers, ...own } = toolsOfRun(parts, { tools, rules, named });
  const servers = stack.move();
  return {
    ...own,
    users,
    summary: { ...summary, leftOut },
    [Symbol.asyncDispose]: async () => {
      offers.sayUnused();
      await servers.disposeAsync();
    },
  };
}

interface OpenTools {
  readonly tools: readonly Tool[];
  readonly rules: ToolRules;
  /** The user has a use for them, whatever a request is about. */
  readonly named: readonly Tool[];
}

function toolsOfRun(
  parts: RunToolsParts,
  { tools, rules, named }: OpenTools,
): Pick<RunTools, 'use' | 'useOfCritic' | 'onCall'> & { readonly offers: Offers } {
  const { callMs, limits } = parts.setting.config.tools;
  const listeners = new Set<ToolCallListener>();
  const onCall = (call: ToolCallRecord): void => {
    parts.journal.noteToolCall(parts.runId, call);
    for (const listener of listeners) listener(call);
  };
  const isNamed = (tool: Tool): boolean => named.includes(tool);
  const box = new Toolbox({ tools, rules, ask: parts.ask, callMs, onCall, isNamed });
  const offers = new Offers(tools, (parts.flags.tools ?? []).length > 0, parts.log);
  const callerFor = (whom: OfferedTo): ToolCaller => ({
    // Who judges something must not change it.
    offer: (wish) => offers.note(whom, box.offer({ ...wish, withoutWrites: whom === 'critics' })),
    call: (call, context) => box.call(call, context),
  });
  const planner = callerFor('the orchestrator');
  const critic = callerFor('critics');
  return {
    offers,
    use: (about) => ({ caller: planner, about, limits }),
    useOfCritic: (about) => ({ caller: critic, about, limits: criticToolLimits(limits) }),
    onCall: (listener) => {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
  };
}

/** Those that `--allow-tools` names, by themselves or by what they do. */
function allowedTools(
  allowed: readonly string[],
  tools: readonly Tool[],
  all: readonly Tool[],
  servers: readonly string[],
): readonly Tool[] {
  const isEffect = (name: string): boolean => TOOL_EFFECTS.some((effect) => effect === name);
  const byName = allowed.filter((name) => !isEffect(name));
  const named = new Set(byName.length === 0 ? [] : toolSelection(byName, all, servers));
  return tools.filter((tool) => named.has(tool) || allowed.includes(tool.effect));
}

/** Whoever waits must know for what. Milliseconds. */
const SILENT_MS = 1_000;

async function openServers(
  servers: McpServers['servers'],
  { setting, clock = systemClock, say, signal, log }: RunToolsParts,
): Promise<McpTools> {
  const { openMcpTools } = await import('@hanzo/mcp');
  const { mcpPins, mcpFolders } = setting.paths;
  const { callMs } = setting.config.tools;
  const opened = new AbortController();
  const names = servers.map(({ name }) => name).join(', ');
  const tell = (): void => {
    if (servers.length > 0) say?.(`starting MCP servers: ${names} …`);
  };
  clock.sleep(SILENT_MS, opened.signal).then(tell, () => undefined);
  try {
    return await openMcpTools(servers, { pins: mcpPins, folders: mcpFolders, callMs, signal, log });
  } finally {
    opened.abort();
  }
}

function ownTools({ setting, flags, workspace, runId, say }: RunToolsParts): readonly Tool[] {
  const { paths } = setting;
  const { root } = workspace;
  const isHidden = insideOf(root, paths.home);
  const onWritten = (title: string, undo: string): void => say?.(`${title}: take it back with: ${undo}`);
  const writes = writeBookOf({ paths, workspace: root, runId, home: flags.home, onWritten });
  return builtInTools({ root, writes, isHidden });
}

/** Keys and conversations are no part of a workspace that holds the home by chance. */
function insideOf(root: string, home: string): ((path: string) => boolean) | undefined {
  const way = relative(root, home);
  if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) return undefined;
  const inside = way.replaceAll(sep, '/');
  return (path) => inside === '' || path === inside || path.startsWith(`${inside}/`);
}

function checkNames(
  { tools = [], allowTools = [] }: EngineFlags,
  own: readonly Tool[],
  servers: readonly string[],
): void {
  toolSelection(tools, own, servers);
  rulesWith({ read: 'ask', write: 'ask', network: 'ask' }, allowTools, own, servers);
}

/** Who forbids a tool by a name that nothing has would rely on it. */
function sayIdleRules({ config }: Setting, tools: readonly Tool[], { all }: McpServers, log: Logger): void {
  const servers = all.map(({ name }) => name);
  for (const sentence of idleRules(config.tools.rules, tools, servers)) log.warn(sentence);
}

/** Whoever names a server wants no run without it. */
function refuseOrSay({ server, error }: McpFault, names: readonly string[], log: Logger): void {
  if (names.some((name) => name === server || name.startsWith(`${server}__`))) throw error;
  log.warn(`the MCP server ${server} is left out: ${error.message}${error.mend === undefined ? '' : ` ${error.mend}`}`);
}
