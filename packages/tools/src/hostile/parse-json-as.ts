import type { z } from 'zod';

/** A parsed value or the reason why there is none, for people. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/** Reads JSON that a model wrote and holds it against a validator. A Markdown fence around it is forgiven, anything else is not. */
export function parseJsonAs<T>(text: string, validator: z.ZodType<T>): Parsed<T> {
  let value: unknown;
  try {
    value = JSON.parse(withoutFence(text));
  } catch (error) {
    return { ok: false, reason: `It is not JSON: ${error instanceof Error ? error.message : 'unreadable'}` };
  }
  const result = validator.safeParse(value);
  if (result.success) return { ok: true, value: result.data };
  const issue = result.error.issues[0];
  const more = result.error.issues.length - 1;
  const where = issue === undefined || issue.path.length === 0 ? 'the top' : issue.path.join('.');
  return {
    ok: false,
    reason: `It does not fit the schema at ${where}: ${issue?.message ?? 'invalid'}${more > 0 ? ` (and ${more} more)` : ''}`,
  };
}

function withoutFence(text: string): string {
  const trimmed = text.trim();
  const start = /^```(?:json)?[ \t]*\n/.exec(trimmed)?.[0].length;
  return start !== undefined && trimmed.endsWith('```') ? trimmed.slice(start, -3) : text;
}
