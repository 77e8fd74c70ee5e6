import type { ManualClock } from '@hanzo/testkit';
import type { Network } from './network.ts';
import type { FaultPlan } from './plan.ts';
import type { CoordinatorMachine } from './sim-coordinator.ts';
import { SOUND } from './sim-engine.ts';
import type { WorkerMachine } from './sim-worker.ts';

export interface Victims {
  readonly time: ManualClock;
  readonly network: Network;
  worker(name: string): WorkerMachine;
  coordinator(name: string): CoordinatorMachine;
}

/** A process that does nothing does not come to its next step: it dies after so many milliseconds at the latest. */
const MOST_STEP_MS = 1_000;

/** Lets the fault begin now. Returns what ends it. */
export function inflict(fault: FaultPlan, victims: Victims): () => void {
  switch (fault.kind) {
    case 'cut':
    case 'wild':
    case 'reset':
      return inflictOnLink(fault, victims);
    case 'coordinator-dies':
    case 'coordinator-pauses':
    case 'run-taken-over':
      return inflictOnCoordinator(fault, victims);
    default:
      return inflictOnWorker(fault, victims.worker(fault.worker));
  }
}

type OnLink = Extract<FaultPlan, { kind: 'cut' | 'wild' | 'reset' }>;
type OnCoordinator = Extract<FaultPlan, { kind: 'coordinator-dies' | 'coordinator-pauses' | 'run-taken-over' }>;

function inflictOnLink(fault: OnLink, { network, worker }: Victims): () => void {
  const { there, back } = network.link(fault.coordinator, fault.worker);
  switch (fault.kind) {
    case 'cut': {
      const ways = [...(fault.ways === 'back' ? [] : [there]), ...(fault.ways === 'there' ? [] : [back])];
      for (const way of ways) network.cut(way);
      return () => ways.forEach((way) => network.heal(way));
    }
    case 'wild':
      for (const way of [there, back]) network.setWild(way, fault.faults);
      return () => [there, back].forEach((way) => network.setWild(way, undefined));
    case 'reset':
      worker(fault.worker).reset(fault.coordinator);
      return () => undefined;
  }
}

function inflictOnCoordinator(fault: OnCoordinator, { time, coordinator }: Victims): () => void {
  const machine = coordinator(fault.coordinator);
  if (fault.kind !== 'coordinator-dies') {
    if (fault.kind === 'run-taken-over') machine.takeOver();
    else machine.pause();
    return () => machine.resume();
  }
  machine.dieAfter(fault.afterSteps, fault.afterKind, fault.isKernelAlive, fault.forMs);
  const victim = machine.process;
  time.after(MOST_STEP_MS, () => {
    if (machine.process === victim) machine.die(fault.isKernelAlive, fault.forMs);
  });
  return () => undefined;
}

function inflictOnWorker(fault: Exclude<FaultPlan, OnLink | OnCoordinator>, machine: WorkerMachine): () => void {
  switch (fault.kind) {
    case 'worker-dies':
      machine.die(fault.isKernelAlive);
      return () => machine.comeBack();
    case 'worker-pauses':
      machine.pause();
      return () => machine.resume();
    case 'owner-is-back':
      machine.takeBack(fault.running);
      return () => machine.lendAgain();
    case 'bad-engine':
      machine.setFaults(fault.faults);
      return () => machine.setFaults(SOUND);
  }
}
