import type { AcceptedPrefix, Task } from '@hanzo/contracts';
import type { PlacementNeeds } from '@hanzo/router';
import type { MeshAttemptEvents } from './mesh-attempt.ts';
import type { ModelsApart } from './models-apart.ts';

/** A task that wants one attempt on one worker. */
export interface DispatchRequest {
  readonly task: Task;
  readonly needs: PlacementNeeds;
  /** Of the beginnings of its prompt: whoever has read one of them need not read it again. */
  readonly prefixKeys: readonly string[];
  readonly events: MeshAttemptEvents;
  /** Peers where it failed: asked again only when nobody else is there. */
  readonly tried?: ReadonlySet<string>;
  /** Peers that are not asked. */
  readonly refused?: ReadonlySet<string>;
  /** Peers that hold another copy of the task: not asked either. Who gets this one is added. */
  readonly apart?: Set<string>;
  /** Models that somebody else is asked for the same, by name and weights: `needs.avoid` as well. Who gets this one is added. */
  readonly modelsApart?: ModelsApart;
  /** This peer and no other. */
  readonly only?: string;
  /** The beginning of the answer; used where the same weights are. */
  readonly resume?: AcceptedPrefix | undefined;
  /** Work that nobody waits for: it gets a small share beside the users'. @default false */
  readonly background?: boolean;
  /** How long it waits while nobody who is there could ever take it, in milliseconds. */
  readonly workerWaitMs: number;
  /** Told when the reason changes why it is not placed. */
  readonly onWait?: ((why: string) => void) | undefined;
}
