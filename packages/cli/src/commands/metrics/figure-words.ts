/** A count for people: 9,999 and below in full, `12.3K`, `4.56M` above. */
export function formatCount(count: number): string {
  if (count < 10_000) return String(count);
  const [value, unit] = count < 999_500 ? [count / 1e3, 'K'] : [count / 1e6, 'M'];
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)}${unit}`;
}

/** A share of 0 to 1. A dash where there is none. */
export function formatShare(share: number | undefined): string {
  return share === undefined ? '-' : `${Math.round(share * 100)}%`;
}

/** A dash where there is none. */
export function formatSeconds(value: number | undefined): string {
  return value === undefined ? '-' : `${value.toFixed(value < 10 ? 2 : 0)} s`;
}

/** `3 done, 1 undone` */
export function countsInWords(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, n]) => `${n} ${name}`)
    .join(', ');
}

/** `evidence 3, schema 1` */
export function reasonsInWords(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, n]) => `${name} ${n}`)
    .join(', ');
}

/** Integer micro-dollars for each of so many, rounded; undefined for none of them. */
export function perEach(micros: number, count: number): number | undefined {
  return count === 0 ? undefined : Math.round(micros / count);
}

export function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, n) => sum + n, 0);
}
