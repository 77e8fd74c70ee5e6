/**
 * Accepts, queues, runs and drains tasks on one machine, under its owner's terms.
 *
 * @packageDocumentation
 */
export { EngineShelf, type EngineShelfParts, type ModelLease } from './engine-shelf.ts';
export { measureSpeed, type EngineSpeed } from './measure-speed.ts';
export { alreadyRunning, type RunningModel, type ServedModel } from './served-model.ts';
export type { ShelfModel } from './shelf-model.ts';
export { OPEN_TERMS, type Asker, type Pause, type Terms } from './terms.ts';
export type { WorkInProgress, WorkRecord } from './work-record.ts';
export { Worker, type WorkerOptions, type WorkerParts } from './worker.ts';
export { ControlClient, controlClients, type RunningWorker, type RunningWorkers } from './control/control-client.ts';
export type { GovernedModel, GovernedView, GovernedWorker } from './control/governed-worker.ts';
export { startOwnersSide, type OwnerPaths, type OwnersSide, type OwnersSideParts } from './control/owners-side.ts';
export { openPauseBook, type PauseBook, type PauseEntries, type PauseScope } from './control/pause-book.ts';
export type { DrainOutcome, PauseOutcome, ResumeOutcome, WorkOutcome } from './control/worker-control.ts';
export type { WatchEvent, WorkerStatus } from './control/worker-status.ts';
export { describePolicy, type PolicyRow } from './policy/describe-policy.ts';
export { limitsOf, type MachineLimits, type MachineSize } from './policy/limits-of.ts';
export { machineSize } from './policy/machine-size.ts';
export type {
  LoadReading,
  MachineReadings,
  MachineSensors,
  MachineState,
  OwnerPause,
  PersonReading,
  PowerReading,
  Unknown,
} from './policy/machine.ts';
export type { UnmetWish } from './policy/needed-sensors.ts';
export {
  DEFAULT_POLICY,
  type Amount,
  type MemberRules,
  type OwnerPolicy,
  type PausedWork,
  type PolicySource,
  type QuietHours,
} from './policy/owner-policy.ts';
export { previewPolicy, type PolicyPreview } from './policy/preview-policy.ts';
export { systemSensors, type SystemSensorsParts } from './policy/sensors/system-sensors.ts';
export { termsOf, type TimedTerms } from './policy/terms-of.ts';
export {
  readWork,
  sumWork,
  WORK_GROUPS,
  type WorkFilter,
  type WorkGroup,
  type WorkRow,
  type WorkSum,
} from './work-journal/read-work.ts';
