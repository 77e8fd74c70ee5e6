/** JSON with the fields of every object in one order: equal values, equal texts. */
export function canonicalJson(value: unknown, indent?: number): string {
  return JSON.stringify(inOrder(value), undefined, indent);
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  // By units, not by a language's rules: these differ from machine to machine.
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, inOrder(inner)]));
}
