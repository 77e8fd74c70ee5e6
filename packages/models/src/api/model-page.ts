/** A page of a list of models; both APIs have the same, and only one of them has more than one page. */
export interface ModelPage {
  readonly names: readonly string[];
  /** The name after which the next page begins; undefined on the last page. */
  readonly next: string | undefined;
}

/** Undefined for what is no such list: a server that has none must not look like one that serves nothing. */
export function readModelPage(body: unknown): ModelPage | undefined {
  if (typeof body !== 'object' || body === null || !('data' in body)) return undefined;
  // Ollama without models says null.
  const entries: unknown = body.data ?? [];
  if (!Array.isArray(entries)) return undefined;
  const names = entries.flatMap((entry: unknown) =>
    typeof entry === 'object' && entry !== null && 'id' in entry && typeof entry.id === 'string' ? [entry.id] : [],
  );
  return { names, next: 'has_more' in body && body.has_more === true ? names.at(-1) : undefined };
}
