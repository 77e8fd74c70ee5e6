import { HanzoError, type CallFault, type ErrorCode } from '@hanzo/contracts';

/** What the error of a call says of the money, and of when to come again. */
export function faultOf(error: HanzoError): Partial<CallFault> {
  return error.details as Partial<CallFault>;
}

/** What a failed call was charged with. Integer micro-dollars. */
export function chargedMicros(thrown: unknown): number {
  const { costMicros } = thrown instanceof HanzoError ? (thrown.details as { readonly costMicros?: number }) : {};
  return Number(costMicros ?? 0);
}

/** The same error with other facts, or in other words. */
export function restated(
  error: HanzoError,
  { code = error.code, message = error.message, mend = error.mend, details = {} }: Restatement,
): HanzoError {
  return new HanzoError(code, message, {
    cause: error,
    details: { ...error.details, ...details },
    ...(mend !== undefined && { mend }),
  });
}

interface Restatement {
  readonly code?: ErrorCode;
  readonly message?: string;
  readonly mend?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}
