import type { Generation, Who } from '@hanzo/contracts';

/** What a planner answered, from a provider that may know what it was charged and who served. */
export interface PlannerAnswer extends Generation {
  /** Integer micro-dollars. @default by the price of the planner */
  readonly costMicros?: number;
  /** @default an API endpoint named after the provider */
  readonly who?: Who;
}
