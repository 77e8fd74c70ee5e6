import { HanzoError } from '@hanzo/contracts';
import type { RawEntry } from './catalogue-schema.ts';

/** Fields whose parts may be changed one by one. A price is changed as a whole: half a price list would be wrong. */
const DEEP: ReadonlySet<string> = new Set(['takes', 'tierPrices']);

/** `null` takes these away; of others it is a value like any other. */
const REMOVABLE: ReadonlySet<string> = new Set([
  'shutdown',
  'replacement',
  'fallbacks',
  'note',
  'tierPrices',
  'sha256',
  'kinds',
  'maxOutputTokens',
]);

/**
 * The shipped models with the user's changes and additions, in the order of the file, then of the user.
 *
 * @throws HanzoError CONFIG_INVALID when the user names a model twice
 */
export function mergeEntries(
  shipped: readonly RawEntry[],
  own: readonly RawEntry[],
  file: string,
): readonly RawEntry[] {
  const entries = new Map(shipped.map((entry) => [entry.name, entry]));
  const seen = new Set<string>();
  for (const entry of own) {
    if (seen.has(entry.name)) {
      throw new HanzoError('CONFIG_INVALID', `${file}: "${entry.name}" is there twice.`, {
        details: { file, name: entry.name },
        mend: 'Write all that you change of a model into one entry.',
      });
    }
    seen.add(entry.name);
    entries.set(entry.name, mergeEntry(entries.get(entry.name), entry));
  }
  return [...entries.values()];
}

function mergeEntry(shipped: RawEntry | undefined, own: RawEntry): RawEntry {
  const merged: Record<string, unknown> = shipped === undefined ? { kind: kindOf(own) } : { ...shipped };
  for (const [key, value] of Object.entries(own)) {
    const old = merged[key];
    if (value === null && REMOVABLE.has(key)) delete merged[key];
    else if (DEEP.has(key) && isBag(value)) merged[key] = withoutNulls({ ...(isBag(old) ? old : {}), ...value });
    else merged[key] = value;
  }
  return { ...merged, name: own.name };
}

/** An own model is one behind an API unless it says where its file is. */
function kindOf(entry: RawEntry): 'api' | 'local' {
  return entry['uri'] === undefined ? 'api' : 'local';
}

function withoutNulls(bag: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(bag).filter(([, value]) => value !== null));
}

function isBag(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
