import { type Answer, type Executor, NO_USAGE, type Task, type TaskOutcome, type Who } from '@hanzo/contracts';

/** What does a task: text of a model, or nothing where the task is not for models. */
export type Script = (task: Task) => string;

const TOOL: Who = { kind: 'tool', tool: 'syntax-check' };

/** An executor whose engines say what a script says. Answers count only when they pass the run's real gates. */
export function scriptedExecutor(script: Script, model: (task: Task) => string): Executor {
  const execute: Executor['execute'] = async (task, { gate, signal }): Promise<TaskOutcome> => {
    const isCheck = task.kind === 'check';
    const who: Who = isCheck ? TOOL : { kind: 'local', model: model(task) };
    const text = isCheck ? '{"summary": "The syntax is right.", "findings": []}' : script(task);
    const timings = { queueMs: 0, firstTokenMs: 0, totalMs: 0 };
    const answer: Answer = { text, finish: 'stop', who, usage: NO_USAGE, timings, costMicros: 0 };
    const verdict = await gate(task, answer, signal);
    if (!verdict.passed) return { state: 'undone', reason: `${verdict.gate}: ${verdict.reason}`, attempts: [] };
    const end = { kind: 'passed', answer } as const;
    return { state: 'done', answer, attempts: [{ number: 1, rung: 'local', who, startedAt: 0, endedAt: 0, end }] };
  };
  return {
    execute,
    async *executeAll(_, tasks, { signal, gateFor }) {
      for await (const task of tasks) yield { task, outcome: await execute(task, { signal, gate: gateFor(task) }) };
    },
  };
}
