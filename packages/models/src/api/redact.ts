import { redact as redactAll } from '@hanzo/contracts';

/** Replaces secrets in a text. */
export type Redact = (text: string) => string;

const MASK = '[key]';

/** Stands for "no key" with servers that want none; not a secret. */
export const NO_KEY = 'none';

/**
 * Makes a redactor for exact values, also in their URL-encoded, JSON-escaped and base64 forms, and for all secrets that
 * this process has told `hideSecret`.
 */
export function createRedact(secrets: readonly string[]): Redact {
  const forms = new Set<string>();
  for (const secret of secrets) {
    if (secret === '' || secret === NO_KEY) continue;
    forms.add(secret);
    forms.add(encodeURIComponent(secret));
    forms.add(JSON.stringify(secret).slice(1, -1));
    forms.add(Buffer.from(secret).toString('base64').replace(/=+$/, ''));
  }
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  return (text) => redactAll(longestFirst.reduce((rest, form) => rest.replaceAll(form, MASK), text));
}

/**
 * A copy of a foreign error that holds no secret: name, message, stack and causes only. Headers and bodies, which the
 * openai client hangs on its errors, are left behind.
 */
export function redactedCopy(thrown: unknown, redact: Redact, depth = 4): unknown {
  if (!(thrown instanceof Error)) return redact(String(thrown));
  const copy = new Error(redact(thrown.message));
  copy.name = thrown.name === 'Error' ? thrown.constructor.name : thrown.name;
  if (thrown.stack !== undefined) copy.stack = redact(thrown.stack);
  if (thrown.cause !== undefined && depth > 0) copy.cause = redactedCopy(thrown.cause, redact, depth - 1);
  return copy;
}
