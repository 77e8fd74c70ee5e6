import {
  type Answer,
  NO_USAGE,
  type Rung,
  type RungContext,
  type Task,
  type TaskKind,
  TOOL_KINDS,
  type Who,
} from '@hanzo/contracts';
import { checkTask } from './commands/check-task.ts';
import { formatTask } from './commands/format-task.ts';
import { lintTask } from './commands/lint-task.ts';
import { createSyntaxParser } from './checks/syntax-parser.ts';
import type { Trial } from './trial/trial.ts';
import type { Workspace } from './workspace/workspace.ts';

export interface ToolRungOptions {
  /** Runs the project's own commands, for `format` and `lint`. @default there are none */
  readonly trial?: Trial | undefined;
}

/**
 * The rung that does what a tool can do exactly, for nothing: `check` with a parser, `format` and `lint` with the project's
 * trusted commands. It looks at the files as they are now in the workspace, not at the text in the task, and answers in the JSON
 * that models use.
 */
export function createToolRung(workspace: Workspace, { trial }: ToolRungOptions = {}): Rung {
  const parser = createSyntaxParser();
  const work = async (task: Task, signal: AbortSignal): Promise<object> => {
    if (trial !== undefined && task.kind === 'format') return await formatTask(task, trial, workspace, signal);
    if (trial !== undefined && task.kind === 'lint') return await lintTask(task, trial, workspace, signal);
    return await checkTask(workspace, parser, task, signal);
  };
  return {
    name: 'tool',
    paid: false,
    unfit: (task) => unfit(task, trial),
    async attempt(task: Task, context: RungContext): Promise<Answer> {
      const { signal } = context;
      signal.throwIfAborted();
      const who: Who = { kind: 'tool', tool: toolOf(task.kind, trial) };
      context.onStart(who);
      const startedAt = performance.now();
      const text = JSON.stringify(await work(task, signal));
      context.onText(text);
      return toolAnswer(text, who, Math.round(performance.now() - startedAt));
    },
  };
}

function unfit({ kind, sources, output }: Task, trial: Trial | undefined): string | undefined {
  if (!TOOL_KINDS.includes(kind)) return `Tools do ${TOOL_KINDS.join(', ')} only; this is a ${kind} task.`;
  if (sources.length === 0) return `The task names no file to ${kind}.`;
  if (kind !== 'format' && kind !== 'lint') return undefined;
  if (output.kind === 'text') return `A tool gives no text for a ${kind} task.`;
  if (trial?.has(kind) === true) return undefined;
  return `The project has no trusted ${kind} command: set commands.${kind} in .hanzo/config.json, then run \`hanzo config trust\`.`;
}

function toolOf(kind: TaskKind, trial: Trial | undefined): string {
  return trial !== undefined && (kind === 'format' || kind === 'lint') ? trial.inWords(kind) : 'syntax-check';
}

function toolAnswer(text: string, who: Who, totalMs: number): Answer {
  return {
    text,
    finish: 'stop',
    who,
    usage: NO_USAGE,
    timings: { queueMs: 0, firstTokenMs: totalMs, totalMs },
    costMicros: 0,
  };
}
