import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { homePaths, homeSecret } from '../src/index.ts';

it(verifies('config.home-secret'), () => {
  const home = mkdtempSync(join(tmpdir(), 'hanzo-home-'));
  try {
    const file = homePaths(home).delegationKey;
    expect(homeSecret(file).read()).toBeUndefined();
    expect(readdirSync(home)).toEqual([]);
    const [one, other] = [homeSecret(file), homeSecret(file)];
    const secret = one.make();
    expect(secret).toHaveLength(32);
    expect(other.make()).toEqual(secret);
    expect(other.read()).toEqual(secret);
    expect(readdirSync(home)).toEqual(['delegation.key']);
    writeFileSync(file, 'short\n');
    for (const use of [one.read, one.make])
      expect(use).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID', mend: expect.any(String) }));
    rmSync(file);
    expect(one.make()).not.toEqual(secret);
    if (process.platform === 'win32') return;
    expect(statSync(file).mode & 0o777).toBe(0o600);
    chmodSync(file, 0o644);
    expect(one.read).toThrow(expect.objectContaining({ mend: expect.stringContaining('chmod 600') }));
  } finally {
    rmSync(home, { recursive: true });
  }
});
