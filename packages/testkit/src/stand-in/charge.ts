import { costMicros, type Price, type ServiceTier, type Usage } from '@hanzo/contracts';
import type { StandInApi } from './request.ts';

/** One line of the stand-in's bill. */
export interface Charge {
  /** As the answer's header `x-request-id` has it, or the line of a batch's results. */
  readonly requestId: string;
  /** Of the request in the log, counted from 1. */
  readonly number: number;
  readonly api: StandInApi;
  /** As it was asked for. */
  readonly model: string;
  readonly servedModel: string;
  /** The tier that served: its price counts. */
  readonly tier: ServiceTier;
  readonly usage: Usage;
  /** The bearer token that pays. */
  readonly key: string | undefined;
  /** Of the batch's item. */
  readonly customId: string | undefined;
}

/** What charges come to, each rounded up, in micro-dollars. */
export function chargedMicros(
  charges: readonly Charge[],
  priceOf: (servedModel: string, tier: ServiceTier) => Price,
): number {
  return charges.reduce((sum, { servedModel, tier, usage }) => sum + costMicros(priceOf(servedModel, tier), usage), 0);
}
