/** Shorter values are too common to be hidden without making texts unreadable. */
const SHORTEST = 6;
/** In texts that models are to understand, only what is surely a key is masked: some servers take `ollama` for one. */
const SURELY_KEY = 16;
const MASK = '[key]';

/** All forms of all secrets of this process, longest first; and those of the long ones alone. */
let forms: readonly string[] = [];
let longForms: readonly string[] = [];

/**
 * From now on no text that goes through {@link redact} holds this value, nor its URL-encoded, JSON-escaped or base64
 * form. Values of fewer than 6 characters are left alone.
 */
export function hideSecret(secret: string): void {
  if (secret.length < SHORTEST) return;
  const own = [secret, ...linesOf(secret)].flatMap(formsOf).filter((form) => form.length >= SHORTEST);
  forms = longestFirst([...forms, ...own]);
  if (secret.length >= SURELY_KEY) longForms = longestFirst([...longForms, ...own]);
}

/** The text without the secrets of this process. Every sink uses it: terminal, logs, reports, journal, ledger, metrics. */
export function redact(text: string): string {
  return mask(text, forms);
}

/**
 * The text without the keys of this process, for prompts before they leave it: a file of the workspace may repeat a key.
 * Values of fewer than 16 characters stay: they are words that a model needs.
 */
export function maskKeys(text: string): string {
  return mask(text, longForms);
}

function mask(text: string, hidden: readonly string[]): string {
  return hidden.reduce((rest, form) => (rest.includes(form) ? rest.replaceAll(form, MASK) : rest), text);
}

function longestFirst(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].toSorted((a, b) => b.length - a.length);
}

/** A key that was pasted with a line break may be shown line by line. */
function linesOf(secret: string): readonly string[] {
  const lines = secret.split(/\s+/);
  return lines.length === 1 ? [] : lines.filter((line) => line.length >= SURELY_KEY);
}

function formsOf(secret: string): readonly string[] {
  // An event holds the answer of a model, and that may be JSON which holds JSON.
  const once = escaped(secret);
  const twice = escaped(once);
  const encoded = encodeURIComponent(secret.toWellFormed());
  return [secret, once, twice, escaped(twice), encoded, ...base64Forms(secret)];
}

/** As it stands within JSON. */
function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Base64 of a text that holds the secret: it depends on where in its group of three bytes the secret begins. */
function base64Forms(secret: string): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.from(' '.repeat(offset) + secret);
    // Characters at the ends also hold bits of what stands around it.
    const first = Math.ceil((offset * 8) / 6);
    const last = Math.floor((bytes.length * 8) / 6);
    return [bytes.toString('base64').slice(first, last), bytes.toString('base64url').slice(first, last)];
  });
}
