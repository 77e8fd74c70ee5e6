/** Texts first, so that nothing in one is taken for a comment. */
const TEXT_OR_COMMENT = /("(?:[^"\\\n]|\\.)*")|\/\/[^\n]*|\/\*[^]*?\*\//g;
const TEXT_OR_LAST_COMMA = /("(?:[^"\\\n]|\\.)*")|,(?=\s*[}\]])/g;

/** Reads an object from JSON that may have comments and commas at the end; undefined: it is none. */
export function readJsonc(text: string): Readonly<Record<string, unknown>> | undefined {
  const plain = text
    .replace(/^\uFEFF/, '')
    .replaceAll(TEXT_OR_COMMENT, (_, kept: string | undefined) => kept ?? ' ')
    .replaceAll(TEXT_OR_LAST_COMMA, (_, kept: string | undefined) => kept ?? '');
  try {
    const value: unknown = JSON.parse(plain);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
