import type { RungName } from './attempt.ts';
import type { GateName } from './gate-names.ts';
import type { TaskKind, Tier } from './task.ts';

/** What the user wants for tasks of one tier. */
export interface TierPolicy {
  /** The cheapest rung that may try. Dearer ones follow when its answer fails the gate. */
  readonly startRung: RungName;
  /** The higher tier whose model gets what this tier's own API model fails. @default nobody does */
  readonly escalatesTo?: Tier | undefined;
  /** Models in order of preference; `local:` marks worker models. Those past their shutdown are passed over. */
  readonly models: readonly string[];
  /** What the orchestration guide named for this tier, for the record. */
  readonly seedModels: readonly string[];
  readonly note?: string | undefined;
}

/** What the user wants for tasks of one kind. */
export interface KindPolicy {
  /** Tier of tasks that are planned by rules; a planner that is a model says its own. */
  readonly tier: Tier;
  /** Wins over the tier's. @default the tier's */
  readonly startRung?: RungName | undefined;
  /** Nothing dearer may try. @default none: up to the strong API model */
  readonly lastRung?: RungName | undefined;
  /** What an answer of a model must pass. Those that do not apply to an answer's shape let it pass. */
  readonly gates: readonly GateName[];
  /** Different models of the mesh that may try, one after the other, before anything is paid: 1 to 8. */
  readonly tries: number;
  /** So many different models of the mesh must give the same answer: 1 to 5; 1 asks only one. */
  readonly agreement: number;
  /** Part of the votes that must be behind one answer, where different models must agree; each vote weighs what experience says of its model: 0.5 to 1. @default more than half */
  readonly agreementShare?: number | undefined;
}

/** The user's policy: configs/tiers.json and what overrides it. */
export interface RoutingPolicy {
  readonly tiers: Readonly<Record<Tier, TierPolicy>>;
  readonly kinds: Readonly<Record<TaskKind, KindPolicy>>;
}

/** An answer that a gate refused: what the next rung is told, and what it must not repeat. */
export interface Refusal {
  readonly rung: RungName;
  /** Name of the model that gave it, as its engine names it. */
  readonly model: string;
  readonly text: string;
  readonly gate: string;
  readonly reason: string;
}
