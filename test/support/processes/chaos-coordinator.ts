/**
 * A coordinator that has the tasks of a run done on the mesh, journalled, to be killed at any moment and started again. It
 * watches what it tells, as a person would. Its only argument is a `ChaosCoordinatorConfig` as JSON.
 */
import type { RungPolicy } from '@hanzo/router';
import { routingPolicy } from '@hanzo/testkit';
import { silentLogger, systemClock, toHanzoError, type Task, type TaskEvent } from '@hanzo/contracts';
import { Cascade, Dispatcher, MeshRung, openJournal, type Journal } from '@hanzo/coordinator';
import { sceneOf, type SceneSize } from '../../chaos/scene.ts';
import { promptOf } from '../../sim/answers.ts';
import { Watch, type Scene, type TaskState } from '../../sim/watch.ts';
import { runProgram, say } from '../json-program.ts';
import { startMember, type MemberConfig } from '../mesh-member.ts';
import type { ProblemLine } from './chaos-worker.ts';

export interface ChaosCoordinatorConfig extends MemberConfig {
  /** The journal's file. */
  readonly journal: string;
  readonly scene: SceneSize;
  /** Tasks at the same time. */
  readonly inFlight: number;
  /** @default 30_000 */
  readonly leaseMs?: number;
  /** How long a task waits while there is nobody who could take it, in milliseconds. @default 60_000 */
  readonly workerWaitMs?: number;
}

/** It owns the run from now on. */
export interface BegunLine {
  readonly kind: 'begun';
  readonly at: number;
}

/** Somebody was told that the task is on disk. */
export interface AcceptedLine {
  readonly kind: 'accepted';
  readonly taskId: string;
}

export interface AttemptLine {
  readonly kind: 'attempt';
  readonly at: number;
  readonly taskId: string;
  readonly attempt: number;
  readonly node: string;
}

/** Somebody was told how a task ended. */
export interface ToldLine {
  readonly kind: 'told';
  readonly taskId: string;
  readonly state: TaskState;
}

/** All tasks have ended. */
export interface FinishedLine {
  readonly kind: 'finished';
  readonly at: number;
  /** What the dispatcher still has in hand. */
  readonly left: number;
}

export type ChaosLine = BegunLine | AcceptedLine | AttemptLine | ToldLine | FinishedLine | ProblemLine;

const RUN = 'run-1';
const POLICY: RungPolicy = {
  localOnly: true,
  preferLocal: true,
  routing: routingPolicy({ startRungs: { simple: 'mesh', medium: 'mesh', complex: 'mesh', critical: 'mesh' } }),
  available: new Set(['mesh']),
};

async function openRun(journal: Journal): Promise<void> {
  try {
    await journal.claimRun(RUN, Date.now());
  } catch (error) {
    if (toHanzoError(error).code !== 'RUN_UNKNOWN') throw error;
    await journal.startRun({ id: RUN, node: 'c', orchestrator: 'chaos', workspace: '/', startedAt: Date.now() });
  }
}

function taskOf({ id, seed, words }: Scene['tasks'][number]): Task {
  return {
    id,
    runId: RUN,
    kind: 'review',
    tier: 'simple',
    title: `review ${id}`,
    system: 'You review code.',
    prompt: promptOf(seed, words),
    output: { kind: 'text' },
    sources: [],
    maxOutputTokens: words * 4,
    sampling: { temperature: 0, seed: 1 },
    timeoutMs: 0,
  };
}

/** Tells whoever started this program, and watches what is told. */
function teller(watch: Watch): (event: TaskEvent) => void {
  return (event) => {
    watch.see(event);
    const { taskId } = event;
    if (event.kind === 'attempt-start' && event.who.kind === 'worker') {
      const { attempt, who } = event;
      say<AttemptLine>({ kind: 'attempt', at: Date.now(), taskId, attempt, node: who.node });
    }
    if (event.kind === 'task-queued') say<AcceptedLine>({ kind: 'accepted', taskId });
    if (event.kind === 'task-end') say<ToldLine>({ kind: 'told', taskId, state: event.outcome.state });
  };
}

await runProgram<ChaosCoordinatorConfig>(async (config) => {
  const { inFlight, leaseMs = 30_000, workerWaitMs = 60_000 } = config;
  const scene = sceneOf(config.scene);
  const watch = new Watch(scene);
  const journal = openJournal(config.journal);
  await openRun(journal);
  say<BegunLine>({ kind: 'begun', at: Date.now() });
  const dispatcher = new Dispatcher({ clock: systemClock, log: silentLogger }, { leaseMs });
  const node = await startMember(config, { role: 'coordinator', listen: [] }, dispatcher.events);
  const countTokens = (text: string): number => Math.ceil(text.length / 3);
  const mesh = new MeshRung(dispatcher, systemClock, { countTokens, workerWaitMs, maxAttempts: 100 });
  const cascade = new Cascade({ rungs: [mesh], policy: POLICY, journal, clock: systemClock, log: silentLogger });
  const before = new Set(scene.tasks.map(({ id }) => id).filter((id) => journal.recorded(id) !== undefined));
  const options = {
    signal: new AbortController().signal,
    gateFor: () => () => ({ passed: true }) as const,
    concurrency: () => inFlight,
    onEvent: teller(watch),
  };
  const tasks = scene.tasks.map(taskOf);
  for await (const { task, outcome } of cascade.executeAll(RUN, tasks, options)) {
    if (!before.has(task.id)) watch.end(task.id, outcome);
    for (const problem of watch.problems.splice(0)) say<ProblemLine>({ kind: 'problem', problem });
  }
  await journal.endRun(RUN, 'complete', Date.now());
  const { waiting, attempts } = dispatcher.load;
  say<FinishedLine>({ kind: 'finished', at: Date.now(), left: waiting + attempts });
  dispatcher[Symbol.dispose]();
  journal[Symbol.dispose]();
  await node[Symbol.asyncDispose]();
});
