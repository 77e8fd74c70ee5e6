import { spawnSync } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HanzoError, hideSecret } from '@hanzo/contracts';
import type { KeychainAnswer, KeychainRequest } from './keychain-child.ts';

/** The system's store of secrets: macOS Keychain, Windows Credential Manager, Secret Service on Linux. */
export interface Keychain {
  /** In the same order; undefined where there is none. */
  read(accounts: readonly string[]): readonly (string | undefined)[];
  write(account: string, key: string): void;
  /** False when there was none. */
  remove(account: string): boolean;
}

export interface KeychainOptions {
  /** How long it may take: short when nobody is asked to unlock it. Milliseconds. @default 5000 */
  readonly timeoutMs?: number;
  /** What our environment is. @default process.env */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** `absent`: this system has none. `busy`: it is locked, silent or was told no, and may answer another time. */
type KeychainState = 'absent' | 'busy';

/** What D-Bus, its clients and the loader of the native binding say where there is none. */
const ABSENT =
  /autolaunch|failed to connect to socket|connection refused|no dbus session|no secret service|no result found|not provided by any|cannot find (?:module|native binding)|notsupported/i;

/** True for an error of a {@link Keychain} that says that this system has none. */
export function isAbsent(error: unknown): boolean {
  return error instanceof HanzoError && error.details?.['keychain'] === ('absent' satisfies KeychainState);
}

/** What keychains and their windows need to be found. */
const ENVIRONMENT: readonly string[] = [
  'PATH',
  'HOME',
  'USER',
  'LANG',
  'DBUS_SESSION_BUS_ADDRESS',
  'XDG_RUNTIME_DIR',
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'SystemRoot',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
];

/**
 * The keychain, asked in a process of its own: a D-Bus that is missing or silent would block ours inside native code,
 * where no timer could end it.
 *
 * @throws HanzoError STORE_UNUSABLE from every method, when it is missing, locked or silent
 */
export function openKeychain({ timeoutMs = 5_000, env = process.env }: KeychainOptions = {}): Keychain {
  const ask = (request: KeychainRequest): KeychainAnswer & { readonly ok: true } => {
    const child = spawnSync(process.execPath, [childPath()], {
      input: JSON.stringify(request),
      env: Object.fromEntries(ENVIRONMENT.map((name) => [name, env[name]]).filter(([, value]) => value !== undefined)),
      encoding: 'utf8',
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    if (child.error !== undefined && 'code' in child.error && child.error.code === 'ETIMEDOUT')
      throw unusable(`it did not answer within ${timeoutMs / 1000} s`, 'busy');
    const answer = parse(child.stdout);
    if (answer === undefined)
      throw unusable(`its process ended with ${child.signal ?? `code ${String(child.status)}`}`, 'busy');
    if (!answer.ok) throw unusable(answer.why, ABSENT.test(answer.why) ? 'absent' : 'busy');
    return answer;
  };
  return {
    read(accounts) {
      const { values } = ask({ kind: 'read', accounts });
      return accounts.map((_, index) => {
        const value = values[index] ?? undefined;
        if (value !== undefined) hideSecret(value);
        return value;
      });
    },
    write(account, key) {
      ask({ kind: 'write', account, key });
    },
    remove(account) {
      return ask({ kind: 'remove', account }).values[0] === 'removed';
    },
  };
}

function childPath(): string {
  return fileURLToPath(new URL(`./keychain-child${extname(import.meta.url)}`, import.meta.url));
}

function parse(stdout: string | null): KeychainAnswer | undefined {
  try {
    return JSON.parse(stdout ?? '') as KeychainAnswer;
  } catch {
    return undefined;
  }
}

function unusable(why: string, keychain: KeychainState): HanzoError {
  return new HanzoError('STORE_UNUSABLE', `The keychain of this system cannot be used: ${why}.`, {
    details: { keychain },
    mend: 'Unlock it, or keep keys in a file: `hanzo keys set <provider> --store file`.',
  });
}
