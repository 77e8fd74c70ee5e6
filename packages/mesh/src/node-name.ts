/** A host name as a node name: what is not allowed becomes a dash. */
export function nodeNameFrom(text: string): string {
  const name = text
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 48);
  return name === '' ? 'node' : name;
}
