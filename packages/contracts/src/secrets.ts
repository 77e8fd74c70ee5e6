/** Shorter values are too common to be hidden without making texts unreadable. */
const SHORTEST = 6;
/** From here on a value is surely a key: no word and no number is as long. */
const SURELY_KEY = 16;
/** One that mixes letters and digits is so earlier. */
const SURELY_MIXED = 8;
/** Stands where a secret was. */
export const KEY_MASK = '[key]';
const LINE_BREAKS = /\r\n|\n|\r/g;

/** What servers that want no key are given in its place, and passwords of databases as they come: words that texts need. */
const PLACEHOLDERS: ReadonlySet<string> = new Set([
  'anything',
  'changeme',
  'dummy',
  'dummy-key',
  'empty',
  'koboldcpp',
  'llama.cpp',
  'lm-studio',
  'lmstudio',
  'local',
  'mariadb',
  'mongodb',
  'no-key',
  'no-key-required',
  'none',
  'not-needed',
  'not-required',
  'ollama',
  'openai',
  'anthropic',
  'password',
  'placeholder',
  'postgres',
  'postgresql',
  'secret',
  'sk-no-key-required',
  'sk-none',
  'unused',
]);

/** A way in which a secret may stand in a text, and what is shown instead. */
interface Form {
  readonly text: string;
  readonly mask: string;
  /** False for what may as well be a word. */
  readonly sure: boolean;
  /** True for what is masked in prompts. */
  readonly long: boolean;
}

/** All forms of all secrets of this process, by their text. */
const forms = new Map<string, Form>();
const known = new Set<string>();
/** The same, longest first. Undefined until somebody asks: keys come by thousands, texts later. */
let sorted: readonly Form[] | undefined;

/**
 * From now on no text that goes through {@link redact} holds this value, nor its URL-encoded, JSON-escaped or base64
 * form. Left alone are values of fewer than 6 characters, short numbers, and words that servers without keys are given
 * (`ollama`, `none`).
 */
export function hideSecret(secret: string): void {
  if (secret.length < SHORTEST || known.has(secret) || isPlaceholder(secret)) return;
  if (secret.length < SURELY_KEY && /^\d+$/.test(secret)) return;
  known.add(secret);
  const [sure, long] = [isSurelyKey(secret), secret.length >= SURELY_KEY];
  for (const { text, mask } of [secret, ...linesOf(secret)].flatMap(formsOf)) {
    if (text.length < SHORTEST) continue;
    const other = forms.get(text);
    forms.set(text, { text, mask, sure: sure || other?.sure === true, long: long || other?.long === true });
  }
  sorted = undefined;
}

/** True for a text that cannot be a word or a number: of 16 characters, or of 8 with letters and digits. */
export function isSurelyKey(text: string): boolean {
  if (isPlaceholder(text)) return false;
  return text.length >= SURELY_KEY || (text.length >= SURELY_MIXED && /[a-z]/i.test(text) && /\d/.test(text));
}

function isPlaceholder(text: string): boolean {
  return PLACEHOLDERS.has(text.toLowerCase());
}

/** The text without the secrets of this process. Every sink uses it: terminal, logs, reports, journal, ledger, metrics. */
export function redact(text: string): string {
  return mask(text, () => true);
}

/**
 * The same for lines that programs read: what may be a word or a number stays, because it may be the name of a field.
 * Who writes them redacts the values one by one before.
 */
export function redactLine(text: string): string {
  return mask(text, ({ sure }) => sure);
}

/**
 * A copy of a JSON value whose texts hold no secret of this process. Names of fields lose only what is surely a key;
 * numbers stay.
 */
export function redactValues(value: unknown): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map(redactValues);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [redactLine(name), redactValues(each)]));
}

/**
 * The text without the keys of this process, for prompts before they leave it: a file of the workspace may repeat a key.
 * Values of fewer than 16 characters stay: they are words that a model needs. Lines keep their numbers.
 */
export function maskKeys(text: string): string {
  return mask(text, ({ long }) => long);
}

function mask(text: string, isMasked: (form: Form) => boolean): string {
  sorted ??= [...forms.values()].toSorted((a, b) => b.text.length - a.text.length);
  let rest = text;
  for (const form of sorted) {
    if (form.text.length <= rest.length && rest.includes(form.text) && isMasked(form))
      rest = rest.replaceAll(form.text, () => form.mask);
  }
  return rest;
}

/** A key that was pasted with a line break may be shown line by line. */
function linesOf(secret: string): readonly string[] {
  const lines = secret.split(/\s+/);
  return lines.length === 1 ? [] : lines.filter((line) => line.length >= SURELY_KEY);
}

/** A key of several lines leaves its line breaks, in the form that they had: places in a file are told by their lines. */
function formsOf(secret: string): readonly { readonly text: string; readonly mask: string }[] {
  // An event holds the answer of a model, and that may be JSON which holds JSON.
  const once = escaped(secret);
  const twice = escaped(once);
  const breaks = secret.match(LINE_BREAKS)?.join('') ?? '';
  const breaksOnce = escaped(breaks);
  const breaksTwice = escaped(breaksOnce);
  return [
    { text: secret, mask: KEY_MASK + breaks },
    { text: once, mask: KEY_MASK + breaksOnce },
    { text: twice, mask: KEY_MASK + breaksTwice },
    { text: escaped(twice), mask: KEY_MASK + escaped(breaksTwice) },
    { text: encodeURIComponent(secret.toWellFormed()), mask: KEY_MASK + encodeURIComponent(breaks) },
    ...base64Forms(secret).map((text) => ({ text, mask: KEY_MASK })),
  ];
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
