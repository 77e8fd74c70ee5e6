import { existsSync, linkSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { writeLines } from '../src/commands/ledger/export-file.ts';

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  return { ...fs, linkSync: vi.fn<typeof fs.linkSync>() };
});

/** As sticks and some network folders answer. */
function refuse(code: string): void {
  vi.mocked(linkSync).mockImplementation(() => {
    throw Object.assign(new Error(`${code}: link`), { code, syscall: 'link' });
  });
}

describe('an export into a folder without hard links', () => {
  beforeEach(() => {
    vi.mocked(linkSync).mockReset();
  });

  it.each(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])(verifies('cli.ledger-export', '%s'), (code) => {
    refuse(code);
    using folder = temporaryFolder();
    const file = join(folder.path, 'calls.csv');
    writeLines(file, ['a', 'b'], false);
    expect(readFileSync(file, 'utf8')).toBe('a\nb\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(() => writeLines(file, ['c'], false)).toThrow('is there already');
    expect(readFileSync(file, 'utf8')).toBe('a\nb\n');
    expect(readdirSync(folder.path)).toEqual(['calls.csv']);
  });

  it('other faults are told', () => {
    refuse('EIO');
    using folder = temporaryFolder();
    const file = join(folder.path, 'calls.csv');
    expect(() => writeLines(file, ['a'], false)).toThrow('could not be written');
    expect(existsSync(file)).toBe(false);
  });
});
