import { readFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Entry } from '@napi-rs/keyring';

/** The process that {@link openKeychain} starts: one request on standard input, one answer on standard output. */

export type KeychainRequest =
  | { readonly kind: 'read'; readonly accounts: readonly string[] }
  | { readonly kind: 'write'; readonly account: string; readonly key: string }
  | { readonly kind: 'remove'; readonly account: string };

export type KeychainAnswer =
  | { readonly ok: true; readonly values: readonly (string | null)[] }
  | { readonly ok: false; readonly why: string };

const SERVICE = 'hanzo';

function answer(request: KeychainRequest): readonly (string | null)[] {
  // Where the system has no build of it, that is an answer too.
  const keyring = createRequire(import.meta.url)('@napi-rs/keyring') as { readonly Entry: typeof Entry };
  // The kernel's keyring, which it would fall back to, forgets everything at the next start of the machine.
  const open = (account: string): Entry => new keyring.Entry(SERVICE, account, { linux: { store: 'secret-service' } });
  switch (request.kind) {
    case 'read':
      return request.accounts.map((account) => open(account).getPassword());
    case 'write':
      open(request.account).setPassword(request.key);
      return [];
    case 'remove':
      return [open(request.account).deletePassword() ? 'removed' : null];
  }
}

/** One line, without the full stop that the sentence around it has. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n')[0]?.replace(/[.\s]+$/, '') ?? '';
}

function run(): KeychainAnswer {
  try {
    return { ok: true, values: answer(JSON.parse(readFileSync(0, 'utf8')) as KeychainRequest) };
  } catch (error) {
    return { ok: false, why: reasonOf(error) };
  }
}

writeSync(1, JSON.stringify(run()));
