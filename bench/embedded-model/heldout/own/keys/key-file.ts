import { HanzoError, hideSecret } from '@hanzo/contracts';
import { readPrivate } from './private-file.ts';
import { targetOf, writeWhole } from './whole-file.ts';
import { withLock } from './file-lock.ts';
import { rmSync } from 'node:fs';

export interface KeyFile {
  readonly keys: Readonly<Record<string, string>>;
  readonly keychain: readonly string[];
}

const EMPTY: KeyFile = { keys: {}, keychain: [] };

const NO_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export function readKeyFile(path: string): KeyFile {
  const text = readPrivate(path);
  if (text === undefined) return EMPTY;
  const file = parse(text);
  if (file === undefined) {
    throw new HanzoError(
      'CONFIG_INVALID',
      `${path} is damaged: it does not hold keys as \`hanzo keys set\` writes them.`,
      {
        details: { file: path },
        mend: 'Correct it: {"v":1,"keys":{"openai":"…"},"keychain":[]}. Or remove it and set the keys again.',
      },
    );
  }
  for (const key of Object.values(file.keys)) hideSecret(key);
  return file;
}

function parse(text: string): KeyFile | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // V8's message quotes the text, which holds keys.
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { keys = {}, keychain = [] } = value as { readonly keys?: unknown; readonly keychain?: unknown };
  if (typeof keys !== 'object' || keys === null || Array.isArray(keys) || !Array.isArray(keychain)) return undefined;
  const entries = Object.entries(keys);
  if (!entries.every(([name, key]) => isName(name) && isKey(key)) || !keychain.every(isName)) return undefined;
  return { keys: Object.fromEntries(entries), keychain };
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && !NO_NAMES.has(value);
}

function isKey(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);
}

export function editKeyFile(path: string, edit: (file: KeyFile) => KeyFile): void {
  try {
    // What a link leads to is changed, and the link stays.
    const target = targetOf(path);
    withLock(target, () => {
      const { keys, keychain } = edit(readKeyFile(path));
      const isEmpty = Object.keys(keys).length === 0 && keychain.length === 0;
      if (isEmpty && target === path) rmSync(path, { force: true });
      else writeWhole(target, `${JSON.stringify({ v: 1, keys, keychain: [...new Set(keychain)] }, undefined, 2)}\n`);
    });
  } catch (cause) {
    if (cause instanceof HanzoError) throw cause;
    const full = cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT');
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new HanzoError(full ? 'DISK_FULL' : 'STORE_UNUSABLE', `${path} cannot be written: ${reason}`, {
      cause,
      details: { file: path },
      mend: full ? 'Free some space, then try again.' : 'Check that you may write to it and to its folder.',
    });
  }
}
