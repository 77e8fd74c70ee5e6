import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Answer, GateVerdict, Task } from '@hanzo/contracts';
import { gateFor, type GateTools } from '@hanzo/orchestrator';
import { createSyntaxParser } from '@hanzo/tools';
import { commentTasks } from './comment-tasks.ts';
import type { Contender } from './contender.ts';
import type { FunctionSet } from './sets/function-set.ts';

/** An answer, and what the gates of production say of it. */
export interface Judged {
  readonly task: Task;
  readonly answer: Answer;
  readonly verdict: GateVerdict;
  readonly unjudged: readonly string[];
}

/** Asks for the comment of each function of a set, so many at once, and judges what comes. */
export async function judgedAnswers(
  set: FunctionSet,
  contender: Contender,
  atOnce: number,
): Promise<readonly Judged[]> {
  using place = filesOf(set);
  const tools: GateTools = { root: place.root, parser: createSyntaxParser() };
  const tasks = commentTasks(set);
  const judged: Judged[] = [];
  let next = 0;
  const takeTurns = async (): Promise<void> => {
    for (let at = next++; at < tasks.length; at = next++) {
      const task = tasks[at];
      if (task !== undefined) judged[at] = await judge(task, await contender.answer(task), tools);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, takeTurns));
  return judged;
}

async function judge(task: Task, answer: Answer, tools: GateTools): Promise<Judged> {
  const unjudged: string[] = [];
  const gate = gateFor(task, { ...tools, onUnjudged: (sentence) => unjudged.push(sentence) });
  return { task, answer, verdict: await gate(task, answer), unjudged };
}

/** A copy of the set's files: edits are held against a workspace. */
function filesOf({ wanted }: FunctionSet): { readonly root: string } & Disposable {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'hanzo-heldout-')));
  for (const { file } of wanted) {
    mkdirSync(dirname(join(root, file.path)), { recursive: true });
    writeFileSync(join(root, file.path), file.text);
  }
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}
