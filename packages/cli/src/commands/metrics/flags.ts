export interface MetricsFlags {
  readonly home?: string;
  readonly orchestrator?: string;
  readonly since?: string;
  readonly prometheus?: boolean;
  readonly json?: boolean;
}
