import { findModel, systemClock, type Catalogue } from '@hanzo/contracts';
import { readFigures, type FigureGroup, type RunReport } from '@hanzo/coordinator';
import { readLedger, type Standing } from '@hanzo/ledger';
import { readCards, type LocalCard } from '@hanzo/mesh/light';
import type { Setting } from '../../setting.ts';
import { criticTaskId, planTaskId } from '../dev/money/charges.ts';
import type { MetricsFlags } from './flags.ts';
import { timeWindow, type TimeWindow } from './time-window.ts';
import { yardstickOf } from './yardstick.ts';

/** Everything that `hanzo metrics` tells, in whatever form. */
export interface Metrics {
  readonly now: number;
  readonly window: TimeWindow;
  readonly orchestrator: string | undefined;
  readonly by: FigureGroup;
  readonly report: RunReport;
  readonly standings: readonly Standing[];
  readonly running: readonly LocalCard[];
}

/** Reads journal, ledger and the nodes that run here. A home without a ledger has spent nothing; none is made. */
export function readMetrics(setting: Setting, flags: MetricsFlags): Metrics {
  const now = systemClock.now();
  const window = timeWindow(flags, now);
  const { orchestrator, by = 'engine' } = flags;
  const { paths, config, catalogue } = setting;
  using ledger = readLedger(paths.ledger);
  const report = readFigures(paths.journal, {
    ...window,
    now,
    by,
    orchestrators: orchestrator === undefined ? undefined : namesOf(orchestrator, catalogue),
    calls: ledger?.eachCall(window.since === undefined ? {} : { since: window.since }),
    isPlan: ({ runId, taskId }) => taskId === planTaskId(runId),
    isCritic: ({ runId, taskId }) => taskId === criticTaskId(runId),
    yardstick: yardstickOf(setting),
  });
  return {
    now,
    window,
    orchestrator,
    by,
    report,
    standings: ledger?.standings(config.limits, now) ?? [],
    running: readCards(paths.run),
  };
}

/** The orchestrator by its name, or an alias, as runs were written down with it. */
function namesOf(orchestrator: string, catalogue: Catalogue): readonly string[] {
  const card = findModel(catalogue, orchestrator);
  if (card === undefined) return [orchestrator];
  return [orchestrator, card.kind === 'local' ? `local:${card.name}` : card.name];
}
