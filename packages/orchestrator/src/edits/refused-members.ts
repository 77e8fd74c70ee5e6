import type { GateVerdict, Task } from '@hanzo/contracts';
import type { FileChange, PlacedEdit } from '@hanzo/tools';

/** Judges the edits of several tasks together. */
export type JudgeTogether = (files: readonly FileChange[], tasks: readonly Task[]) => Promise<GateVerdict>;

/** A task whose edits go into the patch. */
export interface PatchMember {
  readonly task: Task;
  readonly edits: readonly PlacedEdit[];
}

/** Each try may run the project's tests; what then still is not known to go together stays out. */
const MOST_TRIES = 20;

export interface RefusedOptions {
  /** What one task alone changes is judged as well: of the whole patch more is asked than of an answer. @default false */
  readonly alone?: boolean;
}

/**
 * Tries all edits together: which tasks do not go together with those before them, and why. When all are refused, the first task
 * with which they are is searched for by halves and left out, and the rest is tried again. What one task alone changes was
 * judged when it was accepted, unless `alone`.
 */
export async function refusedMembers(
  all: readonly PatchMember[],
  changesOf: (members: readonly PatchMember[]) => Promise<readonly FileChange[]>,
  judge: JudgeTogether,
  { alone = false }: RefusedOptions = {},
): Promise<ReadonlyMap<Task, string>> {
  const refused = new Map<Task, string>();
  let tries = 0;
  /** Why these are refused; undefined: they are not. */
  const faultOf = async (members: readonly PatchMember[]): Promise<string | undefined> => {
    tries += 1;
    const tasks = members.map(({ task }) => task);
    const verdict = await judge(await changesOf(members), tasks);
    return verdict.passed ? undefined : `${verdict.gate}: ${verdict.reason}`;
  };
  let members = all;
  let good = alone ? 0 : 1;
  while (good < members.length && tries < MOST_TRIES) {
    let fault = await faultOf(members);
    if (fault === undefined) return refused;
    let bad = members.length;
    while (bad - good > 1 && tries < MOST_TRIES) {
      const middle = (good + bad) >> 1;
      const why = await faultOf(members.slice(0, middle));
      if (why === undefined) good = middle;
      else [bad, fault] = [middle, why];
    }
    const culprit = members[bad - 1];
    if (culprit !== undefined) refused.set(culprit.task, bad === 1 ? fault : `With the tasks before it: ${fault}`);
    members = members.toSpliced(bad - 1, 1);
  }
  for (const { task } of members.slice(good)) refused.set(task, 'It was not tried together with the tasks before it.');
  return refused;
}
