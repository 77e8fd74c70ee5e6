import { HanzoError } from '@hanzo/contracts';
import { type RunListener } from '@hanzo/orchestrator';
import type { Terminal } from '../../../terminal/terminal.ts';
import { openWorkshop, type Workshop, type WorkshopParts } from '../engines/workshop.ts';
import type { DevFlags, ToolFlags } from '../flags.ts';
import type { RunHooks } from '../run/run-hooks.ts';
import { consentOnTerminal } from './ask-consent.ts';
import { toolsInWords, type RunTools, type ToolsSummary } from './run-tools.ts';
import { toolUsers, type ToolUsers } from './tool-users.ts';

export interface TooledParts {
  /** As they were written now: what an earlier command said keeps nobody from being asked today. */
  readonly written: Pick<DevFlags, 'json' | 'yes' | 'tools' | 'allowTools'>;
  readonly hooks?: Pick<RunHooks, 'askConsent' | 'mayWrite' | 'forManyRuns'>;
  /** The plan stands already. */
  readonly isPlanned: boolean;
  readonly terminal: Terminal;
}

/** Starts engines and tools of a run, and says which tools there are: before a tool is called, somebody is asked. */
export async function openTooledWorkshop(
  wanted: WorkshopParts & { readonly flags: Pick<DevFlags, 'batchMode'> },
  { written, hooks = {}, isPlanned, terminal }: TooledParts,
): Promise<Workshop> {
  const { setting, flags, choice, session } = wanted;
  const users = toolUsers(setting, flags, choice, isPlanned);
  const ask = hooks.askConsent ?? consentOnTerminal({ flags: written, terminal, onLeft: session.stop });
  const { mayWrite } = hooks;
  const say = (line: string): void => terminal.err(line);
  await using stack = new AsyncDisposableStack();
  const workshop = stack.use(await openWorkshop({ ...wanted, toolUsers: users, askConsent: ask, mayWrite, say }));
  if (workshop.tools !== undefined) {
    const { summary } = workshop.tools;
    say(toolsInWords(summary));
    const idle = idleNames(written, summary);
    if (idle.length > 0 && hooks.forManyRuns !== true) throw leftOutFault(idle, users);
    if (idle.length > 0) say(leftOutFault(idle, users).message);
  }
  stack.move();
  return workshop;
}

/** What flags name and is left out, because nothing may be written. */
function idleNames(
  { tools = [], allowTools = [] }: ToolFlags,
  { leftOut = [], consents }: ToolsSummary,
): readonly string[] {
  const canWrite = consents.some(({ effect }) => effect === 'write');
  const isIdle = (name: string): boolean => leftOut.includes(name) || (name === 'write' && !canWrite);
  return [...new Set([...tools, ...allowTools])].filter(isIdle);
}

function leftOutFault(names: readonly string[], { planner }: ToolUsers): HanzoError {
  const why = planner
    ? 'hanzo changes no files here by itself, and no MCP server that is there does'
    : 'critics change nothing, and nobody else uses tools in this run';
  return new HanzoError('USAGE', `--tools or --allow-tools ${names.join(',')} does nothing: ${why}.`, {
    mend: planner ? 'Leave it out, or run it without --watch.' : 'Leave it out.',
  });
}

/** Has a listener hear of tool calls, until that is disposed. */
export function tellCalls(tools: Pick<RunTools, 'onCall'> | undefined, listener: RunListener): Disposable {
  return tools?.onCall((call) => listener({ kind: 'tool-call', call })) ?? { [Symbol.dispose]: () => undefined };
}
