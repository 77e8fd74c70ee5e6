import type { RouterProfile } from '@hanzo/router';

/** `0.631 (0.598 to 0.664)`. */
export function apgrInWords({ apgr }: Pick<RouterProfile, 'apgr'>): string {
  const { value, low, high } = apgr;
  return `${threeDigits(value)} (${threeDigits(low)} to ${threeDigits(high)})`;
}

function threeDigits(value: number | null): string {
  return value === null ? 'unknown' : value.toFixed(3);
}
