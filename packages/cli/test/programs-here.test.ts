import { afterEach, describe, expect, it, vi } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { ignoreProgramsHere } from '../src/process/environment.ts';

const NAME = 'NoDefaultCurrentDirectoryInExePath';

afterEach(() => vi.unstubAllEnvs());

describe('programs', () => {
  it.each([
    ['win32', '1'],
    ['linux', undefined],
  ] as const)(
    verifies('built-in.looks-only', 'a program in its folder is not taken for git: %s'),
    (platform, value) => {
      vi.stubEnv(NAME, undefined);
      ignoreProgramsHere(platform);
      expect(process.env[NAME]).toBe(value);
    },
  );
});
