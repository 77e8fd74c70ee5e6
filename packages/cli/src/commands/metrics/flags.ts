import type { FigureGroup } from '@hanzo/coordinator';

export interface MetricsFlags {
  readonly home?: string;
  readonly orchestrator?: string;
  readonly since?: string;
  readonly until?: string;
  readonly by?: Exclude<FigureGroup, 'engine'>;
  readonly prometheus?: boolean;
  readonly json?: boolean;
  readonly csv?: boolean;
}
