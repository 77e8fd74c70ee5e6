import { HanzoError } from '@hanzo/contracts';
import type { ModelMessage } from '@hanzo/wire';

/** What to make of a message that is not the one that was expected. */
export function refusedOr(message: ModelMessage, expected: ModelMessage['kind']): HanzoError {
  if (message.kind === 'refusal')
    return new HanzoError(message.code, message.message, { details: { retryAfterMs: message.retryAfterMs } });
  return new HanzoError('WIRE_INVALID', `The peer sent ${message.kind} instead of ${expected}.`);
}
