import type { Focus, Severity } from '@hanzo/contracts';

/** What a client says of a review, checked. */
export interface ReviewInput {
  readonly instructions?: string | undefined;
  readonly files?: readonly string[] | undefined;
  readonly focus?: Focus | undefined;
  readonly workspace?: string | undefined;
  readonly max_cost_usd?: number | undefined;
  readonly fail_on?: Severity | undefined;
  readonly resume?: string | undefined;
}
