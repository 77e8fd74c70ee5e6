import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  HanzoError,
  silentLogger,
  systemClock,
  type Gate,
  type RungName,
  type Task,
  type TaskOutcome,
} from '@hanzo/contracts';
import { Cascade, openJournal } from '@hanzo/coordinator';
import { gateFor } from '@hanzo/orchestrator';
import type { RungPolicy } from '@hanzo/router';
import { routingPolicy } from '@hanzo/testkit';
import { ReplayRung } from './replay-rung.ts';
import type { Result, Step } from './step.ts';

/** A task and what is stored of the engines that may be asked for it, in their order. */
export interface Replayed {
  readonly id: string;
  readonly prompt: string;
  readonly steps: readonly Step[];
}

export interface ReplayOptions {
  /** What a pre-router says; `task.prompt` is the stored one. @default nothing */
  readonly advice?: RungPolicy['advice'];
}

/** Tasks under way at once: they share the journal's commits. */
const CONCURRENCY = 128;
/** A file system in memory, where the system has one: the journal is not what is measured. */
const MEMORY = '/dev/shm';
const RUN = 'replay';

/**
 * Has tasks done by the real cascade, router, gates and journal; only the engines are replaced by what is stored of them.
 * The results are in the order of the tasks.
 */
export async function replay(tasks: readonly Replayed[], options: ReplayOptions = {}): Promise<readonly Result[]> {
  using folder = memoryFolder();
  using journal = openJournal(join(folder.path, 'journal.db'));
  await journal.startRun({
    id: RUN,
    node: 'bench',
    orchestrator: 'bench',
    workspace: '',
    startedAt: systemClock.now(),
  });
  const steps = new Map(tasks.map((task) => [task.id, task.steps]));
  const rungs = (['mesh', 'api', 'strong'] as const).map((name) => new ReplayRung(name, (id) => steps.get(id) ?? []));
  const cascade = new Cascade({
    rungs,
    policy: policyFor(tasks, options),
    journal,
    clock: systemClock,
    log: silentLogger,
  });
  const results = new Map<string, Result>();
  const signal = new AbortController().signal;
  const gates = { signal, gateFor: (task: Task) => gateOf(task, rungs), concurrency: () => CONCURRENCY };
  for await (const { task, outcome } of cascade.executeAll(RUN, tasks.map(taskOf), gates))
    results.set(task.id, resultOf(task, outcome, rungs));
  return tasks.map(({ id }) => {
    const result = results.get(id);
    if (result === undefined) throw new HanzoError('INTERNAL', `Task ${id} has no outcome.`);
    return result;
  });
}

/** Free engines first, as often as there are steps for them, then the API, then the strong model. */
export function policyFor(tasks: readonly Replayed[], { advice }: ReplayOptions): RungPolicy {
  const available = new Set<RungName>(tasks.flatMap(({ steps }) => steps.map(({ rung }) => rung)));
  return {
    routing: routingPolicy({ startRungs: { simple: 'mesh' }, escalatesTo: { simple: 'complex' } }),
    localOnly: false,
    preferLocal: false,
    available,
    ...(advice && { advice }),
  };
}

function taskOf({ id, prompt, steps }: Replayed): Task {
  return {
    id,
    runId: RUN,
    kind: 'debug',
    tier: 'simple',
    title: id,
    system: '',
    prompt,
    output: { kind: 'text' },
    sources: [],
    maxOutputTokens: 4_096,
    sampling: {},
    timeoutMs: 60_000,
    gates: [],
    tries: Math.min(8, Math.max(1, steps.filter(({ rung }) => rung === 'mesh').length)),
  };
}

/** The orchestrator's own gate, and what the tests said where that is stored. */
function gateOf(task: Task, rungs: readonly ReplayRung[]): Gate {
  const own = gateFor(task);
  return async (judged, answer) => {
    const verdict = await own(judged, answer);
    if (!verdict.passed) return verdict;
    const testsPass = rungs.map((rung) => rung.stepOf(answer)).find((step) => step !== undefined)?.testsPass;
    return testsPass === false ? { passed: false, gate: 'tests', reason: 'The tests fail.' } : verdict;
  };
}

function resultOf({ id }: Task, outcome: TaskOutcome, rungs: readonly ReplayRung[]): Result {
  const costMicros = outcome.attempts.reduce(
    (sum, { end }) => sum + (end.kind === 'error' ? end.costMicros : end.answer.costMicros),
    0,
  );
  const strong = outcome.attempts.some(({ rung }) => rung === 'strong') ? 1 : 0;
  if (outcome.state !== 'done') return { id, quality: 0, costMicros, strong };
  const step = rungs.map((rung) => rung.stepOf(outcome.answer)).find((found) => found !== undefined);
  if (step === undefined) throw new HanzoError('INTERNAL', `The answer to ${id} is of no rung that was replayed.`);
  return { id, quality: step.quality, costMicros, strong };
}

function memoryFolder(): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'hanzo-route-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) };
}
