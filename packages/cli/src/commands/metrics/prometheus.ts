import { runMetricsText } from '@hanzo/metrics';
import type { Metrics } from './read-metrics.ts';

/** All of it as Prometheus text. */
export function prometheusText({ report, standings }: Metrics): Promise<string> {
  return runMetricsText({
    runsByState: report.runsByState,
    tasksByState: report.tasksByState,
    engines: report.groups.map(({ keys, usage, ...rest }) => ({
      rung: keys['rung'] ?? '',
      node: keys['node'] ?? '',
      model: keys['model'] ?? '',
      ...usage,
      ...rest,
    })),
    charges: report.charges,
    limits: standings,
    savings: report.savings.flatMap(({ orchestrator, savedMicros }) =>
      savedMicros === undefined ? [] : [{ orchestrator, savedMicros }],
    ),
  });
}
