import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import { type Config, type ConfigFlags, type StoredKeys, loadConfig } from '../src/index.ts';

/** A throw-away home folder. */
export interface Sandbox extends Disposable {
  readonly homeDir: string;
  write(name: string, content: unknown, mode?: number): string;
  load(flags?: ConfigFlags, env?: Record<string, string>, stored?: StoredKeys): Config;
}

export function sandbox(): Sandbox {
  const homeDir = mkdtempSync(join(tmpdir(), 'hanzo-config-'));
  mkdirSync(join(homeDir, '.hanzo'));
  return {
    homeDir,
    write(name, content, mode = 0o600) {
      const path = join(homeDir, '.hanzo', name);
      writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content), { mode });
      return path;
    },
    load: (flags = {}, env = {}, stored = {}) => loadConfig({ flags, env, homeDir, storedKeys: () => stored }),
    [Symbol.dispose]: () => rmSync(homeDir, { recursive: true, force: true }),
  };
}

/** Runs what must fail and returns its HanzoError. */
export function errorOf(run: () => unknown): HanzoError {
  try {
    run();
  } catch (error) {
    if (error instanceof HanzoError) return error;
    throw error;
  }
  throw new HanzoError('INTERNAL', 'It should have failed.');
}
