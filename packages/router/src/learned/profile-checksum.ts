import { createHash } from 'node:crypto';

/** SHA-256, hex, of a JSON object without its `sha256`, whatever the order of its properties. */
export function checksumOf(profile: object): string {
  const { sha256: _, ...rest } = profile as Readonly<Record<string, unknown>>;
  return createHash('sha256').update(canonical(rest)).digest('hex');
}

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`).join(',')}}`;
}
