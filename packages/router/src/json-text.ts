/** A Markdown fence around JSON is forgiven: models that are asked in words like to add one. */
const FENCED = /^```(?:json)?[ \t]*\n([^]*)```$/;

/** The JSON of an answer, without a fence around it. */
export function jsonIn(text: string): string {
  const trimmed = text.trim();
  return FENCED.exec(trimmed)?.[1] ?? trimmed;
}
