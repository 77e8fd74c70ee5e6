import { HanzoError } from '@hanzo/contracts';
import { given } from '../dev/run/setting-of.ts';
import type { DelegationFlags } from './flags.ts';
import { resumeCommand } from './show/say-left.ts';

export interface StoppedParts {
  readonly signal: AbortSignal;
  /** Undefined: nothing is saved. */
  readonly delegation?: string | undefined;
  /** By which others find it. @default the current folder and home */
  readonly flags?: DelegationFlags;
  /** Integer micro-dollars. @default 0 */
  readonly costMicros?: number;
}

/** What a delegation that somebody stopped is told by; what failed for another reason is told as it is. */
export function stoppedBy(thrown: unknown, { signal, delegation, flags = {}, costMicros = 0 }: StoppedParts): unknown {
  if (!signal.aborted) return thrown;
  const known = thrown instanceof HanzoError ? thrown : undefined;
  const details = { ...known?.details, ...given({ delegation }), costMicros };
  if (known !== undefined) {
    const { code, message, mend } = known;
    return new HanzoError(code, message, { ...given({ mend }), details, cause: thrown });
  }
  // Signals of programs come with whatever they were aborted with.
  const isLate = thrown instanceof Error && thrown.name === 'TimeoutError';
  const mend = delegation === undefined ? 'Delegate it once more.' : `Go on with: ${resumeCommand(delegation, flags)}`;
  return new HanzoError(
    isLate ? 'TIMED_OUT' : 'CANCELLED',
    `The delegation was stopped${delegation === undefined ? ' before its request was saved' : '; its request is kept'}.`,
    { details, mend, cause: thrown },
  );
}
