import type { KeyStoreKind } from '@hanzo/keys';

interface Common {
  readonly home?: string;
  readonly json?: boolean;
}

export interface KeysSetFlags extends Common {
  readonly provider: string;
  /** @default the keychain where there is one, else the file */
  readonly store?: KeyStoreKind;
}

export type KeysListFlags = Common;

export interface KeysRmFlags extends Common {
  readonly provider: string;
}

export interface KeysTestFlags extends Common {
  /** @default all that have a key */
  readonly provider?: string;
}
