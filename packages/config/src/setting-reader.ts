import { choose, type Chosen, type Place } from './choose.ts';
import type { ConfigKey } from './model.ts';
import type { Parse } from './parse.ts';

/** Reads a setting from its flag, its variable and the file, in this order, and remembers where it was. */
export type Read = <T>(
  key: ConfigKey,
  flag: Place | undefined,
  variable: string,
  inFile: Place[1],
  parse: Parse<T>,
) => T | undefined;

/** What settings are read with, and where each was found. */
export interface Reader {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Of config.json. */
  readonly path: string;
  readonly read: Read;
  note<T>(key: ConfigKey, chosen: Chosen<T> | undefined): T | undefined;
  readonly origins: Partial<Record<ConfigKey, string>>;
}

export function createReader(env: Reader['env'], path: string): Reader {
  const origins: Partial<Record<ConfigKey, string>> = {};
  const note: Reader['note'] = (key, chosen) => {
    if (chosen) origins[key] = chosen.from;
    return chosen?.value;
  };
  const read: Read = (key, flag, variable, inFile, parse) => {
    const places: readonly Place[] = [
      ...(flag ? [flag] : []),
      [variable, env[variable]],
      [inFileName(path, key), inFile],
    ];
    return note(key, choose(places, parse));
  };
  return { env, path, read, note, origins };
}

/** How people find a setting in config.json. */
export function inFileName(path: string, key: ConfigKey): string {
  return `${path} (${key})`;
}

/** Drops the undefined ones. */
export function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
