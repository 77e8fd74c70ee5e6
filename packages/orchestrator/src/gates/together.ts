import type { GateName, GateVerdict, Task } from '@hanzo/contracts';
import type { FileChange, TrialCommandName } from '@hanzo/tools';
import type { GuardrailCommand } from '../guardrails/guardrails-report.ts';
import { commandPasses } from './commands.ts';
import type { GateTools } from './gate-tools.ts';
import { guardsPass } from './guards.ts';
import { parses } from './parses.ts';
import { TOGETHER } from './unjudged.ts';
import { PASSED } from './verdict.ts';

/** The commands that judge a project as a whole; the others judge a file at a time, and have. */
const OF_THE_WHOLE: readonly TrialCommandName[] = ['types', 'tests'];

/**
 * Judges the edits of several tasks together: their syntax, the guards, and the commands that judge a whole, where a task of theirs
 * is judged by them; with guardrails all commands that the project has. What is not judged passes, and is said.
 */
export async function passTogether(
  files: readonly FileChange[],
  tasks: readonly Pick<Task, 'gates' | 'kind' | 'sources'>[],
  { parser, trial, guardrails, onUnjudged, signal = new AbortController().signal }: GateTools,
): Promise<GateVerdict> {
  const unjudged = (why: string): void => onUnjudged?.(`${TOGETHER}${why}`);
  const wanted = new Set<GateName>(tasks.flatMap(({ gates = [] }) => gates));
  const commands = guardrails?.commands ?? OF_THE_WHOLE.filter((one) => wanted.has(one));
  try {
    const syntax = parser === undefined ? PASSED : await parses(files, parser, signal);
    if (!syntax.passed) return syntax;
    const guarded = await guardsPass(files, tasks, { guardrails, together: true });
    if (!guarded.passed) return guarded;
    for (const name of commands) {
      const verdict = await commandTogether(name, files, { trial, guardrails, signal, unjudged });
      if (!verdict.passed) return verdict;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    unjudged('the run was ended before they were tried.');
  }
  return PASSED;
}

type TogetherTools = Pick<GateTools, 'trial' | 'guardrails'> & {
  readonly signal: AbortSignal;
  readonly unjudged: (why: string) => void;
};

async function commandTogether(
  name: TrialCommandName,
  files: readonly FileChange[],
  { trial, guardrails, signal, unjudged }: TogetherTools,
): Promise<GateVerdict> {
  let after: After = { kind: 'unjudged', why: '' };
  const verdict = await commandPasses(name, files, trial, {
    signal,
    unjudged: (why) => {
      if (after.kind === 'unjudged') after = { kind: 'unjudged', why };
      unjudged(why);
    },
    judged: (although = '') => (after = { kind: although === '' ? 'passed' : 'no-worse', why: although }),
  });
  if (!verdict.passed) after = { kind: 'refused', why: verdict.reason };
  guardrails?.noteTogether(name, after.kind, after.why);
  return verdict;
}

interface After {
  readonly kind: NonNullable<GuardrailCommand['after']>;
  readonly why: string;
}
