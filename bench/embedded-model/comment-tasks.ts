import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KindPolicy, Task } from '@hanzo/contracts';
import { buildTasks, DEFAULT_TASK_LIMITS } from '@hanzo/orchestrator';
import type { FunctionSet } from './sets/function-set.ts';

const TIERS = join(import.meta.dirname, '..', '..', 'configs', 'tiers.json');
const INSTRUCTIONS = 'Write doc comments for the functions that have none.';

/** The tasks of a set's functions, as a run makes them under the policy that ships. */
export function commentTasks({ wanted }: FunctionSet): readonly Task[] {
  const byPath = Map.groupBy(wanted, ({ file }) => file.path);
  const files = [...byPath.keys()];
  const { comments } = (JSON.parse(readFileSync(TIERS, 'utf8')) as { kinds: { comments: KindPolicy } }).kinds;
  const { tier, gates, tries, agreement } = comments;
  const plan = {
    origin: { kind: 'deterministic', because: 'it is a benchmark' },
    tasks: [{ kind: 'comments', tier, title: 'comments', files, instructions: '' }],
    warnings: [],
    notCovered: [],
    calls: [],
  } as const;
  return buildTasks({
    plan,
    runId: 'bench',
    instructions: INSTRUCTIONS,
    texts: new Map([...byPath].map(([path, [first]]) => [path, first?.file.text ?? ''])),
    limits: { ...DEFAULT_TASK_LIMITS, patch: true, kinds: { comments: { gates, tries, agreement } } },
    functionsOf: (path) => (byPath.get(path) ?? []).map(({ facts }) => facts),
  });
}
