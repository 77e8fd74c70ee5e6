import type { TaskKind, Tier } from '@hanzo/contracts';

/** A task with the quality of both models' answers, 0 to 1. */
export interface PairRow {
  readonly text: string;
  readonly weak: number;
  readonly strong: number;
  readonly kind?: TaskKind | undefined;
  readonly tier?: Tier | undefined;
}

export interface TrainOptions {
  readonly weakModel: string;
  readonly strongModel: string;
  /** Where the rows are from. */
  readonly data: { readonly name: string; /** Hex. */ readonly sha256: string; readonly licence: string };
  /** Today, YYYY-MM-DD. */
  readonly date: string;
  /** Above it `threshold` lies for this part of the rows, 0 to 1. @default 0.2 */
  readonly strongShare?: number | undefined;
  /** At least 2. @default 10 */
  readonly folds?: number | undefined;
  /** @default 1 */
  readonly seed?: number | undefined;
  /** Samples of the bootstrap. @default 1000 */
  readonly rounds?: number | undefined;
  /** It takes seconds: told before each fold, counted from 1. */
  readonly onFold?: ((fold: number, of: number) => void) | undefined;
}
