/**
 * API keys: where they are kept, and that nobody sees them.
 *
 * @packageDocumentation
 */
export { withLock } from './file-lock.ts';
export { checkKey } from './key-shape.ts';
export { KEY_STORES, openKeyStore } from './key-store.ts';
export type { KeyStore, KeyStoreKind, KeyStoreOptions, Left, Removed, StoredKey, StoredKeys } from './key-store.ts';
export { takeKeyVariables } from './key-variables.ts';
export { keysAmong, withoutLookAlikes } from './look-alike.ts';
export { isAbsent, openKeychain } from './keychain.ts';
export type { Keychain, KeychainOptions } from './keychain.ts';
