import { redact } from '@hanzo/contracts';

/** Control, format and line-separator characters, apart from newline and tab. */
const HIDDEN = /[^\P{Cc}\n\t]|[\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A text of a model, a file or a peer as a client gets it: nothing in it is hidden, and no key of this process is in it. */
export function shown(text: string): string {
  return redact(
    text
      .replaceAll('\r\n', '\n')
      .replaceAll(HIDDEN, (found) => String.raw`\u{${(found.codePointAt(0) ?? 0).toString(16)}}`),
  );
}

/** The same for all texts of a JSON value. */
export function shownValues(value: unknown): unknown {
  if (typeof value === 'string') return shown(value);
  if (Array.isArray(value)) return value.map(shownValues);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([name, each]) => [shown(name), shownValues(each)]),
  );
}
