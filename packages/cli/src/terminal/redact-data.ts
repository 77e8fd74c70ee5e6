import { redact, redactLine, redactValues } from '@hanzo/contracts';

/**
 * A line for programs without the secrets of this process, and still what it was: of JSON only texts are changed. A key
 * that reads like a number or like the name of a field would break it otherwise.
 *
 * @param form `data`: in a form of its own, of which only what is surely a key is taken
 */
export function redactData(line: string, form?: 'data'): string {
  const shown = redact(line);
  if (shown === line) return line;
  const value = parsed(line);
  if (value !== undefined) return JSON.stringify(redactValues(value));
  return form === 'data' ? redactLine(line) : shown;
}

function parsed(line: string): unknown {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
