import { HanzoError, type ErrorCode } from '@hanzo/contracts';
import type { LedgerLimits } from './limits.ts';
import type { Hold, ReserveRequest, Settlement } from './model.ts';

/** What a caller wants of the ledger's thread. `at`: the time on the caller's clock, milliseconds since the epoch. */
export type Order =
  | { readonly kind: 'reserve'; readonly request: ReserveRequest; readonly isSent: boolean; readonly at: number }
  | { readonly kind: 'mark-sent'; readonly hold: Hold; readonly at: number }
  | { readonly kind: 'settle'; readonly hold: Hold; readonly settlement: Settlement; readonly at: number }
  | { readonly kind: 'release'; readonly hold: Hold; readonly why: string; readonly at: number }
  | { readonly kind: 'give-up'; readonly hold: Hold; readonly why: string; readonly at: number };

/** What the thread needs to open the ledger. */
export interface Opening {
  readonly path: string;
  readonly limits: LedgerLimits;
  readonly version: string;
  readonly at: number;
}

/** A hold for a reservation, nothing for the rest. */
export type Result =
  | { readonly ok: true; readonly hold?: Hold | undefined }
  | { readonly ok: false; readonly error: PlainError };

/** A HanzoError as a message can carry it. */
export interface PlainError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly mend: string | undefined;
  readonly cause: string | undefined;
}

export function toPlain({ code, message, details, mend, cause }: HanzoError): PlainError {
  return { code, message, details, mend, cause: cause instanceof Error ? cause.message : undefined };
}

export function fromPlain({ code, message, details, mend, cause }: PlainError): HanzoError {
  return new HanzoError(code, message, {
    details,
    ...(mend === undefined ? {} : { mend }),
    ...(cause === undefined ? {} : { cause }),
  });
}
