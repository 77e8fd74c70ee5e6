/** A time for people: `0.4 s`, `32 s`, `5 min`, `2.5 h`. */
export function seconds(ms: number): string {
  if (ms < 10_000) return `${Math.ceil(ms / 100) / 10} s`;
  if (ms < 120_000) return `${Math.ceil(ms / 1_000)} s`;
  if (ms < 7_200_000) return `${Math.ceil(ms / 60_000)} min`;
  return `${Math.ceil(ms / 360_000) / 10} h`;
}
