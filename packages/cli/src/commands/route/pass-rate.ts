/** A share with the interval that holds the true one in 95 of 100 cases. */
export interface PassRate {
  /** 0 to 1. */
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/** Of 95 of 100 cases, in standard deviations. */
const Z = 1.96;

/** Wilson's score interval: it stays within 0 to 1, and is honest about few. */
export function passRate(passed: number, judged: number): PassRate {
  const rate = passed / judged;
  const square = Z ** 2;
  const middle = (rate + square / (2 * judged)) / (1 + square / judged);
  const half = (Z * Math.sqrt((rate * (1 - rate)) / judged + square / (4 * judged ** 2))) / (1 + square / judged);
  return { rate, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** `75 % (53 to 89)`. */
export function rateInWords({ rate, low, high }: PassRate): string {
  return `${percent(rate)} % (${percent(low)} to ${percent(high)})`;
}

function percent(share: number): string {
  return String(Math.round(share * 100));
}
