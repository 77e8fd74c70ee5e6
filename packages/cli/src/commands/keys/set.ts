import { EXIT, hideSecret, type ExitCode } from '@hanzo/contracts';
import { endpointOf, keyTail } from '@hanzo/config';
import { checkKey, isAbsent, openKeychain, openKeyStore, type KeyStore, type KeyStoreKind } from '@hanzo/keys';
import { loadSetting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { KeysSetFlags } from './flags.ts';
import { requireProvider } from './known-provider.ts';
import { readKey } from './read-key.ts';
import { warnOf } from './warn-of.ts';

/** A person may have to unlock the keychain in a window. */
const UNLOCK_MS = 60_000;

/** Keeps a key of this home. */
export async function run(flags: KeysSetFlags, terminal: Terminal): Promise<ExitCode> {
  const { provider } = flags;
  const { config, paths } = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  requireProvider(config, provider);
  const raw = await readKey(`Key for ${provider} (nothing is shown): `, process.stdin, process.stderr);
  hideSecret(raw.trim());
  const key = checkKey(raw, provider, endpointOf(config, provider).host);
  const store = openKeyStore({ path: paths.keys, keychain: openKeychain({ timeoutMs: UNLOCK_MS }) });
  const kept = keep({ store, provider, key, wanted: flags.store }, terminal);
  const place = kept === 'keychain' ? 'the keychain of this system' : paths.keys;
  const first = config.keys[provider]?.[0];
  // Only the environment comes before what was just set.
  const overruled = first !== undefined && first.from !== 'keychain' && !first.from.startsWith(paths.home);
  if (flags.json === true) {
    const tail = keyTail(key);
    const by = overruled ? { overruledBy: first.from } : {};
    terminal.out(JSON.stringify({ v: 1, provider, store: kept, ...(tail !== undefined && { tail }), ...by }));
  } else terminal.err(`The key of ${provider} is in ${place}.`);
  if (overruled) terminal.err(`${terminal.style.yellow('warning:')} ${first.from} is set, and comes before it.`);
  return EXIT.done;
}

interface Keeping {
  readonly store: KeyStore;
  readonly provider: string;
  readonly key: string;
  readonly wanted: KeyStoreKind | undefined;
}

/** Where nothing was asked for, a machine without a keychain is no fault. */
function keep({ store, provider, key, wanted }: Keeping, terminal: Terminal): KeyStoreKind {
  try {
    warnOf(store.set(provider, key, wanted ?? 'keychain'), terminal);
    return wanted ?? 'keychain';
  } catch (error) {
    // One that is locked or silent is another matter: nobody asked for a file.
    if (wanted !== undefined || !isAbsent(error)) throw error;
    terminal.err(`${messageOf(error)} The key goes to a file that only you can read.`);
    warnOf(store.set(provider, key, 'file'), terminal);
    return 'file';
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
