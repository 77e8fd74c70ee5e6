import { HanzoError } from '@hanzo/contracts';
import type { PlacementNeeds } from '@hanzo/router';
import type { DispatchRequest } from './dispatch-request.ts';
import type { MeshAttempt } from './mesh-attempt.ts';

/** A request that waits for a worker. Times are by the clock that only goes forward, in milliseconds. */
export interface Waiting {
  readonly request: DispatchRequest;
  /** See `groupOf`; undefined while it is special. */
  readonly group: string | undefined;
  readonly placed: PromiseWithResolvers<MeshAttempt>;
  /** Since when nobody who is there could take it. */
  unfitSince: number | undefined;
  /** It waits for a busy worker that should do it sooner than a free one; until then that has to come true. */
  heldUntil: number | undefined;
  /** What it was told last of why it waits. */
  why: string;
}

/** Tokens of prompt are read about this many times faster than answers are written. */
const PROMPT_TOKEN_COST = 1 / 8;

/** Work that a request asks for, in tokens of answer; at least 1. */
export function costOf({ promptTokens, maxOutputTokens }: PlacementNeeds): number {
  return Math.max(1, promptTokens * PROMPT_TOKEN_COST + maxOutputTokens);
}

/** Requests of one group differ in their size only: who is too big for one is too big for all. */
export function groupOf({
  task,
  needs,
  tried,
  refused,
  apart,
  modelsApart,
  only,
}: DispatchRequest): string | undefined {
  if ((needs.avoid?.size ?? 0) > 0 || modelsApart !== undefined) return undefined;
  if (only !== undefined || apart !== undefined || !isEmpty(tried) || !isEmpty(refused)) return undefined;
  // Where models have limits, they are limits of kinds.
  const kind = needs.whyNot === undefined ? '' : task.kind;
  return `${kind} ${needs.dataClass ?? ''} ${needs.model ?? ''} ${[...(needs.models ?? [])].toSorted().join(',')}`;
}

export function tokensOf({ promptTokens, maxOutputTokens }: PlacementNeeds): number {
  return promptTokens + maxOutputTokens;
}

const NOBODY: ReadonlySet<string> = new Set();

/** Peers that are not asked whatever happens. */
export function refusedBy({ refused = NOBODY, apart }: DispatchRequest): ReadonlySet<string> {
  return apart === undefined || apart.size === 0 ? refused : new Set([...refused, ...apart]);
}

function isEmpty(peers: ReadonlySet<string> | undefined): boolean {
  return peers === undefined || peers.size === 0;
}

export function nobodyFits(waitedMs: number, unfit: string): HanzoError {
  return new HanzoError('NO_WORKER', `No worker could take the task within ${waitedMs} ms. ${unfit}`, {
    details: { waitedMs },
    mend: 'Start a worker with `hanzo net up`, and look at the mesh with `hanzo net status`.',
  });
}
