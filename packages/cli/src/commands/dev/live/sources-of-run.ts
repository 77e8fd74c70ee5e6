import { systemClock } from '@hanzo/contracts';
import { readLedger, type LedgerReader, type Standing } from '@hanzo/ledger';
import type { EngineFlags } from '../flags.ts';
import { budgetMicros } from '../money/money.ts';
import type { Workshop } from '../engines/workshop.ts';
import type { RunSources, WorkerFigures } from './run-sources.ts';

/** The engines and the ledger of a run. */
export function sourcesOf({ engines, ledger, setting }: Workshop, runId: string, flags: EngineFlags): RunSources {
  const capMicros = budgetMicros(flags.budget);
  const { limits } = setting.config;
  const limited = (look: (reader: LedgerReader) => readonly Standing[]): readonly Standing[] => {
    using reader = readLedger(setting.paths.ledger);
    return reader === undefined ? [] : look(reader);
  };
  return {
    workers: () => [...localWorker(engines), ...meshWorkers(engines)],
    waiting: () => engines.mesh?.dispatcher.load.waiting ?? 0,
    money: () => {
      const { spentMicros, heldMicros } = ledger.spent({ runId });
      return { spentMicros, heldMicros, capMicros };
    },
    openCalls: () => {
      const open = [...ledger.calls({ runId, state: 'held' }), ...ledger.calls({ runId, state: 'sent' })];
      return [...Map.groupBy(open, ({ model }) => model)].map(([model, { length }]) => ({ model, calls: length }));
    },
    standings: () => limited((reader) => reader.standings(limits, systemClock.now())),
  };
}

function meshWorkers({ mesh }: Workshop['engines']): readonly WorkerFigures[] {
  const workers = mesh?.dispatcher.workers() ?? [];
  return workers.map(({ name, advert, load, attemptIds, suspect }) => {
    const { models = [], slots = 0, state = 'unavailable' } = advert ?? {};
    return {
      name,
      models: models.map((model) => model.name),
      state: suspect ? 'silent' : state,
      slots,
      busy: Math.min(load, slots),
      queued: Math.max(0, load - slots),
      ours: attemptIds.size,
      tokensPerSecond: Math.max(0, ...models.map(({ tokensPerSecond }) => tokensPerSecond)),
    };
  });
}

/** What it does is known from the run's own events: see {@link withLocalWork}. */
function localWorker({ local }: Workshop['engines']): readonly WorkerFigures[] {
  if (local === undefined) return [];
  const { modelName, slots } = local.info;
  const nothing = { busy: 0, queued: 0, ours: 0, tokensPerSecond: 0 };
  return [{ name: 'here', models: [modelName], state: local.state ?? 'ready', slots, ...nothing }];
}
