import { HanzoError, toHanzoError } from '@hanzo/contracts';
import { editKeyFile, readKeyFile, type KeyFile } from './key-file.ts';
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
  /** Why the keychain did not give what it should hold. */
  readonly fault: HanzoError | undefined;
}

/** What a key leaves behind when its place changes. */
export interface Left {
  /** Why the keychain did not give up what it holds; it is not used any more. */
  readonly fault: HanzoError | undefined;
}

export interface Removed extends Left {
  /** Where it was; empty when nowhere. */
  readonly from: readonly string[];
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
  set(provider: string, key: string, store: KeyStoreKind): Left;
  /** Throws like `set`. */
  remove(provider: string): Removed;
}

const IN_KEYCHAIN = 'keychain';

export function openKeyStore({ path, keychain = openKeychain() }: KeyStoreOptions): KeyStore {
  const account = (provider: string): string => `${provider} (${path})`;
  /** Of a provider that the file does not name any more. */
  const dropFromKeychain = (provider: string): Left & { readonly was: boolean } => {
    try {
      return { was: keychain.remove(account(provider)), fault: undefined };
    } catch (error) {
      return { was: false, fault: leftBehind(toHanzoError(error), account(provider)) };
    }
  };
  return {
    read({ askKeychain }) {
      const file = readKeyFile(path);
      const asked = askKeychain ? askFor(file.keychain, keychain, account) : unasked(file.keychain);
      const names = new Set([...asked.found.keys(), ...Object.keys(file.keys)]);
      const keys = [...names].map((name) => [name, [...(asked.found.get(name) ?? []), ...inFile(path, file, name)]]);
      return { keys: Object.fromEntries(keys) as StoredKeys['keys'], fault: asked.fault };
    },
    set(provider, key, store) {
      const wasListed = readKeyFile(path).keychain.includes(provider);
      if (store === 'file') {
        editKeyFile(path, (file) => ({
          keys: { ...file.keys, [provider]: key },
          keychain: without(file.keychain, provider),
        }));
        return { fault: wasListed ? dropFromKeychain(provider).fault : undefined };
      }
      // Noted last: whoever is stopped at the keychain's window has changed nothing.
      keychain.write(account(provider), key);
      try {
        editKeyFile(path, (file) => ({
          keys: withoutKey(file.keys, provider),
          keychain: [...file.keychain, provider],
        }));
      } catch (error) {
        // Nobody would know of it.
        if (!wasListed) dropFromKeychain(provider);
        throw error;
      }
      return { fault: undefined };
    },
    remove(provider) {
      const before = readKeyFile(path);
      editKeyFile(path, (file) => ({
        keys: withoutKey(file.keys, provider),
        keychain: without(file.keychain, provider),
      }));
      const listed = before.keychain.includes(provider);
      const { was, fault } = listed ? dropFromKeychain(provider) : { was: false, fault: undefined };
      const from = [...(was ? [IN_KEYCHAIN] : []), ...inFile(path, before, provider).map((place) => place.from)];
      // A name without a key is something to be rid of as well.
      return { from: listed && from.length === 0 ? [path] : from, fault };
    },
  };
}

interface Asked {
  readonly found: ReadonlyMap<string, readonly StoredKey[]>;
  readonly fault: HanzoError | undefined;
}

function unasked(providers: readonly string[]): Asked {
  const found = providers.map((name) => [name, [{ from: IN_KEYCHAIN, value: undefined }]] as const);
  return { found: new Map(found), fault: undefined };
}

function askFor(providers: readonly string[], keychain: Keychain, account: (provider: string) => string): Asked {
  if (providers.length === 0) return { found: new Map(), fault: undefined };
  try {
    const values = keychain.read(providers.map(account));
    const found = providers.flatMap((name, index) => {
      const value = values[index];
      return value === undefined ? [] : [[name, [{ from: IN_KEYCHAIN, value }]] as const];
    });
    const gone = providers.filter((_, index) => values[index] === undefined);
    return { found: new Map(found), fault: gone.length === 0 ? undefined : goneFrom(gone) };
  } catch (error) {
    return { found: new Map(), fault: toHanzoError(error) };
  }
}

function goneFrom(providers: readonly string[]): HanzoError {
  return new HanzoError(
    'CREDENTIALS_MISSING',
    `The keychain of this system has no key for ${providers.join(', ')} any more, where \`hanzo keys set\` put one.`,
    { mend: `Run \`hanzo keys set ${providers[0] ?? ''}\`, or \`hanzo keys rm\` to forget it.` },
  );
}

function leftBehind({ message, details }: HanzoError, account: string): HanzoError {
  return new HanzoError('STORE_UNUSABLE', `${message} An older key is still in it, and is not used any more.`, {
    details,
    mend: `Remove "${account}" of hanzo there, when it can be used.`,
  });
}

function inFile(path: string, { keys }: KeyFile, provider: string): readonly { from: string; value: string }[] {
  const value = Object.hasOwn(keys, provider) ? keys[provider] : undefined;
  return value === undefined ? [] : [{ from: path, value }];
}

function without(names: readonly string[], name: string): readonly string[] {
  return names.filter((other) => other !== name);
}

function withoutKey(keys: Readonly<Record<string, string>>, provider: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(keys).filter(([name]) => name !== provider));
}
