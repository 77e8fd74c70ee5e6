import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { HanzoError, redact } from '@hanzo/contracts';
import { isAbsent, openKeychain, openKeyStore, type Keychain } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';

const KEY = 'sk-keystore-0123456789abcdef';
const OTHER = 'sk-keystore-fedcba9876543210';

interface Box extends Disposable {
  readonly path: string;
}

function box(): Box {
  const folder = mkdtempSync(join(tmpdir(), 'hanzo-keys-'));
  return {
    path: join(folder, 'keys.json'),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

interface FakeKeychain extends Keychain {
  readonly entries: Map<string, string>;
  readonly asked: string[];
  broken: boolean;
}

function fakeKeychain(): FakeKeychain {
  const entries = new Map<string, string>();
  const asked: string[] = [];
  const look = (kind: string): void => {
    asked.push(kind);
    if (keychain.broken) throw new HanzoError('STORE_UNUSABLE', 'The keychain is locked.');
  };
  const keychain: FakeKeychain = {
    entries,
    asked,
    broken: false,
    read(accounts) {
      look('read');
      return accounts.map((account) => entries.get(account));
    },
    write(account, key) {
      look('write');
      entries.set(account, key);
    },
    remove(account) {
      look('remove');
      return entries.delete(account);
    },
  };
  return keychain;
}

function errorOf(run: () => unknown): HanzoError {
  try {
    run();
  } catch (error) {
    if (error instanceof HanzoError) return error;
    throw error;
  }
  throw new HanzoError('INTERNAL', 'It should have failed.');
}

describe('the key file', () => {
  it.skipIf(process.platform === 'win32')(verifies('keys.file-private'), () => {
    using home = box();
    const store = openKeyStore({ path: home.path, keychain: fakeKeychain() });
    const before = process.umask(0);
    try {
      store.set('openai', KEY, 'file');
    } finally {
      process.umask(before);
    }
    expect(statSync(home.path).mode & 0o777).toBe(0o600);
    for (const mode of [0o640, 0o604, 0o644]) {
      chmodSync(home.path, mode);
      const error = errorOf(() => store.read({ askKeychain: false }));
      expect(error).toMatchObject({ code: 'CONFIG_INVALID', mend: `Run: chmod 600 ${home.path}` });
      expect(errorOf(() => store.set('groq', OTHER, 'file')).code).toBe('CONFIG_INVALID');
    }
  });

  it(verifies('keys.file-whole'), () => {
    using home = box();
    const store = openKeyStore({ path: home.path, keychain: fakeKeychain() });
    store.set('openai', KEY, 'file');
    store.set('groq', OTHER, 'file');
    const inode = statSync(home.path).ino;
    store.set('openai', OTHER, 'file');
    // Another file took its place: nobody ever read half of one.
    expect(statSync(home.path).ino).not.toBe(inode);
    expect(JSON.parse(readFileSync(home.path, 'utf8'))).toEqual({
      v: 1,
      keys: { openai: OTHER, groq: OTHER },
      keychain: [],
    });
    expect(readdirSync(join(home.path, '..'))).toEqual(['keys.json', 'keys.json.lock']);
    store.remove('openai');
    expect(store.remove('groq').from).toEqual([home.path]);
    expect(readdirSync(join(home.path, '..'))).toEqual(['keys.json.lock']);
    expect(store.remove('groq').from).toEqual([]);
  });

  it.each([
    '',
    '{"v":1,"keys":{"openai":"sk-damaged-0123456789" oops}',
    '[]',
    '{"keys":{"openai":5}}',
    '{"keys":{"openai":"two words"}}',
    '{"keychain":"openai"}',
    '{"keys":{"__proto__":"sk-damaged-0123456789"}}',
    '{"keys":{"constructor":"sk-damaged-0123456789"}}',
    '{"keychain":["__proto__"]}',
    'null',
  ])('refuses a damaged one without showing it: %j', (text) => {
    using home = box();
    writeFileSync(home.path, text, { mode: 0o600 });
    const error = errorOf(() => openKeyStore({ path: home.path }).read({ askKeychain: false }));
    expect(error.code).toBe('CONFIG_INVALID');
    expect(`${error.message} ${String(error.mend)} ${String(error.cause)}`).not.toMatch(/sk-damaged|two words/);
  });

  it(verifies('keys.file-together'), async () => {
    using home = box();
    const store = new URL('../src/index.ts', import.meta.url).href;
    const set = (provider: string): string =>
      `const { openKeyStore } = await import(${JSON.stringify(store)});
       openKeyStore({ path: process.argv[1] }).set(${JSON.stringify(provider)}, ${JSON.stringify(KEY)}, 'file');`;
    const names = ['openai', 'anthropic', 'groq', 'house', 'office'];
    const args = (name: string): string[] => [
      '--conditions=@hanzo/source',
      '--input-type=module',
      '-e',
      set(name),
      home.path,
    ];
    await Promise.all(names.map(async (name) => await promisify(execFile)(process.execPath, args(name))));
    expect(Object.keys(openKeyStore(home).read({ askKeychain: false }).keys).toSorted()).toEqual(names.toSorted());
  });

  it.skipIf(process.platform === 'win32')(verifies('keys.file-odd', 'pipe, folder'), () => {
    using home = box();
    execFileSync('mkfifo', ['-m', '600', home.path]);
    const store = openKeyStore(home);
    expect(errorOf(() => store.read({ askKeychain: false })).message).toContain('is no file');
    rmSync(home.path);
    mkdirSync(home.path, { mode: 0o700 });
    expect(errorOf(() => store.read({ askKeychain: false })).message).toContain('is no file');
  });

  it.skipIf(process.platform === 'win32')(verifies('keys.file-odd', 'link'), () => {
    using home = box();
    const [target, store] = [join(home.path, '../elsewhere.json'), openKeyStore(home)];
    symlinkSync(target, home.path);
    expect(errorOf(() => store.set('openai', KEY, 'file')).code).toBe('STORE_UNUSABLE');
    writeFileSync(target, '{"v":1}', { mode: 0o600 });
    store.set('openai', KEY, 'file');
    expect(lstatSync(home.path).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toContain(KEY);
    expect(store.remove('openai').from).toEqual([home.path]);
    expect(store.read({ askKeychain: false }).keys).toEqual({});
  });

  it(verifies('keys.file-odd', 'too large'), () => {
    using home = box();
    writeFileSync(home.path, ' '.repeat(1024 * 1024 + 1), { mode: 0o600 });
    expect(errorOf(() => openKeyStore(home).read({ askKeychain: false })).message).toContain('larger');
  });

  it('hides what it reads', () => {
    using home = box();
    writeFileSync(home.path, '{"keys":{"x":"unlikely-key-77-88-99"}}', { mode: 0o600 });
    openKeyStore({ path: home.path }).read({ askKeychain: false });
    expect(redact('a unlikely-key-77-88-99 b')).toBe('a [key] b');
  });
});

describe('the keychain', () => {
  it(verifies('keys.keychain-lazy'), () => {
    using home = box();
    const keychain = fakeKeychain();
    const store = openKeyStore({ path: home.path, keychain });
    expect(store.read({ askKeychain: true })).toEqual({ keys: {}, fault: undefined });
    store.set('groq', OTHER, 'file');
    store.read({ askKeychain: true });
    store.remove('groq');
    expect(keychain.asked).toEqual([]);

    store.set('openai', KEY, 'keychain');
    expect(readFileSync(home.path, 'utf8')).not.toContain(KEY);
    expect(store.read({ askKeychain: false }).keys).toEqual({ openai: [{ from: 'keychain', value: undefined }] });
    expect(keychain.asked).toEqual(['write']);
    expect(store.read({ askKeychain: true }).keys).toEqual({ openai: [{ from: 'keychain', value: KEY }] });
    expect(store.remove('openai')).toEqual({ from: ['keychain'], fault: undefined });
    expect(keychain.entries.size).toBe(0);
  });

  it(verifies('keys.keychain-away'), () => {
    using home = box();
    const keychain = fakeKeychain();
    const store = openKeyStore({ path: home.path, keychain });
    store.set('openai', KEY, 'keychain');
    store.set('groq', KEY, 'keychain');
    keychain.broken = true;
    // It stays there; what was asked for is done.
    expect(store.set('openai', OTHER, 'file').fault?.mend).toContain(`Remove "openai (${home.path})"`);
    expect(store.remove('groq')).toMatchObject({ from: [home.path], fault: { code: 'STORE_UNUSABLE' } });
    expect(JSON.parse(readFileSync(home.path, 'utf8'))).toMatchObject({ keys: { openai: OTHER }, keychain: [] });
    keychain.broken = false;
    expect(store.read({ askKeychain: true }).keys).toEqual({ openai: [{ from: home.path, value: OTHER }] });
    expect(store.set('openai', KEY, 'keychain').fault).toBeUndefined();
    expect(store.remove('openai').from).toEqual(['keychain']);
  });

  it(verifies('keys.keychain-emptied'), () => {
    using home = box();
    const keychain = fakeKeychain();
    const store = openKeyStore({ path: home.path, keychain });
    store.set('openai', KEY, 'keychain');
    keychain.entries.clear();
    const { keys, fault } = store.read({ askKeychain: true });
    expect(keys).toEqual({});
    expect(fault?.message).toContain('no key for openai any more');
    expect(fault?.mend).toContain('hanzo keys set openai');
    expect(store.remove('openai').from).toEqual([home.path]);
    expect(store.read({ askKeychain: true }).fault).toBeUndefined();
  });

  it(verifies('keys.keychain-noted-last'), () => {
    using home = box();
    const keychain = fakeKeychain();
    const listed: boolean[] = [];
    const watched: Keychain = {
      ...keychain,
      // Whoever is stopped here, at a window that nobody answers, leaves what is there now.
      write(account, key) {
        listed.push(existsSync(home.path));
        keychain.write(account, key);
      },
    };
    openKeyStore({ path: home.path, keychain: watched }).set('openai', KEY, 'keychain');
    expect(listed).toEqual([false]);
    expect(readFileSync(home.path, 'utf8')).toContain('openai');
  });

  it('a key that could not be noted does not stay in it', () => {
    using home = box();
    const keychain = fakeKeychain();
    const store = openKeyStore({
      path: home.path,
      keychain: {
        ...keychain,
        write(account, key) {
          keychain.write(account, key);
          writeFileSync(home.path, 'damaged', { mode: 0o600 });
        },
      },
    });
    expect(errorOf(() => store.set('openai', KEY, 'keychain')).code).toBe('CONFIG_INVALID');
    expect(keychain.entries.size).toBe(0);
  });

  it('a key is in one place: setting it elsewhere takes it away from the first', () => {
    using home = box();
    const keychain = fakeKeychain();
    const store = openKeyStore({ path: home.path, keychain });
    store.set('openai', KEY, 'file');
    store.set('openai', OTHER, 'keychain');
    expect(store.read({ askKeychain: true }).keys).toEqual({ openai: [{ from: 'keychain', value: OTHER }] });
    store.set('openai', KEY, 'file');
    expect(keychain.entries.size).toBe(0);
    expect(store.read({ askKeychain: true }).keys).toEqual({ openai: [{ from: home.path, value: KEY }] });
  });

  it('homes do not see the keys of each other', () => {
    using one = box();
    using two = box();
    const keychain = fakeKeychain();
    openKeyStore({ path: one.path, keychain }).set('openai', KEY, 'keychain');
    openKeyStore({ path: two.path, keychain }).set('openai', OTHER, 'keychain');
    expect(openKeyStore({ path: one.path, keychain }).read({ askKeychain: true }).keys['openai']?.[0]?.value).toBe(KEY);
  });

  it('one that fails while a key is set leaves everything as it was', () => {
    using home = box();
    const keychain = fakeKeychain();
    const store = openKeyStore({ path: home.path, keychain });
    store.set('openai', KEY, 'file');
    keychain.broken = true;
    expect(errorOf(() => store.set('openai', OTHER, 'keychain')).code).toBe('STORE_UNUSABLE');
    expect(store.read({ askKeychain: true })).toEqual({
      keys: { openai: [{ from: home.path, value: KEY }] },
      fault: undefined,
    });
  });

  it(verifies('keys.keychain-absent', 'failing'), () => {
    using home = box();
    const keychain = fakeKeychain();
    const store = openKeyStore({ path: home.path, keychain });
    store.set('openai', KEY, 'keychain');
    store.set('groq', OTHER, 'file');
    keychain.broken = true;
    const { keys, fault } = store.read({ askKeychain: true });
    expect(fault?.code).toBe('STORE_UNUSABLE');
    expect(keys).toEqual({ groq: [{ from: home.path, value: OTHER }] });
  });

  it.runIf(process.platform === 'linux')(verifies('keys.keychain-absent', 'no session bus'), () => {
    const keychain = openKeychain({ env: { PATH: process.env['PATH'] } });
    const error = errorOf(() => keychain.read(['openai']));
    expect(error.code).toBe('STORE_UNUSABLE');
    expect(error.mend).toContain('--store file');
    expect(isAbsent(error)).toBe(true);
  });

  it(verifies('keys.keychain-absent', 'silent'), () => {
    // So short that no process could answer.
    const error = errorOf(() => openKeychain({ timeoutMs: 1 }).read(['openai']));
    expect(error.message).toContain('did not answer within');
    // It may hold keys: nothing else is taken for it unasked.
    expect(isAbsent(error)).toBe(false);
  });
});
