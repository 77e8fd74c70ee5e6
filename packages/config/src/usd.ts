const AMOUNT = /^\$?(\d+)(?:\.(\d{1,6}))?$/;

/**
 * Reads US dollars, exactly, as integer micro-dollars: `12.50`, `$3`, `0.000001`. Undefined for anything else:
 * negative, more than six decimals, exponents, or too large to be exact.
 */
export function parseUsd(amount: string | number): number | undefined {
  const match = AMOUNT.exec(String(amount).trim());
  if (!match) return undefined;
  const micros = Number(match[1]) * 1_000_000 + Number((match[2] ?? '').padEnd(6, '0'));
  return Number.isSafeInteger(micros) ? micros : undefined;
}

/** Micro-dollars for people: at least two decimals, never rounded. */
export function formatUsd(micros: number): string {
  const fraction = String(micros % 1_000_000).padStart(6, '0').replace(/0{1,4}$/, '');
  return `$${Math.floor(micros / 1_000_000)}.${fraction}`;
}
