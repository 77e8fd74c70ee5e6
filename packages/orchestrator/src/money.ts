import { HanzoError } from '@hanzo/contracts';

const MICROS = 1_000_000;

/**
 * Writes micro-dollars as dollars, exactly: at least two decimals, up to six, by integer arithmetic alone.
 *
 * @example
 * formatDollars(1234); // "$0.001234"
 * formatDollars(1_500_000); // "$1.50"
 */
export function formatDollars(micros: number): string {
  if (!Number.isSafeInteger(micros))
    throw new HanzoError('INTERNAL', `${micros} is not a whole number of micro-dollars.`);
  const size = Math.abs(micros);
  const rest = size % MICROS;
  const decimals = String(rest)
    .padStart(6, '0')
    .replace(/0{1,4}$/, '');
  return `${micros < 0 ? '-' : ''}$${(size - rest) / MICROS}.${decimals}`;
}
