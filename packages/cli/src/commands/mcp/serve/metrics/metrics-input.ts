import type { MetricsFlags } from '../../../metrics/flags.ts';

/** Which figures a client wants, checked. */
export type MetricsInput = {
  readonly [Name in 'since' | 'until' | 'by' | 'orchestrator']?: MetricsFlags[Name] | undefined;
};
