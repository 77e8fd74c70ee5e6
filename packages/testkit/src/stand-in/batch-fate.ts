/** Somebody asks how a batch is doing. */
export interface BatchLook {
  readonly id: string;
  /** Counted from 1. */
  readonly look: number;
  readonly total: number;
  /** Cancelling was asked for. */
  readonly isCancelled: boolean;
}

/** What a look finds. Items beyond `done` were not carried out. */
export type BatchFate =
  | { readonly kind: 'working'; readonly done?: number }
  | { readonly kind: 'completed' }
  | {
      readonly kind: 'expired' | 'cancelled';
      readonly done: number;
      /** Leaves those that were not carried out out of the file of errors. @default false */
      readonly silent?: boolean;
    }
  /** Refused as a whole. */
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

export type BatchScript = (look: BatchLook) => BatchFate;

/** Ends a batch at the first look. */
export function atFirstLook({ isCancelled }: BatchLook): BatchFate {
  return isCancelled ? { kind: 'cancelled', done: 0 } : { kind: 'completed' };
}
