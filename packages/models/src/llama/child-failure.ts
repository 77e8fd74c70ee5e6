import type { ErrorCode } from '@hanzo/contracts';
import type { JobFailure } from './child-protocol.ts';

/** A failure with a code inside the child, which does not load @hanzo/contracts. The parent makes a HanzoError of it. */
export class ChildFailure extends Error {
  readonly failure: JobFailure;

  constructor(failure: JobFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** Gives any thrown value a code. */
export function toFailure(thrown: unknown, code: ErrorCode = 'ENGINE_FAILED'): JobFailure {
  if (thrown instanceof ChildFailure) return thrown.failure;
  return { code, message: `The llama engine failed: ${thrown instanceof Error ? thrown.message : String(thrown)}` };
}
