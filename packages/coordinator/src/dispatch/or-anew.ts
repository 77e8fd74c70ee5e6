import { HanzoError } from '@hanzo/contracts';

/** A beginning that makes the offer too large for a frame is done without. */
export function orAnew<T>(goOn: () => T, anew: () => T): T {
  try {
    return goOn();
  } catch (error) {
    if (error instanceof HanzoError && error.code === 'WIRE_TOO_LARGE') return anew();
    throw error;
  }
}
