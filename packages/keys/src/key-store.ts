import { HanzoError, toHanzoError } from '@hanzo/contracts';
import { editKeyFile, readKeyFile } from './key-file.ts';
import { openKeychain, type Keychain } from './keychain.ts';

/** Where `hanzo keys set` keeps a key. */
export const KEY_STORES = ['keychain', 'file'] as const;
export type KeyStoreKind = (typeof KEY_STORES)[number];

/** A key and where it is. */
export interface StoredKey {
  /** For people. */
  readonly from: string;
  /** Undefined where the keychain has it and was not asked. */
  readonly value: string | undefined;
}

export interface StoredKeys {
  /** By provider, the place that counts first. */
  readonly keys: Readonly<Record<string, readonly StoredKey[]>>;
  /** Why the keychain did not give what it holds. */
  readonly fault: HanzoError | undefined;
}

export interface KeyStoreOptions {
  /** keys.json of a home. */
  readonly path: string;
  /** @default the system's */
  readonly keychain?: Keychain;
}

/** The keys that a home keeps. Homes do not see each other's. */
export interface KeyStore {
  /**
   * Cheap without the keychain. One that fails gives a fault, and the other places are used.
   *
   * @throws HanzoError CONFIG_INVALID when the file is damaged, or others can read it
   */
  read(options: { readonly askKeychain: boolean }): StoredKeys;
  /** It is in this place then, and in no other one. Throws STORE_UNUSABLE, CONFIG_INVALID, DISK_FULL. */
  set(provider: string, key: string, store: KeyStoreKind): void;
  /** Where it was; empty when nowhere. Throws like `set`. */
  remove(provider: string): readonly string[];
}

const IN_KEYCHAIN = 'keychain';

export function openKeyStore({ path, keychain = openKeychain() }: KeyStoreOptions): KeyStore {
  const account = (provider: string): string => `${provider} (${path})`;
  const dropFromKeychain = (provider: string): boolean => {
    if (!readKeyFile(path).keychain.includes(provider)) return false;
    return keychain.remove(account(provider));
  };
  return {
    read({ askKeychain }) {
      const file = readKeyFile(path);
      const asked = askKeychain ? askFor(file.keychain, keychain, account) : unasked(file.keychain);
      const names = new Set([...Object.keys(asked.found), ...Object.keys(file.keys)]);
      const keys = [...names].map((name) => [name, [...(asked.found[name] ?? []), ...inFile(path, file.keys[name])]]);
      return { keys: Object.fromEntries(keys) as StoredKeys['keys'], fault: asked.fault };
    },
    set(provider, key, store) {
      if (store === 'keychain') {
        // Noted first: a key that nobody knows of would never be removed.
        const before = readKeyFile(path).keychain;
        editKeyFile(path, (file) => ({ ...file, keychain: [...file.keychain, provider] }));
        try {
          keychain.write(account(provider), key);
        } catch (error) {
          editKeyFile(path, (file) => ({ ...file, keychain: before }));
          throw error;
        }
        editKeyFile(path, (file) => ({ ...file, keys: withoutKey(file.keys, provider) }));
        return;
      }
      dropFromKeychain(provider);
      editKeyFile(path, ({ keys, keychain: names }) => ({
        keys: { ...keys, [provider]: key },
        keychain: without(names, provider),
      }));
    },
    remove(provider) {
      const inKeychain = dropFromKeychain(provider);
      const file = readKeyFile(path);
      editKeyFile(path, ({ keys, keychain: names }) => ({
        keys: withoutKey(keys, provider),
        keychain: without(names, provider),
      }));
      return [...(inKeychain ? [IN_KEYCHAIN] : []), ...(Object.hasOwn(file.keys, provider) ? [path] : [])];
    },
  };
}

interface Asked {
  readonly found: Readonly<Record<string, readonly StoredKey[]>>;
  readonly fault: HanzoError | undefined;
}

function unasked(providers: readonly string[]): Asked {
  const found = providers.map((name) => [name, [{ from: IN_KEYCHAIN, value: undefined }]]);
  return { found: Object.fromEntries(found) as Asked['found'], fault: undefined };
}

function askFor(providers: readonly string[], keychain: Keychain, account: (provider: string) => string): Asked {
  if (providers.length === 0) return { found: {}, fault: undefined };
  try {
    const values = keychain.read(providers.map(account));
    const found = providers.flatMap((name, index) => {
      const value = values[index];
      return value === undefined ? [] : [[name, [{ from: IN_KEYCHAIN, value }]]];
    });
    return { found: Object.fromEntries(found) as Asked['found'], fault: undefined };
  } catch (error) {
    return { found: {}, fault: toHanzoError(error) };
  }
}

function inFile(path: string, key: string | undefined): readonly StoredKey[] {
  return key === undefined ? [] : [{ from: path, value: key }];
}

function without(names: readonly string[], name: string): readonly string[] {
  return names.filter((other) => other !== name);
}

function withoutKey(keys: Readonly<Record<string, string>>, provider: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(keys).filter(([name]) => name !== provider));
}
