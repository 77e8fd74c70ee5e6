import type { ExitCode, ToolCallRecord } from '@hanzo/contracts';
import type { RunResult } from '@hanzo/orchestrator';
import type { Reply, StandInRequest } from '@hanzo/testkit';
import { startPaidProject, type PaidProject, type PaidProjectOptions } from '../../../../test/support/paid-project.ts';
import type { DevFlags } from '../../src/commands/dev/flags.ts';
import type { RunHooks } from '../../src/commands/dev/run/run-hooks.ts';
import { resumeRun } from '../../src/commands/dev/run/resume-run.ts';
import { startRun } from '../../src/commands/dev/run/start-run.ts';
import { quietTerminal } from '../../src/sdk/quiet-terminal.ts';

export const FACT = 'The limit in notes.md is 42 (line 1).';

/** A tool that the planner wants called, and with what. */
export type WantedCall = readonly [name: string, input: object];

/** A project whose planner has these called one after the other, and then plans one task with a fact. */
export async function toolingProject(
  calls: readonly WantedCall[] | ((round: number) => WantedCall | undefined),
  options: PaidProjectOptions = {},
): Promise<PaidProject> {
  const next = typeof calls === 'function' ? calls : (round: number) => calls[round];
  const script = (request: StandInRequest, name: string | undefined): Reply | undefined => {
    const own = options.script?.(request, name);
    if (own !== undefined || name !== undefined) return own;
    const call = request.tools.length === 0 ? undefined : next(request.toolOutputs.length);
    if (call !== undefined) return { kind: 'tools', calls: [{ name: call[0], arguments: call[1] }] };
    const task = { kind: 'review', tier: 'medium', title: 'alpha', files: ['src/alpha.ts'], instructions: '' };
    return { kind: 'json', value: { tasks: [{ ...task, facts: [FACT] }] } };
  };
  return await startPaidProject({ names: ['alpha'], ...options, script });
}

export interface TooledRun {
  readonly exitCode: ExitCode;
  readonly lines: readonly string[];
  readonly calls: readonly ToolCallRecord[];
  readonly result: RunResult | undefined;
  readonly runId: string;
}

/** The same as the command does, in this process. */
export async function tooledRun(project: PaidProject, flags: DevFlags = {}, hooks: RunHooks = {}): Promise<TooledRun> {
  const { home, workspace, standIn } = project;
  const lines: string[] = [];
  const calls: ToolCallRecord[] = [];
  let result: RunResult | undefined;
  let runId = flags.resume ?? '';
  const terminal = quietTerminal((line) => lines.push(line));
  const all: RunHooks = {
    signal: new AbortController().signal,
    onStart: (id) => {
      runId = id;
    },
    onEvent: (event) => {
      if (event.kind === 'tool-call') calls.push(event.call);
    },
    onResult: (one) => {
      result = one;
    },
    ...hooks,
  };
  const own = { home, baseUrl: standIn.baseUrl };
  const fresh = { ...own, workspace, instructions: 'review', orchestrator: 'gpt-5', mcpTools: true };
  const exitCode =
    flags.resume === undefined
      ? await startRun({ ...fresh, ...flags }, terminal, all)
      : await resumeRun({ ...own, ...flags }, flags.resume, terminal, all);
  return { exitCode, lines, calls, result, runId };
}

/** Who agrees, or not, and what was asked. */
export function consenting(answer: 'once' | 'always' | 'no'): {
  readonly asked: string[];
  readonly askConsent: NonNullable<RunHooks['askConsent']>;
} {
  const asked: string[] = [];
  return {
    asked,
    askConsent: async ({ tool }) => {
      asked.push(tool.spec.name);
      return await Promise.resolve(answer);
    },
  };
}
