import { spawnSync } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HanzoError, hideSecret } from '@hanzo/contracts';
import type { KeychainAnswer, KeychainRequest } from './keychain-child.ts';

export interface Keychain {
  read(accounts: readonly string[]): readonly (string | undefined)[];
  write(account: string, key: string): void;
  remove(account: string): boolean;
}

export interface KeychainOptions {
  readonly timeoutMs?: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

type KeychainState = 'absent' | 'busy';

const ABSENT =
  /autolaunch|failed to connect to socket|connection refused|no dbus session|no secret service|no result found|not provided by any|cannot find (?:module|native binding)|notsupported/i;

export function isAbsent(error: unknown): boolean {
  return error instanceof HanzoError && error.details?.['keychain'] === ('absent' satisfies KeychainState);
}

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
