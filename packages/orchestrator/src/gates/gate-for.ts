import type { Answer, Gate, GateVerdict, Task } from '@hanzo/contracts';
import { evidence } from './evidence.ts';
import { finished } from './finished.ts';
import { grounded } from './grounded.ts';
import { notDegenerate } from './not-degenerate.ts';
import { schema } from './schema.ts';
import { PASSED } from './verdict.ts';

type Judge = (task: Task, answer: Answer) => GateVerdict;

/** A tool is exact: it needs to have finished and to speak the right language. */
const FOR_TOOLS: readonly Judge[] = [finished, schema];
const FOR_FINDINGS: readonly Judge[] = [finished, schema, notDegenerate, evidence, grounded];
const FOR_PROSE: readonly Judge[] = [finished, notDegenerate, grounded];

/** The gate of a task: its checks in order, the first refusal counts. */
export function gateFor(task: Pick<Task, 'output'>): Gate {
  const forModels = task.output.kind === 'text' ? FOR_PROSE : FOR_FINDINGS;
  return (judged, answer) => {
    for (const judge of answer.who.kind === 'tool' ? FOR_TOOLS : forModels) {
      const verdict = judge(judged, answer);
      if (!verdict.passed) return verdict;
    }
    return PASSED;
  };
}
