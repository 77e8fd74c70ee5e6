import { availableParallelism } from 'node:os';
import { systemClock, type Logger } from '@hanzo/contracts';
import {
  startOwnersSide,
  systemSensors,
  type DrainOutcome,
  type EngineShelf,
  type OwnerPolicy,
  type PolicySource,
  type Terms,
  type Worker,
  type WorkRecord,
} from '@hanzo/worker';
import { freeMemoryBudget, freeMemoryBudgetFor } from '../../../process/machine-memory.ts';
import type { Setting } from '../../../setting.ts';
import type { NetUpFlags } from '../flags.ts';
import { readPolicyFlags } from '../policy-flags.ts';
import { readPolicySource } from '../policy-source.ts';
import type { Limits } from './models.ts';

export interface OwnedWorkerParts {
  readonly worker: Worker;
  readonly shelf: EngineShelf;
  /** Changed here when the policy says so; engines ask for it at their start. */
  readonly limits: Limits;
  readonly flags: NetUpFlags;
  readonly setting: Setting;
  readonly log: Logger;
  /** Empty until the node has one. */
  readonly name: () => string;
}

/** A worker under its owner's policy. */
export interface OwnedWorker extends AsyncDisposable {
  readonly policy: OwnerPolicy;
  readonly terms: Terms;
  readonly drained: Promise<DrainOutcome>;
  onWork(record: WorkRecord): void;
  refresh(): void;
}

/** What config file and flags of this process say. @throws HanzoError USAGE or CONFIG_INVALID */
export function policyOf(flags: NetUpFlags): PolicySource {
  const { home, slots } = flags;
  const worker = { ...readPolicyFlags(flags), ...(slots !== undefined && { slots }) };
  return readPolicySource({ ...(home !== undefined && { home }), worker });
}

/** Puts the worker under the policy of its owner: what flags and config file say, and what is asked while it runs. */
export async function ownedWorker(parts: OwnedWorkerParts): Promise<OwnedWorker> {
  const { worker, shelf, limits, setting, log, name } = parts;
  const engineIsForeign = typeof parts.flags.engine === 'string';
  const threads = (): number => limits.threads ?? Math.max(1, availableParallelism() - 1);
  // Once: later, the models themselves are what is not free.
  const free = await freeMemory(parts);
  const own = await startOwnersSide({
    worker: {
      view: () => ({
        name: name(),
        models: shelf.usable().map(({ served, engine }) => ({
          name: served.name,
          loaded: engine !== undefined,
          tokensPerSecond: worker.speedOf(served.name).tokensPerSecond,
        })),
        slots: worker.slots,
        ...(!engineIsForeign && { threads: threads() }),
        work: worker.work(),
      }),
      setTerms: (terms) => worker.setTerms(terms),
      setLimits: ({ memoryBytes, threads: allowed, gpuShare }) => {
        // Flags of this process go before the policy's shares.
        limits.threads = parts.flags.threads ?? allowed;
        const gpuChanged = limits.gpuShare !== gpuShare;
        limits.gpuShare = gpuShare;
        shelf.setBudget(memoryBytes ?? free.ram + Math.floor(free.gpu * (gpuShare ?? 1)));
        shelf.setThreads(threads());
        // Only a new start can change it.
        if (gpuChanged) shelf.renew();
      },
      drain: async (reason, signal) => await worker.drain(reason, signal),
      stop: async () => await worker.stop(),
    },
    paths: { run: setting.paths.run, pause: setting.paths.pause, work: setting.paths.work },
    readPolicy: () => policyOf(parts.flags),
    sensors: systemSensors({ clock: systemClock }),
    engineIsForeign,
    clock: systemClock,
    log,
  });
  return {
    get policy() {
      return own.policy;
    },
    get terms() {
      return own.terms;
    },
    drained: own.drained,
    onWork: (record) => own.onWork(record),
    refresh: () => own.refresh(),
    [Symbol.asyncDispose]: () => own[Symbol.asyncDispose](),
  };
}

/** What models may take of both memories. The GPU is asked only where it could matter: that takes a second. */
async function freeMemory({ shelf, flags }: OwnedWorkerParts): Promise<{ readonly ram: number; readonly gpu: number }> {
  const ram = freeMemoryBudget();
  const largest = Math.max(0, ...shelf.all().map(({ served }) => served.memoryBytes));
  if (flags.gpu === 'off' || largest <= ram) return { ram, gpu: 0 };
  return { ram, gpu: (await freeMemoryBudgetFor(largest)) - ram };
}
