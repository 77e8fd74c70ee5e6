/** Shorter values are too common to be hidden without making texts unreadable. */
const SHORTEST = 6;
const MASK = '[key]';

/** All forms of all secrets of this process, longest first. */
let forms: readonly string[] = [];

/**
 * From now on no text that goes through {@link redact} holds this value, nor its URL-encoded, JSON-escaped or base64
 * form. Values of fewer than 6 characters are left alone.
 */
export function hideSecret(secret: string): void {
  if (secret.length < SHORTEST) return;
  const own = [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  ];
  forms = [...new Set([...forms, ...own])].toSorted((a, b) => b.length - a.length);
}

/** The text without the secrets of this process. Every sink uses it: terminal, logs, reports, journal, ledger, metrics. */
export function redact(text: string): string {
  return forms.reduce((rest, form) => (rest.includes(form) ? rest.replaceAll(form, MASK) : rest), text);
}
