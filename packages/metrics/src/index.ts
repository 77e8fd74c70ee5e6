/**
 * One typed metric tree and its Prometheus text. All names are in names.ts.
 *
 * @packageDocumentation
 */
export { startMetricsServer, type MetricsServer, type MetricsServerOptions } from './metrics-server.ts';
export { RUN_METRICS, WORKER_METRICS, type MetricName } from './names.ts';
export {
  runMetricsText,
  type ChargeFigures,
  type EngineFigures,
  type LimitFigures,
  type RunFigures,
} from './run-metrics.ts';
export { createWorkerMetrics, type WorkDone, type WorkerMetrics, type WorkerState } from './worker-metrics.ts';
