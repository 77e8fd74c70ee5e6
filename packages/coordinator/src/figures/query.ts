import type { Price } from '@hanzo/contracts';
import type { LedgerCall } from '@hanzo/ledger';

/** What figures can be added up by. `engine`: rung, node and model. `task`: kind of task. `day`: of this machine's clock. */
export const FIGURE_GROUPS = ['engine', 'model', 'node', 'task', 'member', 'orchestrator', 'day'] as const;
export type FigureGroup = (typeof FIGURE_GROUPS)[number];

/** Which work and money, and how it is added up. Times are milliseconds since the epoch. */
export interface FiguresQuery {
  /** What is under way counts as of now. */
  readonly now: number;
  /** What ended at or after this. @default everything */
  readonly since?: number | undefined;
  /** What ended before this. @default everything */
  readonly until?: number | undefined;
  /** Only runs of an orchestrator with one of these names; their money alone counts then. @default all */
  readonly orchestrators?: readonly string[] | undefined;
  readonly by: FigureGroup;
  /** What the ledger has; the only source of money. @default none */
  readonly calls?: Iterable<LedgerCall> | undefined;
  /** Calls that made a plan: no task of the journal stands for them. @default none */
  readonly isPlan?: ((call: LedgerCall) => boolean) | undefined;
  /** Calls that judged answers: the same. @default none */
  readonly isCritic?: ((call: LedgerCall) => boolean) | undefined;
  /** What a run's answers would have cost, for the estimate of what was saved. @default no estimate */
  readonly yardstick?: ((orchestrator: string) => Yardstick | undefined) | undefined;
}

/** The model that an orchestrator's runs are compared with. */
export interface Yardstick {
  readonly model: string;
  readonly price: Price;
}
