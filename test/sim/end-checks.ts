import { answerOf, promptOf, WEIGHTS } from './answers.ts';
import type { RecordedTask } from './disk.ts';
import type { Network } from './network.ts';
import { isWild, type Plan, type TaskPlan } from './plan.ts';
import type { CoordinatorMachine } from './sim-coordinator.ts';
import { peerIdOf } from './sim-node.ts';
import type { WorkerMachine } from './sim-worker.ts';
import type { Watch } from './watch.ts';

export interface Ended {
  readonly plan: Plan;
  readonly watch: Watch;
  readonly network: Network;
  readonly workers: readonly WorkerMachine[];
  readonly coordinators: readonly CoordinatorMachine[];
}

/** When all is over, nothing may be left: no task that hangs, no request, no attempt, no slot that is taken. */
export function checkRest({ plan, watch, network, workers, coordinators }: Ended, afterMs: number): void {
  // The first thing that went wrong ended the play: what is left then is no surprise.
  if (watch.problems.length > 0) return;
  for (const { id } of plan.tasks) {
    if (!watch.ended.has(id)) watch.problem(`${id} hangs: it has not ended after ${afterMs} ms`);
  }
  for (const { name, load } of coordinators) {
    if (load > 0) watch.problem(`${name} still has ${load} requests and attempts when all tasks have ended`);
  }
  for (const worker of workers) checkWorker(worker, network, watch);
  if (!isWild(plan)) checkTrust(plan, coordinators, watch);
}

/** A worker that nobody could tell to stop may go on; everybody else may not. */
function checkWorker(worker: WorkerMachine, network: Network, watch: Watch): void {
  const { name, attemptIds, active, takenSlots } = worker;
  const excused = attemptIds.filter((id) => network.isTampered(id)).length;
  if (attemptIds.length > excused) watch.problem(`${name} still holds ${attemptIds.length} attempts at the end`);
  if (active > excused) watch.problem(`the engine of ${name} still works for ${active} attempts at the end`);
  if (takenSlots > excused) watch.problem(`${name} says that ${takenSlots} slots are taken at the end`);
}

/** Nobody lies here, so nobody may be banned. */
function checkTrust({ workers, checksWorkers }: Plan, coordinators: readonly CoordinatorMachine[], watch: Watch): void {
  if (!checksWorkers) return;
  for (const { trust } of coordinators.flatMap(({ processes }) => processes)) {
    for (const { name } of workers) {
      const { why, bannedUntil } = trust.stateOf(peerIdOf(name));
      if (bannedUntil !== undefined) watch.problem(`${name} is honest, and banned: ${why}`);
    }
  }
}

/** What the journal keeps is what was told, and each end was written once. */
export function checkJournal(
  { plan, watch }: Ended,
  coordinator: string,
  recorded: ReadonlyMap<string, RecordedTask>,
): void {
  for (const task of plan.tasks) {
    if (task.coordinator !== coordinator || !watch.ended.has(task.id)) continue;
    const found = recorded.get(task.id) ?? { state: 'missing', ends: 0, answer: undefined };
    checkState(task, found, watch);
    checkWish(task, plan, watch);
    if (found.state === 'done') checkAnswer(task, found, watch);
  }
}

function checkState({ id, cancel }: TaskPlan, { state, ends }: RecordedTask, watch: Watch): void {
  const told = watch.ended.get(id) ?? '';
  // What stops with its process can be resumed: for the journal it has not ended.
  const isStopped = told === 'cancelled' && cancel?.by === 'signal';
  const states = isStopped ? ['interrupted', 'queued'] : [told];
  if (!states.includes(state)) watch.problem(`${id} was ${told}, and is recorded as ${state}`);
  if (ends !== (isStopped ? 0 : 1)) watch.problem(`${id} was applied ${ends} times`);
}

/** Ends other than `done` have a reason in the plan. */
function checkWish({ id, cancel, deadlineMs }: TaskPlan, { isPatient }: Plan, watch: Watch): void {
  const told = watch.ended.get(id);
  const isWanted = cancel?.by === 'signal' || watch.cancelled.has(id);
  if (told === 'cancelled' && !isWanted) watch.problem(`${id} was cancelled, and nobody wanted that`);
  if (told === 'undone' && isPatient && deadlineMs === undefined) {
    watch.problem(`${id} is undone, with a healthy worker and all the time`);
  }
}

function checkAnswer({ id, seed, words }: TaskPlan, { answer = '' }: RecordedTask, watch: Watch): void {
  const possible = WEIGHTS.map((weights) => answerOf(promptOf(seed, words), weights));
  if (!possible.includes(answer)) watch.problem(`${id} is recorded with a wrong answer: ${JSON.stringify(answer)}`);
  const heard = watch.heard.get(id);
  if (heard?.state === 'done' && heard.answer.text !== answer) {
    watch.problem(`${id} was answered otherwise by a process whose run was taken over`);
  }
}
