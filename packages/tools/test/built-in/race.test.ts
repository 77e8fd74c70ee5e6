import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { raceLinks } from '../../../../test/support/race-links.ts';

describe('a link in the place of a folder', () => {
  it(verifies('built-in.race'), async () => {
    const { tries, escapes } = await raceLinks(1_000);
    // How many get through is luck; that none leads outside is not.
    expect([tries > 0, escapes]).toEqual([true, 0]);
  });
});
