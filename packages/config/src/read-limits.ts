import { HanzoError, nearest } from '@hanzo/contracts';
import { choose } from './choose.ts';
import { providerNames } from './endpoint.ts';
import type { ConfigFile, LimitEntry } from './file-schema.ts';
import type { Config, ConfigFlags, Limits } from './model.ts';
import { parseLimit } from './parse.ts';
import { defined, inFileName, type Reader } from './setting-reader.ts';

/** Flag, variable, file for the whole home; the file alone for keys and members: such rules are long-lived. */
export function readLimits(
  flags: ConfigFlags,
  { limits: file }: ConfigFile,
  providers: Config['providers'],
  reader: Reader,
): Config['limits'] {
  const { read } = reader;
  const daily = ['--daily-limit', flags.dailyLimit] as const;
  const hourly = ['--hourly-limit', flags.hourlyLimit] as const;
  refuseUnknownKeys(Object.keys(file?.keys ?? {}), providerNames({ providers }), reader);
  return defined({
    dayMicros: read('limits.dailyUsd', daily, 'HANZO_DAILY_LIMIT', file?.dailyUsd, parseLimit),
    hourMicros: read('limits.hourlyUsd', hourly, 'HANZO_HOURLY_LIMIT', file?.hourlyUsd, parseLimit),
    keys: readEach('keys', file?.keys, reader),
    members: readEach('members', file?.members, reader),
  });
}

function readEach(
  section: 'keys' | 'members',
  entries: Readonly<Record<string, LimitEntry>> | undefined,
  { path, note }: Reader,
): Readonly<Record<string, Limits>> | undefined {
  if (entries === undefined) return undefined;
  const one = (name: string, entry: LimitEntry, setting: keyof LimitEntry): number | undefined => {
    const key = `limits.${section}.${name}.${setting}` as const;
    return note(key, choose([[inFileName(path, key), entry[setting]]], parseLimit));
  };
  const limits = Object.entries(entries).map(
    ([name, entry]) =>
      [name, defined({ dayMicros: one(name, entry, 'dailyUsd'), hourMicros: one(name, entry, 'hourlyUsd') })] as const,
  );
  return Object.fromEntries(limits);
}

/** A limit under a mistyped name would limit nothing. */
function refuseUnknownKeys(names: readonly string[], known: readonly string[], { path }: Reader): void {
  const wrong = names.find((name) => !known.includes(name));
  if (wrong === undefined) return;
  const guess = nearest(wrong, known);
  throw new HanzoError('CONFIG_INVALID', `${inFileName(path, `limits.keys.${wrong}`)} names no provider.`, {
    details: { file: path, path: `limits.keys.${wrong}` },
    mend: guess === undefined ? `Known here: ${known.join(', ')}.` : `Did you mean "${guess}"?`,
  });
}
