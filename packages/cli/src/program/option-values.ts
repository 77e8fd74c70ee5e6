import { InvalidArgumentError } from 'commander';
import type { Discovery } from '@hanzo/mesh';

/** Timers hold 2^31 ms, which is 24.8 days; beyond that they would fire at once. Seconds. */
export const MAX_SECONDS: number = 24 * 24 * 3_600;

/** A whole number within a range. */
export function whole(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max)
      throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
    return value;
  };
}

/** A time in seconds, to the millisecond: what timers can wait. */
export function seconds(text: string): number {
  const ms = /^(\d+\.?\d*|\.\d+)$/.test(text) ? Math.round(Number(text) * 1000) : 0;
  if (ms < 1 || ms > MAX_SECONDS * 1000)
    throw new InvalidArgumentError(`It must be seconds, from 0.001 to ${MAX_SECONDS} (24 days).`);
  return ms / 1000;
}

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Beyond ten years nobody means it. */
const LONGEST_MS = 3_650 * 86_400_000;

/** A span of time with its unit, such as `30m`, `24h` or `7d`, in milliseconds; at least `shortest`. */
export function duration(shortest: string): (text: string) => number {
  const least = spanMs(shortest) ?? 0;
  return (text) => {
    const ms = spanMs(text);
    if (ms === undefined || ms < least || ms > LONGEST_MS)
      throw new InvalidArgumentError(`It must be a time like 30m, 24h or 7d, from ${shortest} to 3650d.`);
    return ms;
  };
}

function spanMs(text: string): number | undefined {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)([smhdw])$/.exec(text) ?? [];
  return amount === undefined ? undefined : Math.round(Number(amount) * (UNIT_MS[unit] ?? 0));
}

/** US dollars, kept as text: binary fractions are no money. */
export function dollars(text: string): string {
  if (!/^\d+(\.\d{1,6})?$/.test(text)) throw new InvalidArgumentError('It must be US dollars, e.g. 2 or 0.50.');
  return text;
}

/** Names of models by comma, as they were written. */
export function criticList(text: string): string {
  return modelNames(text).join(',');
}

/** Ways of discovery, separated by commas; `none` is none. */
export function discoveryWays(text: string): Discovery[] {
  return text
    .split(',')
    .filter((way) => way !== '' && way !== 'none')
    .map((way) => {
      if (way === 'mdns' || way === 'local' || way === 'members') return way;
      throw new InvalidArgumentError(`"${way}" is not mdns, local, members or none.`);
    });
}

/** Each value of an option that is repeated: one that takes several words would swallow the instructions behind it. */
export function listed(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** Names of tools by comma, of all times the option is given. */
export function toolNames(text: string, before: readonly string[] = []): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('')) throw new InvalidArgumentError('It must be names by comma, e.g. search,browser.');
  return [...before, ...names];
}

/** Names of models, separated by commas. */
export function modelNames(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes(''))
    throw new InvalidArgumentError('It must be names of models by comma, e.g. gpt-5.6-sol,gpt-4o.');
  return names;
}
