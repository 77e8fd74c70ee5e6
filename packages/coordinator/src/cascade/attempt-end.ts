import type { Attempt, AttemptEnd, ExtraAttempt, HanzoError, RungName, Usage } from '@hanzo/contracts';

/** How an attempt that failed with this ended. What it cost stands in the error's details, where it is known. */
export function failedEnd({ code, message, details }: HanzoError): AttemptEnd & { kind: 'error' } {
  const { costMicros, usage } = details as { readonly costMicros?: number; readonly usage?: Usage };
  return { kind: 'error', code, message, costMicros: Number(costMicros ?? 0), ...(usage !== undefined && { usage }) };
}

/** An attempt beside the one that counted, as the outcome and the receipt have it. */
export function extraAsAttempt(number: number, rung: RungName, extra: ExtraAttempt): Attempt {
  const { who, startedAt, endedAt, error } = extra;
  return { number, rung, who, startedAt, endedAt, end: failedEnd(error) };
}
