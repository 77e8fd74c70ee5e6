import { MOST_CHARS } from './words.ts';

/** A Markdown fence around JSON is forgiven: models that are asked in words like to add one. */
const FENCED = /^```(?:json)?[ \t]*\n([^]*)```$/;

/** The JSON of an answer, without a fence around it. */
export function jsonIn(text: string): string {
  const trimmed = text.trim();
  return FENCED.exec(trimmed)?.[1] ?? trimmed;
}

/** The JSON object or list that an answer is; undefined when it is none, or too long. */
export function structureOf(text: string): object | undefined {
  const inner = jsonIn(text);
  if (inner.length > MOST_CHARS || !/^\s*[{[]/.test(inner)) return undefined;
  try {
    const value: unknown = JSON.parse(inner);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
